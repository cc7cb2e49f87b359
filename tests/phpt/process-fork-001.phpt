--TEST--
A forked child has its own connections, and parent and child end cleanly
--EXTENSIONS--
paygent
pcntl
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

use Paygent\Client;
use Paygent\Exception\TransportException;

$client = Client::fromConfig(settings_file());
$try = static function () use ($client): string {
    try {
        $client->send('020');
    } catch (TransportException $exception) {
        return $exception->outcome() . ' ' . $exception->errno();
    }

    return 'sent';
};
$parent = $try();
$child = pcntl_fork();
if ($child === 0) {
    exit($try() === $parent ? 0 : 1);
}
pcntl_waitpid($child, $status);
var_dump(pcntl_wifexited($status), pcntl_wexitstatus($status), $parent, $try());
--EXPECT--
bool(true)
int(0)
string(10) "not_sent 7"
string(10) "not_sent 7"
