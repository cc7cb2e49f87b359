--TEST--
Arguments of the wrong type are TypeErrors naming them
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

use Paygent\Client;
use Paygent\ConnectionModule;
use Paygent\Log;

$calls = [
    static fn () => Client::fromConfig(5),
    static fn () => (new ConnectionModule())->reqPut('key', null),
    static fn () => (new ConnectionModule())->setTimeout(5),
    static fn () => Log::setHandler('no such function'),
];
foreach ($calls as $call) {
    try {
        $call();
    } catch (TypeError $error) {
        echo $error->getMessage(), "\n";
    }
}
foreach ([static fn () => (new ConnectionModule())->setTimeout(), static fn () => Client::fromConfig('a', 'b')] as $call) {
    try {
        $call();
    } catch (ArgumentCountError $error) {
        echo $error->getMessage(), "\n";
    }
}
--EXPECT--
Invalid value given for argument `path`.
Invalid value given for argument `value`.
Invalid value given for argument `seconds`.
Invalid value given for argument `handler`.
Paygent\ConnectionModule::setTimeout() expects exactly 1 argument, 0 given
Paygent\Client::fromConfig() expects at most 1 argument, 2 given
