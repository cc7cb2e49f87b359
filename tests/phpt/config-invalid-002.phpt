--TEST--
A bad value is a ConfigException naming key, file and line
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

use Paygent\Client;
use Paygent\Exception\ConfigException;

$path = settings_file(['timeout_value' => 'soon']);
try {
    Client::fromConfig($path);
} catch (ConfigException $exception) {
    echo $exception->vendorCode(), ' ', str_replace($path, 'FILE', $exception->getMessage()), "\n";
}
var_dump((new Paygent\ConnectionModule($path))->init());
--EXPECT--
E01002 FILE, line 1: paygentB2Bmodule.timeout_value must be a whole number greater than 0 (seconds)
string(6) "E01002"
