<?php

/**
 * A card's life and a convenience-store number, with the class names of the vendor's module:
 *
 *   php -d extension=paygent examples/card.php modenv_properties.conf
 *
 * Ends with status 0 when every answer was the expected one.
 */

declare(strict_types=1);

use PaygentModule\System\PaygentB2BModule;

require __DIR__ . '/../php/shim/autoload.php';

/** @var array{config: string, merchant_id: string} $account */
$account = require __DIR__ . '/account.php';

// Strings go to Paygent as CP932 bytes and come back so; this file is UTF-8.
$cp932 = static fn (string $text): string => mb_convert_encoding($text, 'SJIS-win', 'UTF-8');
$utf8 = static fn (string $bytes): string => mb_convert_encoding($bytes, 'UTF-8', 'SJIS-win');

/** @var ArrayObject<int, string> $unexpected titles */
$unexpected = new ArrayObject();

/**
 * Sends one telegram, prints what came, and says whether the result was the expected one.
 *
 * @param array<string, string|int> $fields
 *
 * @return array<string> the first record
 */
$send = static function (string $title, string $kind, array $fields, string $expected) use (
    $account,
    $cp932,
    $utf8,
    $unexpected,
): array {
    $module = new PaygentB2BModule($account['config']);
    $started = $module->init();
    if ($started !== true) {
        fwrite(STDERR, "init() says $started\n");
        exit(1);
    }
    $module->reqPut('merchant_id', $account['merchant_id']);
    $module->reqPut('telegram_kind', $kind);
    $module->reqPut('telegram_version', '1.0');
    foreach ($fields as $name => $value) {
        $module->reqPut($name, is_string($value) ? $cp932($value) : $value);
    }
    $begin = hrtime(true);
    $posted = $module->post();
    $milliseconds = (hrtime(true) - $begin) / 1e6;

    printf("%s (telegram %s, %.1f ms)\n", $title, $kind, $milliseconds);
    if ($posted !== true) {
        printf("    NOT ANSWERED  %s\n\n", $utf8($module->getResultMessage()));
        $unexpected->append($title);

        return [];
    }
    $isExpected = $module->getResultStatus() === $expected;
    if (!$isExpected) {
        $unexpected->append($title);
    }
    printf(
        "    %-18s  %s %s%s\n",
        'result',
        (string) $module->getResultStatus(),
        $utf8($module->getResultMessage()),
        $isExpected ? '' : "  UNEXPECTED, should be $expected",
    );
    $record = $module->hasResNext() ? $module->resNext() ?? [] : [];
    foreach (array_filter($record, static fn (string $value): bool => $value !== '') as $name => $value) {
        printf("    %-18s  %s\n", $name, $utf8($value));
    }
    echo "\n";

    return $record;
};

$order = 'EX' . bin2hex(random_bytes(6));
$card = ['card_valid_term' => '12' . date('y', time() + 3 * 365 * 86400), 'payment_class' => 10, '3dsecure_ryaku' => 1];

$authorization = $send('Authorization of 1,080 yen', '020', [
    'trading_id' => $order,
    'payment_amount' => 1080,
    'card_number' => '4900000000000000',
] + $card, '0');
$payment = ['payment_id' => $authorization['payment_id'] ?? ''];

$send('Sale', '022', $payment, '0');
$send('Inquiry: status 40 is "captured"', '094', $payment, '0');
$send('A card that the issuer refuses', '020', [
    'trading_id' => $order . 'R',
    'payment_amount' => 1080,
    'card_number' => '4900000000008212',
] + $card, '1');
$send('A convenience-store number for 3,000 yen', '030', [
    'trading_id' => $order . 'C',
    'payment_amount' => 3000,
    'cvs_company_id' => '00C002',
    'customer_family_name' => '高橋',
    'customer_name' => '花子',
    'customer_family_name_kana' => 'タカハシ',
    'customer_name_kana' => 'ハナコ',
    'customer_tel' => '0312345678',
    'payment_limit_date' => 10,
], '0');

if (count($unexpected) > 0) {
    printf("%d of 5 answers were not the expected ones.\n", count($unexpected));
    exit(1);
}
echo "All five answers were the expected ones.\n";
