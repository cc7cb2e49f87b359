--TEST--
A kind without URL is a RequestException, E02003
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

use Paygent\Client;
use Paygent\ConnectionModule;
use Paygent\Exception\RequestException;

$path = settings_file();
try {
    Client::fromConfig($path)->send('999');
} catch (RequestException $exception) {
    echo $exception->vendorCode(), "\n";
}
$module = new ConnectionModule($path);
$module->init();
$module->reqPut('telegram_kind', '999');
var_dump($module->post(), $module->outcome());
--EXPECT--
E02003
string(6) "E02003"
string(8) "not_sent"
