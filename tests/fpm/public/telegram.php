<?php

declare(strict_types=1);

/*
 * One authorization per request: ?trading_id=X&face=modern|vendor. Answers JSON with the worker's
 * PID, the result and what Paygent said about the trading id.
 */

use Paygent\Client;
use PaygentModule\System\PaygentB2BModule;

$fields = [
    'merchant_id' => asked('merchant_id'),
    'telegram_version' => '1.0',
    'trading_id' => asked('trading_id'),
    'payment_amount' => '1080',
    'card_number' => '4900000000000000',
    'card_valid_term' => '1230',
    'payment_class' => '10',
    '3dsecure_ryaku' => '1',
];

header('Content-Type: application/json');
try {
    echo json_encode(['pid' => getmypid()] + match (asked('face')) {
        'modern' => modern($fields),
        'vendor' => vendor($fields),
    }, JSON_THROW_ON_ERROR);
} catch (Throwable $error) {
    http_response_code(500);
    echo json_encode(['pid' => getmypid(), 'error' => get_class($error) . ': ' . $error->getMessage()]);
}

function asked(string $name): string
{
    $value = $_GET[$name] ?? '';

    return is_string($value) ? $value : '';
}

/**
 * @param array<string, string> $fields
 *
 * @return array<string, string|null>
 */
function modern(array $fields): array
{
    $response = Client::fromConfig()->send('020', $fields);

    return [
        'result' => $response->status(),
        'code' => $response->code(),
        'trading_id' => $response->get('trading_id'),
        'payment_id' => $response->get('payment_id'),
    ];
}

/**
 * @param array<string, string> $fields
 *
 * @return array<string, string|null>
 */
function vendor(array $fields): array
{
    require_once __DIR__ . '/../../../php/shim/autoload.php';
    $module = new PaygentB2BModule();
    $started = $module->init();
    if ($started !== true) {
        throw new RuntimeException("init: $started");
    }
    $module->reqPut('telegram_kind', '020');
    foreach ($fields as $name => $value) {
        $module->reqPut($name, $value);
    }
    $posted = $module->post();
    if ($posted !== true) {
        throw new RuntimeException("post: $posted " . $module->getResultMessage());
    }
    $record = $module->resNext();

    return [
        'result' => $module->getResultStatus(),
        'code' => $module->getResponseCode(),
        'trading_id' => $record['trading_id'] ?? null,
        'payment_id' => $record['payment_id'] ?? null,
    ];
}
