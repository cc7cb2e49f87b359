--TEST--
sendAll() keeps keys and order and calls back once per telegram
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

use Paygent\Client;

$client = Client::fromConfig(settings_file());
$telegrams = (static function (): iterable {
    yield 'a' => ['kind' => '020'];
    yield 7 => ['kind' => '999', 'fields' => ['x' => true], 'sendFile' => null];
    yield 'z' => ['kind' => '021'];
})();
$seen = [];
$results = $client->sendAll($telegrams, concurrency: 2, onResult: function (int|string $key, object $result) use (&$seen): void {
    $seen[] = $key;
});
foreach ($results as $key => $result) {
    echo var_export($key, true), ' ', get_class($result), "\n";
}
var_dump(count($seen), count(array_unique($seen)), $client->sendAll([]));
--EXPECT--
'a' Paygent\Exception\TransportException
7 Paygent\Exception\RequestException
'z' Paygent\Exception\TransportException
int(3)
int(3)
array(0) {
}
