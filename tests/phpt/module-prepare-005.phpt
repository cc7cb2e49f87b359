--TEST--
prepare() replaces all parameters and options at once; settingTexts() and format()
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

$module = new Paygent\ConnectionModule(settings_file());
$module->init();
$module->reqPut('trading_id', 'old');
$module->setTimeout('60');
$module->setOption('proxyServerName', 'proxy.example');
$module->setResultCsv('/tmp/old.csv');
$module->setSendFilePath('/tmp/old.txt');

$module->prepare(
    ['telegram_kind' => '020', '12' => 'number', "key\xff" => "\x95\x5c"],
    ['timeout' => '7', 'defaultId' => 'other', 'defaultPassword' => 'secret', 'selectMaxCnt' => '3', 'debugFlg' => '1',
        'resultCsv' => '/tmp/new.csv', 'sendFilePath' => '/tmp/new.txt'],
);
var_dump(array_map(bin2hex(...), $module->reqKeys()), $module->reqGet('12'), bin2hex($module->reqGet("key\xff")));
var_dump($module->getTimeout(), $module->getDefaultId(), $module->getDefaultPassword(), $module->getSelectMaxCnt());
var_dump($module->getOption('debugFlg'), $module->getOption('proxyServerName'));
var_dump($module->getResultCsv(), $module->getSendFilePath());

$module->prepare([], []);
var_dump($module->reqKeys(), $module->getTimeout(), $module->getDefaultId(), $module->getResultCsv(), $module->getSendFilePath());

foreach ([[['a' => 1], []], [[], ['timeout' => 5]], [[], ['proxy' => '']]] as [$fields, $options]) {
    try {
        $module->prepare($fields, $options);
        echo "accepted\n";
    } catch (ValueError $error) {
        echo $error->getMessage(), "\n";
    }
}

var_dump($module->settingTexts(['default_id', 'paygentB2Bmodule.timeout_value', 'none']));
var_dump($module->format());
foreach (['payment', 'reference', 'file_payment'] as $format) {
    $module->load($format, 'result', "result=0\r\n");
    var_dump($module->format());
}
--EXPECT--
array(3) {
  [0]=>
  string(26) "74656c656772616d5f6b696e64"
  [1]=>
  string(4) "3132"
  [2]=>
  string(8) "6b6579ff"
}
string(6) "number"
string(4) "955c"
string(1) "7"
string(5) "other"
string(6) "secret"
string(1) "3"
string(1) "1"
string(0) ""
string(12) "/tmp/new.csv"
string(12) "/tmp/new.txt"
array(0) {
}
string(1) "5"
string(6) "ID0001"
NULL
NULL
fields and options are strings
fields and options are strings
there is no such option
array(3) {
  [0]=>
  string(6) "ID0001"
  [1]=>
  string(1) "5"
  [2]=>
  string(0) ""
}
NULL
string(7) "payment"
string(9) "reference"
string(12) "file_payment"
