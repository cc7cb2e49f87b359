--TEST--
A callback that throws stops new telegrams; what arrived travels on the exception
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

use Paygent\Client;
use Paygent\Exception\TransportException;

$calls = 0;
try {
    Client::fromConfig(settings_file())->sendAll(
        [5 => ['kind' => '020'], 6 => ['kind' => '021'], 7 => ['kind' => '022']],
        1,
        function () use (&$calls): void {
            $calls++;
            throw new LogicException('enough');
        },
    );
} catch (TransportException $exception) {
    echo get_class($exception->getPrevious()), ' ', $exception->getPrevious()->getMessage(), "\n";
    var_dump(array_keys($exception->results()), get_class($exception->results()[5]), $calls);
}
--EXPECT--
LogicException enough
array(1) {
  [0]=>
  int(5)
}
string(36) "Paygent\Exception\TransportException"
int(1)
