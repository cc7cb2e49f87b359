--TEST--
The compatible class takes any bytes for keys and values
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

$module = new Paygent\ConnectionModule();
$module->reqPut("\xff\x00k", "\x83\x41\x00");
$module->reqPut('0', 'zero');
$module->reqPut("\xff\x00k", "\x83\x42");
$module->reqPut('last', '');
foreach ($module->reqKeys() as $key) {
    var_dump(bin2hex($key), bin2hex((string) $module->reqGet($key)));
}
$module->reqRemove('0');
var_dump(count($module->reqKeys()), $module->reqGet('0'));
--EXPECT--
string(6) "ff006b"
string(4) "8342"
string(2) "30"
string(8) "7a65726f"
string(8) "6c617374"
string(0) ""
int(2)
NULL
