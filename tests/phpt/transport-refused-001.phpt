--TEST--
A refused connection: nothing was sent, E02005, errno 7
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

use Paygent\Client;
use Paygent\ConnectionModule;
use Paygent\Exception\TransportException;

$path = settings_file();
try {
    Client::fromConfig($path)->send('020', ['trading_id' => 'T1']);
} catch (TransportException $exception) {
    var_dump($exception->vendorCode(), $exception->outcome(), $exception->errno());
}
$module = new ConnectionModule($path);
$module->init();
$module->reqPut('telegram_kind', '020');
var_dump($module->post(), $module->outcome(), str_starts_with($module->getResultMessage(), 'E02005: 7: '));
var_dump(count($module->takeWarnings()), $module->getResultStatus(), $module->hasResNext(), $module->resNext());
--EXPECT--
string(6) "E02005"
string(8) "not_sent"
int(7)
string(6) "E02005"
string(8) "not_sent"
bool(true)
int(1)
NULL
bool(false)
NULL
