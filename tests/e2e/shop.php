<?php

/**
 * A shop for PHP's built-in web server, as a merchant without our extension would write it: PHP's curl
 * extension, the kit's certificate, plain HTML. The environment names the local Paygent (PAYGENT_KIT,
 * PAYGENT_TELEGRAM_URL, PAYGENT_PAGE_URL).
 */

declare(strict_types=1);

$server = static fn (string $name): string => (string) getenv($name);
$kit = $server('PAYGENT_KIT');
/** @var array{merchants: list<array{merchant_id: string, connect_id: string, connect_password: string, token_generate_key: string, link_hash_key: string, paidy_public_key: string}>} $contracts */
$contracts = json_decode((string) file_get_contents("$kit/account.json"), true, 512, JSON_THROW_ON_ERROR);
$contract = $contracts['merchants'][0];

/** A value that the browser sent. */
$sent = static fn (string $name): string => is_string($_REQUEST[$name] ?? null) ? $_REQUEST[$name] : '';
$escape = static fn (string $text): string => htmlspecialchars($text, ENT_QUOTES);
$self = 'http://' . (is_string($_SERVER['HTTP_HOST'] ?? null) ? $_SERVER['HTTP_HOST'] : '');

$page = static function (string $title, string $body) use ($escape): never {
    header('Content-Type: text/html; charset=UTF-8');
    echo '<!DOCTYPE html><html lang="ja"><head><meta charset="UTF-8"><title>', $escape($title), '</title></head><body><h1>',
    $escape($title), "</h1>\n$body\n</body></html>";
    exit;
};
$redirect = static function (string $url): never {
    header("Location: $url", true, 303);
    exit;
};

/** @param array<string, string> $fields */
$post = static function (string $path, array $fields, string $encoding) use ($kit, $server): string {
    $curl = curl_init($server('PAYGENT_TELEGRAM_URL') . $path);
    curl_setopt_array($curl, [
        CURLOPT_SSLCERT => "$kit/client_cert.pem",
        CURLOPT_CAINFO => "$kit/curl-ca-bundle.crt",
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_POSTFIELDS => http_build_query(mb_convert_encoding($fields, $encoding, 'UTF-8')),
    ]);
    $body = curl_exec($curl);
    if (!is_string($body)) {
        throw new RuntimeException(curl_error($curl));
    }

    return (string) mb_convert_encoding($body, 'UTF-8', $encoding);
};
/**
 * An answer's lines; a line whose name ends in _html takes the rest.
 *
 * @return array<string, string>
 */
$lines = static function (string $body): array {
    $found = [];
    while (preg_match('/^\s*(\w+)=/', $body, $name) === 1) {
        $body = substr($body, strlen($name[0]));
        $length = str_ends_with($name[1], '_html') ? strlen($body) : strcspn($body, "\r\n");
        $found[$name[1]] = trim(substr($body, 0, $length));
        $body = substr($body, $length);
    }

    return $found;
};
/**
 * @param array<string, string> $fields
 *
 * @return array<string, string>
 */
$telegram = static function (string $path, string $kind, array $fields) use ($post, $lines, $contract, $page, $escape): array {
    $answer = $lines($post($path, $fields + [
        'merchant_id' => $contract['merchant_id'], 'connect_id' => $contract['connect_id'],
        'connect_password' => $contract['connect_password'], 'telegram_kind' => $kind, 'telegram_version' => '1.0',
    ], $kind === '450' ? 'UTF-8' : 'SJIS-win'));
    if (($answer['result'] ?? '') !== '0') {
        $page('お支払いできません', $escape("$kind: " . ($answer['response_code'] ?? '') . ' ' . ($answer['response_detail'] ?? '')));
    }

    return $answer;
};
/** Sends the browser where an answer of a carrier or WebMoney leads. */
$follow = static function (array $answer) use ($redirect, $page): never {
    $url = is_string($answer['redirect_url'] ?? null) ? $answer['redirect_url'] : '';
    $html = is_string($answer['redirect_html'] ?? null) ? $answer['redirect_html'] : '';
    $url === '' ? $page('お支払い画面へ', $html) : $redirect($url);
};
/** What the shop shows in the end: the status as Paygent has it. */
$done = static function (array $by) use ($telegram, $page, $escape): never {
    /** @var array<string, string> $by */
    $answer = $telegram('/n/ref/paymentref', '094', $by);
    $page('ご注文ありがとうございます', '<p>決済ID <b id="payment">' . $escape($answer['payment_id'] ?? '')
        . '</b> ステイタス <b id="status">' . $escape($answer['payment_status'] ?? '') . '</b></p>');
};

$path = (string) parse_url(is_string($_SERVER['REQUEST_URI'] ?? null) ? $_SERVER['REQUEST_URI'] : '/', PHP_URL_PATH);
$order = $sent('order') === '' ? 'E' . bin2hex(random_bytes(6)) : $sent('order');
$home = ['return_url' => "$self/back?order=$order", 'cancel_url' => "$self/"];
$person = [
    'customer_family_name' => '高橋', 'customer_name' => '花子', 'customer_family_name_kana' => 'ﾀｶﾊｼ',
    'customer_name_kana' => 'ﾊﾅｺ', 'customer_tel' => '0312345678',
];
$carrier = static fn (string $type): array => ['career_type' => $type, 'pc_mobile_type' => $type === '6' ? '0' : '4'];

switch ($path) {
    case '/':
        $methods = ['card' => 'カード', '3ds' => 'カード（3Dセキュア）', 'cvs' => 'コンビニ', 'atm' => 'ATM', 'account' => '銀行振込',
            'bank' => '銀行ネット', 'c5' => 'd払い', 'c4' => 'auかんたん決済', 'c6' => 'ソフトバンクまとめて支払い',
            'paidy' => 'Paidy', 'emoney' => 'WebMoney', 'link' => 'ペイジェントの画面で支払う'];
        $list = '';
        foreach ($methods as $key => $name) {
            $form = in_array($key, ['card', '3ds', 'paidy'], true) ? 'form' : 'buy';
            $list .= "<li><a id=\"$key\" href=\"/$form?method=$key\">" . $escape($name) . '</a></li>';
        }
        $page('試験ショップ', "<p>合計 3,300円</p><ul>$list</ul>");
        // no break
    case '/form':
        $values = json_encode([
            'merchant' => $contract['merchant_id'], 'key' => $contract['token_generate_key'],
            'paidy' => $contract['paidy_public_key'], 'order' => $order,
        ], JSON_THROW_ON_ERROR);
        $scripts = $escape($server('PAYGENT_PAGE_URL'));
        $body = $sent('method') === 'paidy' ? <<<HTML
            <button id="pay">Paidyで支払う</button>
            <script src="$scripts/paidy/checkout.js"></script>
            <script>
            var shop = $values;
            var paidy = Paidy.configure({ api_key: shop.paidy, closed: function (told) {
                if (told.status === "authorized") { location.href = "/back?order=" + shop.order; }
            } });
            document.getElementById("pay").onclick = function () {
                paidy.launch({
                    amount: 3300, currency: "JPY", store_name: "試験ショップ",
                    buyer: { email: "a@example.jp", name1: "高橋 花子", phone: "08000000001" },
                    order: { items: [{ id: "P1", quantity: 2, title: "本", unit_price: 1500 }],
                        order_ref: shop.order, shipping: 0, tax: 300 },
                    shipping_address: { line1: "", line2: "1-2-3", city: "千代田区", state: "東京都", zip: "100-0001" }
                });
            };
            </script>
            HTML : <<<HTML
            <form method="post" action="/buy" id="form">
            <input type="hidden" name="method" value="{$escape($sent('method'))}"><input type="hidden" name="token" id="token">
            <p>カード番号 <input id="number"></p><p>有効期限 <input id="month" size="2"> / <input id="year" size="2"></p>
            <p>名義 <input id="holder"></p><p>セキュリティコード <input id="code" size="4"></p>
            <button type="button" id="pay">支払う</button></form>
            <script src="$scripts/js/PaygentToken.js"></script>
            <script>
            var shop = $values;
            function typed(id) { return document.getElementById(id).value; }
            document.getElementById("pay").onclick = function () {
                new PaygentToken().createToken(shop.merchant, shop.key, {
                    card_number: typed("number"), expire_year: typed("year"), expire_month: typed("month"),
                    cvc: typed("code"), name: typed("holder")
                }, function (answer) {
                    if (answer.result !== "0000") { document.title = "result " + answer.result; return; }
                    document.getElementById("token").value = answer.tokenizedCardObject.token;
                    document.getElementById("form").submit();
                });
            };
            </script>
            HTML;
        $page('お支払い', $body);
        // no break
    case '/back':
        $sent('payment_id') === '' ? $done(['trading_id' => $order]) : $done(['payment_id' => $sent('payment_id')]);
        // no break
    case '/back/3ds':
        if ($sent('result') !== '0') {
            $page('本人認証ができませんでした', '');
        }
        $paid = $telegram('/n/card/request', '020', [
            'trading_id' => $order, 'payment_amount' => '3300', 'payment_class' => '10', 'card_token' => $sent('token'),
            '3dsecure_use_type' => '2', '3ds_auth_id' => $sent('3ds_auth_id'),
        ]);
        $done(['payment_id' => $paid['payment_id']]);
        // no break
    case '/back/id':
        $follow($telegram('/n/c/request', '100', $carrier($sent('type')) + $home + [
            'open_id' => $sent('open_id'), 'amount' => '3300', 'trading_id' => $order, 'other_url' => "$self/",
        ]));
        // no break
    case '/buy':
        break;
    default:
        http_response_code(404);
        exit;
}

switch ($method = $sent('method')) {
    case 'card':
        $paid = $telegram('/n/card/request', '020', [
            'trading_id' => $order, 'payment_amount' => '3300', 'payment_class' => '10', '3dsecure_ryaku' => '1',
            'card_token' => $sent('token'),
        ]);
        $done(['payment_id' => $paid['payment_id']]);
        // no break
    case '3ds':
        $begun = $telegram('/n/threeds/request', '450', [
            'card_set_method' => 'token', 'card_token' => $sent('token'), 'payment_amount' => '3300',
            'authentication_type' => '01', 'merchant_name' => 'Shop',
            'term_url' => "$self/back/3ds?" . http_build_query(['order' => $order, 'token' => $sent('token')]),
        ]);
        echo $begun['out_acs_html'];
        exit;
    case 'cvs':
        $number = $telegram('/n/conveni/request', '030', $person + [
            'trading_id' => $order, 'payment_amount' => '3300', 'cvs_company_id' => '00C002',
        ]);
        $page('コンビニでお支払いください', "<p>お支払い受付番号 <b>{$escape($number['receipt_number'])}</b></p><a id=\"see\" href=\"/back?order=$order\">状況を見る</a>");
        // no break
    case 'atm':
        $number = $telegram('/n/atm/request', '010', $person + [
            'trading_id' => $order, 'payment_amount' => '3300', 'payment_detail' => '書籍', 'payment_detail_kana' => 'ｼｮｾｷ',
        ]);
        $page('ATMでお支払いください', "<p>お客様番号 <b>{$escape($number['customer_number'])}</b></p><a id=\"see\" href=\"/back?order=$order\">状況を見る</a>");
        // no break
    case 'account':
        $number = $telegram('/n/virtualaccount/request', '070', ['trading_id' => $order, 'claim_amount' => '3300']);
        $page('お振り込みください', "<p>口座番号 <b>{$escape(json_encode($number, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE))}</b></p><a id=\"see\" href=\"/back?order=$order\">状況を見る</a>");
        // no break
    case 'bank':
        $asked = $telegram('/n/bank/requestasp', '060', $home + [
            'trading_id' => $order, 'amount' => '3300', 'claim_kanji' => '書籍', 'claim_kana' => 'ｼｮｾｷ',
            'stop_return_url' => "$self/", 'copy_right' => 'Shop',
        ]);
        $redirect($asked['asp_url']);
        // no break
    case 'c4':
    case 'c5':
        $type = substr($method, 1);
        $follow($telegram('/n/c/request', '104', $carrier($type) + [
            'redirect_url' => "$self/back/id?order=$order&type=$type", 'cancel_url' => "$self/", 'auth_url' => "$self/",
        ]));
        // no break
    case 'c6':
        $follow($telegram('/n/c/request', '100', $carrier('6') + $home + ['amount' => '3300', 'trading_id' => $order]));
        // no break
    case 'emoney':
        $follow($telegram('/n/emoney/request', '150', $home + ['emoney_type' => '1', 'amount' => '3300', 'trading_id' => $order]));
        // no break
    case 'link':
        $link = ['trading_id' => $order, 'payment_type' => '02', 'id' => '3300', 'seq_merchant_id' => $contract['merchant_id']];
        // The order of the documents; items that are not sent are left out.
        $hash = hash('sha256', implode('', $link) . '1' . $contract['link_hash_key']);
        $answer = $lines($post('/v/u/request', $link + [
            'threedsecure_ryaku' => '1', 'isbtob' => '1', 'return_url' => $home['return_url'], 'hc' => $hash,
        ], 'UTF-8'));
        isset($answer['url']) ? $redirect($answer['url']) : $page('お支払いできません', $escape(implode(' ', $answer)));
        // no break
    default:
        http_response_code(404);
}
