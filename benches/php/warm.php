<?php

declare(strict_types=1);

/*
 * php warm.php BARE_REQWEST: a warm telegram (094 of one payment) over loopback mutual TLS against
 * the running local Paygent: our three faces, PHP's curl with a new handle each time (what the
 * vendor's module does), and reqwest alone. All in turns, so that the machine's moods hit all alike.
 */

use Paygent\Client;
use Paygent\ConnectionModule;
use PaygentModule\System\PaygentB2BModule;

require __DIR__ . '/lib.php';
require __DIR__ . '/../../php/shim/autoload.php';

const ROUNDS = 5;
const CALLS = 1000;
const CURL_CALLS = 100;

$config = (string) getenv('PAYGENT_CONFIG');
$kit = (string) getenv('PAYGENT_KIT');
$account = json_decode((string) file_get_contents("$kit/account.json"), true, 512, JSON_THROW_ON_ERROR)['merchants'][0];
$settings = parse_settings($config);
$url = $settings['url.094'];

$payment = Client::fromConfig($config)->send('020', [
    'merchant_id' => $account['merchant_id'], 'telegram_version' => '1.0', 'trading_id' => 'BENCH',
    'payment_amount' => 1080, 'card_number' => '4900000000000000', 'card_valid_term' => '1230',
    'payment_class' => '10', '3dsecure_ryaku' => '1',
])->get('payment_id') ?? throw new RuntimeException('the authorization was refused');
$fields = ['merchant_id' => $account['merchant_id'], 'telegram_version' => '1.0', 'payment_id' => $payment];
$body = http_build_query($fields + [
    'telegram_kind' => '094', 'connect_id' => $account['connect_id'], 'connect_password' => $account['connect_password'],
]);

$faces = [
    'warm.shim' => [static fn () => shim($fields, $payment), CALLS],
    'warm.native' => [static fn () => native($fields, $payment, $config), CALLS],
    'warm.modern' => [static fn () => modern($fields, $payment, $config), CALLS],
    'warm.curl' => [static fn () => curl($url, $body, $settings, $payment), CURL_CALLS],
];
$microseconds = array_fill_keys([...array_keys($faces), 'warm.bare'], []);
for ($round = 0; $round < ROUNDS; $round++) {
    foreach ($faces as $name => [$call, $count]) {
        array_push($microseconds[$name], ...measure($call, intdiv($count, 10), $count));
    }
    array_push($microseconds['warm.bare'], ...bare($argv[1], $url, $settings, $body));
}
foreach ($microseconds as $name => $values) {
    figure($name, median($values));
}

/** The vendor's class as a merchant uses it. @param array<string, string> $fields */
function shim(array $fields, string $payment): void
{
    $module = new PaygentB2BModule();
    $module->init();
    $module->reqPut('telegram_kind', '094');
    foreach ($fields as $name => $value) {
        $module->reqPut($name, $value);
    }
    $module->post() === true || throw new RuntimeException($module->getResultMessage());
    check($module->resNext()['payment_id'] ?? null, $payment);
}

/** @param array<string, string> $fields */
function native(array $fields, string $payment, string $config): void
{
    $module = new ConnectionModule($config);
    $module->init();
    $module->reqPut('telegram_kind', '094');
    foreach ($fields as $name => $value) {
        $module->reqPut($name, $value);
    }
    $module->post() === true || throw new RuntimeException($module->getResultMessage());
    check($module->resNext()['payment_id'] ?? null, $payment);
}

/** @param array<string, string> $fields */
function modern(array $fields, string $payment, string $config): void
{
    check(Client::fromConfig($config)->send('094', $fields)->toArray()[0]['payment_id'] ?? null, $payment);
}

/** @param array<string, string> $settings */
function curl(string $url, string $body, array $settings, string $payment): void
{
    $handle = curl_init();
    curl_setopt_array($handle, [
        CURLOPT_URL => $url,
        CURLOPT_POST => true,
        CURLOPT_POSTFIELDS => $body,
        CURLOPT_SSLCERT => $settings['client_file_path'],
        CURLOPT_CAINFO => $settings['ca_file_path'],
        CURLOPT_RETURNTRANSFER => true,
        CURLOPT_TIMEOUT => 35,
        CURLOPT_USERAGENT => 'curl_php',
    ]);
    $answer = curl_exec($handle);
    $answer !== false || throw new RuntimeException(curl_error($handle));
    curl_close($handle);
    $record = [];
    foreach (explode("\r\n", (string) $answer) as $line) {
        $parts = explode('=', $line, 2);
        $record[$parts[0]] = $parts[1] ?? '';
    }
    check($record['payment_id'] ?? null, $payment);
}

/**
 * @param array<string, string> $settings
 *
 * @return list<float>
 */
function bare(string $program, string $url, array $settings, string $body): array
{
    $command = [$program, $url, $settings['ca_file_path'], $settings['client_file_path'], $body, '100', (string) CALLS];
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => STDERR], $pipes) ?: throw new RuntimeException($program);
    $output = (string) stream_get_contents($pipes[1]);
    proc_close($process) === 0 || throw new RuntimeException("$program failed");

    return array_map(floatval(...), explode("\n", trim($output)));
}

function check(?string $seen, string $payment): void
{
    $seen === $payment || throw new RuntimeException('the answer is about another payment');
}

/** @return array<string, string> without the keys' common prefix */
function parse_settings(string $file): array
{
    preg_match_all('/^paygentB2Bmodule\.([^=\s]+)=(.*?)\s*$/m', (string) file_get_contents($file), $found);

    return array_combine($found[1], $found[2]);
}
