<?php

declare(strict_types=1);

/*
 * php post.php TELEGRAMS: posts them one after the other through the vendor's class, a new object
 * each time, and prints what post() and getResultStatus() gave as JSON.
 */

use PaygentModule\System\PaygentB2BModule;

require __DIR__ . '/../../php/shim/autoload.php';

$results = [];
for ($number = 1; $number <= (int) $argv[1]; $number++) {
    $module = new PaygentB2BModule();
    $started = $module->init();
    if ($started !== true) {
        $results[] = ['init' => $started];
        continue;
    }
    $module->reqPut('merchant_id', '100001');
    $module->reqPut('telegram_kind', '020');
    $module->reqPut('telegram_version', '1.0');
    $module->reqPut('trading_id', "APACHE_$number");
    $module->reqPut('payment_amount', '1080');
    $results[] = [
        'post' => $module->post(),
        'status' => $module->getResultStatus(),
        'message' => $module->getResultMessage(),
    ];
}
echo json_encode($results, JSON_THROW_ON_ERROR), "\n";
