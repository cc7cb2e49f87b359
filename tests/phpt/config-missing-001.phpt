--TEST--
A missing settings file is a ConfigException with the path, E01001 from the compatible class
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

use Paygent\Client;
use Paygent\ConnectionModule;
use Paygent\Exception\ConfigException;

try {
    Client::fromConfig('/nonexistent/modenv_properties.conf');
} catch (ConfigException $exception) {
    echo $exception->vendorCode(), ' ', $exception->getMessage(), "\n";
}
$module = new ConnectionModule('/nonexistent/modenv_properties.conf');
var_dump($module->init(), $module->takeWarnings(), $module->takeWarnings());
--EXPECT--
E01001 no settings file; looked at: /nonexistent/modenv_properties.conf
string(6) "E01001"
array(1) {
  [0]=>
  string(72) "E01001: no settings file; looked at: /nonexistent/modenv_properties.conf"
}
array(0) {
}
