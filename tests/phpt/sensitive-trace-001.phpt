--TEST--
Passwords, keys and telegrams do not appear in stack traces
--EXTENSIONS--
paygent
--INI--
zend.exception_ignore_args=0
zend.exception_string_param_max_len=100
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

use Paygent\Client;
use Paygent\Hash;

$client = Client::fromConfig(settings_file());
$calls = [
    static fn () => Hash::request(['a' => []], 'Secret-Key-1'),
    static fn () => Hash::verifyLink(['a' => ['Secret-Key-1']], 'key'),
    static fn () => $client->send('999', ['card_number' => 'Secret-Key-1']),
    static fn () => $client->sendAll([['kind' => '999', 'bad' => 'Secret-Key-1']]),
];
foreach ($calls as $call) {
    try {
        $call();
    } catch (Throwable $thrown) {
        echo get_class($thrown), ' ';
        var_dump(str_contains(print_r($thrown->getTrace()[0], true) . $thrown, 'Secret-Key-1'));
    }
}
--EXPECT--
TypeError bool(false)
TypeError bool(false)
Paygent\Exception\RequestException bool(false)
ValueError bool(false)
