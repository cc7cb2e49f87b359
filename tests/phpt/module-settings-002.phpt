--TEST--
Setters override the file after init(), and init() lets the file speak again
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

$module = new Paygent\ConnectionModule(settings_file());
var_dump($module->getTimeout());
$module->init();
var_dump($module->getTimeout(), $module->getDefaultId(), $module->getSelectMaxCnt(), $module->getOption('notUseCaCert'));
$module->setTimeout('60');
$module->setDefaultId('other');
$module->setOption('proxyServerName', 'proxy.example');
var_dump($module->getTimeout(), $module->getDefaultId(), $module->getOption('proxyServerName'));
$module->init();
var_dump($module->getTimeout(), $module->getDefaultId(), $module->getOption('proxyServerName'));
try {
    $module->setOption('proxy', '');
} catch (ValueError $error) {
    echo $error->getMessage(), "\n";
}
var_dump($module->setting('paygentB2Bmodule.default_id'), $module->setting('default_id'), $module->setting('none'));
var_dump($module->url('020') === 'https://127.0.0.1:1/n/card/request', $module->url('999'), $module->kindList('ref'));
--EXPECT--
NULL
string(1) "5"
string(6) "ID0001"
string(4) "2000"
string(4) "true"
string(2) "60"
string(5) "other"
string(13) "proxy.example"
string(1) "5"
string(6) "ID0001"
string(0) ""
there is no such option
string(6) "ID0001"
string(6) "ID0001"
string(0) ""
bool(true)
NULL
array(2) {
  [0]=>
  string(3) "027"
  [1]=>
  string(3) "090"
}
