--TEST--
No way to print an object shows a secret
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

$path = settings_file();
$client = Paygent\Client::fromConfig($path);
$module = new Paygent\ConnectionModule($path);
$module->init();
$module->setDefaultPassword('Secret-Pass-2');
$module->reqPut('telegram_kind', '020');
$module->reqPut('card_number', '4111111111111111');
$module->load('payment', 'full', "result=0\r\npayment_id=12345\r\n");
ob_start();
foreach ([$client, $module] as $object) {
    var_dump($object);
    print_r($object);
    var_export($object);
    debug_zval_dump($object);
    echo json_encode($object), json_encode((array) $object), "\n";
}
$text = (string) ob_get_clean();
foreach (['Secret-Pass-1', 'Secret-Pass-2', '4111111111111111', '12345'] as $secret) {
    var_dump(str_contains($text, $secret));
}
var_dump(str_contains($text, 'card_number'));
--EXPECT--
bool(false)
bool(false)
bool(false)
bool(false)
bool(true)
