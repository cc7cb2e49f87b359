<?php

/**
 * One payment of each method through its life, at a local Paygent whose clock stands still until it is
 * moved, and the notifications that the shop receives:
 *
 *   paygent sandbox serve --dir DIR --clock manual
 *   PAYGENT_PAGE_URL=… PAYGENT_TOOL_URL=… PAYGENT_TELEGRAM_URL=… \
 *       php -d extension=paygent examples/tour.php DIR/kit/modenv_properties.conf
 *
 * The three addresses are in the line that the local Paygent prints when it is ready. Ends with
 * status 0 when everything went as expected.
 */

declare(strict_types=1);

use Paygent\Examples\Tour\Browser;
use Paygent\Examples\Tour\Tour;
use Paygent\Hash;

require __DIR__ . '/tour/Browser.php';
require __DIR__ . '/tour/Tour.php';
/** @var array{config: string, merchant_id: string} $account */
$account = require __DIR__ . '/account.php';

$address = static function (string $name): string {
    $value = getenv($name);
    if ($value === false) {
        fwrite(STDERR, "Set $name to what the local Paygent says when it is ready.\n");
        exit(64);
    }

    return $value;
};
$pages = $address('PAYGENT_PAGE_URL');
$kit = dirname($account['config']);
/** @var array{merchants: list<array{token_generate_key: string, notice_hash_key: string, link_hash_key: string, paidy_public_key: string}>} $contracts */
$contracts = json_decode((string) file_get_contents("$kit/account.json"), true, 512, JSON_THROW_ON_ERROR);
$contract = $contracts['merchants'][0];

// The shop's notice URL: a web server of its own.
$socket = stream_socket_server('tcp://127.0.0.1:0');
if ($socket === false) {
    throw new RuntimeException('no free port');
}
$shop = (string) stream_socket_get_name($socket, false);
fclose($socket);
$inbox = (string) tempnam(sys_get_temp_dir(), 'paygent-notices');
$server = proc_open(
    [PHP_BINARY, '-n', '-S', $shop, __DIR__ . '/tour/notices.php'],
    [['file', '/dev/null', 'r'], ['file', '/dev/null', 'w'], ['file', '/dev/null', 'w']],
    $pipes,
    null,
    ['NOTICE_INBOX' => $inbox, 'NOTICE_KEY' => $contract['notice_hash_key']],
);
if ($server === false) {
    throw new RuntimeException('no web server');
}
register_shutdown_function(static function () use ($server, $inbox): void {
    proc_terminate($server);
    unlink($inbox);
});
for ($tries = 0; $tries < 200 && @stream_socket_client("tcp://$shop") === false; $tries++) {
    usleep(25_000);
}

$tour = new Tour($account['config'], $account['merchant_id'], $address('PAYGENT_TOOL_URL'), $inbox);
$browser = new Browser($pages);
$tour->tool('PUT', "/tool/accounts/{$account['merchant_id']}", ['notice_url' => "http://$shop/"]);
// Some things are done at fixed hours: the tour always starts in the morning.
$morning = new DateTimeImmutable('tomorrow 10:00', new DateTimeZone('Asia/Tokyo'));
$tour->tool('POST', '/tool/clock', ['set' => $morning->format(DATE_RFC3339)]);
$order = 'T' . bin2hex(random_bytes(5));
$home = ['return_url' => 'https://shop.example/thanks', 'cancel_url' => 'https://shop.example/cart'];

// --- card -------------------------------------------------------------------------------------

$tour->title('Card, typed into the shop\'s page as a token, EMV 3-D Secure with a question of the bank');
$token = json_decode($browser->post('/n/token/request', [
    'merchant_id' => $account['merchant_id'], 'token_generate_key' => $contract['token_generate_key'],
    'card_number' => '4900000000000000', 'card_expire_year' => '30', 'card_expire_month' => '12',
    'card_cvc' => '123', 'card_name' => 'BAVCA',
]), true, 512, JSON_THROW_ON_ERROR);
/** @var array{tokenizedCardObject: array{token: string, masked_card_number: string}} $token */
$tour->line('browser', "card {$token['tokenizedCardObject']['masked_card_number']} became a token");
$card = ['card_token' => $token['tokenizedCardObject']['token']];
$authentication = $tour->send('begin the authentication', '450', $card + [
    'card_set_method' => 'token', 'payment_amount' => '12000', 'authentication_type' => '01',
    'term_url' => 'https://shop.example/3ds', 'merchant_name' => 'Tour Shop',
]);
$browser->show((string) $authentication->get('out_acs_html'))->send('/threeds/start');
$browser->send('/threeds/challenge', ['challengeDataEntry' => '14012']);
$back = ['result' => $browser->parameter('result'), '3ds_auth_id' => $browser->parameter('3ds_auth_id'),
    'hc' => $browser->parameter('hc')];
$tour->line('buyer', 'answers the bank and comes back with result ' . $back['result']);
$card += ['payment_class' => '10', '3dsecure_use_type' => '2', '3ds_auth_id' => $back['3ds_auth_id']];
$paid = (string) $tour->send('authorize 12,000 yen', '020', $card + [
    'trading_id' => "{$order}_card", 'payment_amount' => '12000',
])->get('payment_id');
$tour->send('capture', '022', ['payment_id' => $paid]);
$tour->status($paid, '40', 'captured');
$tour->send('refund', '023', ['payment_id' => $paid]);
$tour->status($paid, '60', 'captured amount returned');
$direct = [
    'card_number' => '4900000000000000', 'card_valid_term' => '1230', 'payment_class' => '10', '3dsecure_ryaku' => '1',
];
$kept = (string) $tour->send('authorize 3,000 yen and forget it', '020', $direct + [
    'trading_id' => "{$order}_card2", 'payment_amount' => '3000',
])->get('payment_id');
$tour->notices();

$tour->title('Card on the pages of the link type');
$link = [
    'trading_id' => "{$order}_link", 'payment_type' => '02', 'id' => '2500', 'threedsecure_ryaku' => '1',
    'seq_merchant_id' => $account['merchant_id'], 'isbtob' => '1', 'return_url' => $home['return_url'],
];
$answer = (string) file_get_contents($address('PAYGENT_TELEGRAM_URL') . '/v/u/request', false, stream_context_create([
    'http' => [
        'method' => 'POST', 'header' => 'Content-Type: application/x-www-form-urlencoded',
        'content' => http_build_query($link + ['hc' => Hash::link($link, $contract['link_hash_key'])]),
    ],
    'ssl' => ['cafile' => "$kit/curl-ca-bundle.crt"],
]));
preg_match('/^url=(.*?)\r?$/m', $answer, $found);
$browser->open($found[1] ?? throw new RuntimeException("the link type says: $answer"));
$tour->line('buyer', 'opens the page that Paygent made for the order, types a card, confirms');
$browser->send('/linktype/card', [
    'card_number' => '4900000000000000', 'expire_month' => '12', 'expire_year' => '30',
    'holder_name' => 'TARO YAMADA', 'pay' => '10',
])->send('/linktype/card/done');
$linked = (string) $tour->send('ask by the order number', '094', ['trading_id' => "{$order}_link"])->get('payment_id');
$tour->status($linked, '20', 'authorized');
$tour->send('void', '021', ['payment_id' => $linked]);
$tour->status($linked, '32', 'voided');
$tour->notices();

// --- paid later, elsewhere ----------------------------------------------------------------------

$person = [
    'customer_family_name' => '高橋', 'customer_name' => '花子', 'customer_family_name_kana' => 'タカハシ',
    'customer_name_kana' => 'ハナコ', 'customer_tel' => '0312345678',
];
/** @var array<string, array{string, array<string, string>, array<string, string>}> $laterMethods */
$laterMethods = [
    'Convenience store' => ['030', $person + [
        'payment_amount' => '3000', 'cvs_company_id' => '00C002', 'payment_limit_date' => '10',
    ], []],
    'ATM (Pay-easy)' => ['010', $person + [
        'payment_amount' => '4000', 'payment_detail' => '書籍', 'payment_detail_kana' => 'ショセキ', 'payment_limit_date' => '10',
    ], ['bank_code' => '0010']],
    'Virtual account' => ['070', [
        'claim_amount' => '5000', 'billing_name' => '高橋花子', 'billing_name_kana' => 'ﾀｶﾊｼﾊﾅｺ', 'expire_days' => '10',
    ], []],
];
$unpaid = [];
foreach ($laterMethods as $name => [$kind, $fields, $more]) {
    $tour->title($name);
    $id = (string) $tour->send('ask for a number to pay at', $kind, $fields + ['trading_id' => "$order$kind"])->get('payment_id');
    $tour->status($id, '10', 'applied for');
    $tour->wait('2h');
    $tour->tool('POST', "/tool/payments/$id/status", ['to' => '40'] + $more);
    $tour->line('buyer', 'pays (said to the test tool)');
    $tour->status($id, '40', 'paid');
    $unpaid[$kind] = (string) $tour->send('once more, which nobody will pay', $kind, $fields + [
        'trading_id' => "{$order}_$kind",
    ])->get('payment_id');
    $tour->notices();
}

$tour->title('Bank net');
$asked = $tour->send('ask for the page of banks', '060', $home + [
    'trading_id' => "{$order}_bank", 'amount' => '1980', 'claim_kanji' => '書籍', 'claim_kana' => 'ｼﾖｾｷ',
    'stop_return_url' => $home['cancel_url'], 'copy_right' => 'Tour Shop',
]);
$browser->open((string) $asked->get('asp_url'))->send('/banking/asp/bank', ['bankCode' => 'D036']);
$browser->send('/banking/dummy')->send('/banking/dummy/end', ['decision' => 'pay']);
$tour->line('buyer', 'chooses a bank, pays there, comes back to ' . strtok($browser->sentTo, '?'));
$tour->status($browser->parameter('payment_id'), '40', 'paid');
$tour->notices();

// --- carriers and wallets -----------------------------------------------------------------------

/** Goes where an answer leads: an address, or a document with one form. */
$enter = static function (Paygent\Response $answer) use ($browser): void {
    $url = (string) $answer->get('redirect_url');
    $url === '' ? $browser->show((string) $answer->get('redirect_html'))->send('') : $browser->open($url);
};
foreach (['5' => 'd払い', '4' => 'auかんたん決済', '6' => 'ソフトバンクまとめて支払い'] as $type => $name) {
    $type = (string) $type;
    $tour->title("Mobile carrier: $name");
    $buyer = ['pc_mobile_type' => '0'];
    if ($type !== '6') {
        $buyer = ['pc_mobile_type' => '4'];
        $enter($tour->send('let the buyer be identified', '104', $buyer + [
            'career_type' => $type, 'redirect_url' => 'https://shop.example/id',
            'cancel_url' => $home['cancel_url'], 'auth_url' => 'https://shop.example/',
        ]));
        $browser->send('', ['do' => 'agree']);
        $tour->line('buyer', 'logs in at the carrier');
        $buyer['open_id'] = $browser->parameter('open_id');
    }
    $applied = $tour->send('apply', '100', $buyer + $home + [
        'trading_id' => "{$order}_c$type", 'career_type' => $type, 'amount' => '800', 'other_url' => $home['cancel_url'],
    ]);
    $id = (string) $applied->get('payment_id');
    $enter($applied);
    $browser->send('', ['do' => 'buy', 'payer' => $type === '4' ? '02' : '']);
    if ($type === '5') {
        $browser->send('', ['do' => 'next']);
    }
    $tour->line('buyer', 'buys and comes back to ' . strtok($browser->sentTo, '?'));
    $tour->status($id, $type === '4' ? '20' : '21', 'authorized');
    $tour->send('capture', '101', ['payment_id' => $id]);
    $tour->status($id, '40', 'captured');
    $tour->notices();
}

$tour->title('Paidy');
$browser->post('/paidy/checkout', ['api_key' => $contract['paidy_public_key'], 'payload' => json_encode([
    'amount' => 3300, 'currency' => 'JPY', 'store_name' => '試験ショップ',
    'buyer' => ['email' => 'a@example.jp', 'name1' => '高橋 花子', 'phone' => '08000000001'],
    'order' => [
        'items' => [['id' => 'P1', 'quantity' => 2, 'title' => '本', 'unit_price' => 1500]],
        'order_ref' => "{$order}_paidy", 'shipping' => 0, 'tax' => 300,
    ],
    'shipping_address' => [
        'line1' => '試験ビル', 'line2' => '1-2-3', 'city' => '千代田区', 'state' => '東京都', 'zip' => '100-0001',
    ],
], JSON_THROW_ON_ERROR)]);
$browser->send('/paidy/buyer', ['email' => 'successful.payment@paidy.com', 'phone' => '08000000001']);
$browser->send('/paidy/code', ['code' => '8888']);
/** @var array{id: string, status: string} $told */
$told = json_decode($browser->attribute('data-result'), true, 512, JSON_THROW_ON_ERROR);
$tour->line('browser', "Paidy's window tells the page: {$told['status']}, {$told['id']}");
$id = (string) $tour->send('ask by the order number', '094', ['trading_id' => "{$order}_paidy"])->get('payment_id');
$tour->send('capture', '341', ['payment_id' => $id]);
$tour->status($id, '40', 'captured');
$tour->send('refund', '342', ['payment_id' => $id]);
$tour->status($id, '60', 'returned');
$tour->notices();

$tour->title('E-money (WebMoney)');
$applied = $tour->send('apply', '150', $home + [
    'trading_id' => "{$order}_web", 'emoney_type' => '1', 'amount' => '700',
]);
$id = (string) $applied->get('payment_id');
$enter($applied);
$browser->send('', ['do' => 'complete']);
$tour->line('buyer', 'pays and comes back to ' . strtok($browser->sentTo, '?'));
$tour->status($id, '40', 'paid');
$tour->notices();

// --- time ---------------------------------------------------------------------------------------

$tour->title('What was forgotten expires');
$tour->wait('61d');
$tour->status($kept, '33', 'authorization expired');
foreach ($unpaid as $kind => $id) {
    // An account waits some weeks for late money before its number is used again.
    $kind === '070' ? $tour->status($id, '16', 'account given up') : $tour->status($id, '12', 'limit to pay passed');
}
$tour->notices();

if ($tour->surprises !== []) {
    printf("\nNot as expected:\n    %s\n", implode("\n    ", $tour->surprises));
    exit(1);
}
printf("\nEvery method went through its life as expected; the shop was notified %d times.\n", $tour->noticesSoFar());
