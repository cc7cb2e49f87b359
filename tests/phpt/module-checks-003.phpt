--TEST--
post() without init() and the checks give the vendor's codes with one warning each
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

$module = new Paygent\ConnectionModule(settings_file());
var_dump($module->post(), count($module->takeWarnings()));
$module->init();
$codes = [];
$codes[] = $module->check();
$module->reqPut('telegram_kind', '020');
$codes[] = $module->check();
$module->setTimeout('0');
$codes[] = $module->check();
$module->setTimeout(null);
$module->setResultCsv('/tmp/x.csv');
$codes[] = $module->check();
$module->setResultCsv('');
$module->reqPut('', 'x');
$codes[] = $module->check();
$module->reqRemove('');
$module->reqPut('long', str_repeat('x', 102401));
$codes[] = $module->check();
foreach ($codes as $code) {
    echo $code, "\n";
}
var_dump(count($module->takeWarnings()), $module->check('empty_key'), $module->check('value_length'), count($module->takeWarnings()));
--EXPECT--
string(6) "E02001"
int(1)
E02003
1
E02001
E02007
E02002
E02002
int(5)
bool(true)
string(6) "E02002"
int(0)
