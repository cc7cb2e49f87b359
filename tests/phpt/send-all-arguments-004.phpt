--TEST--
A telegram of the wrong shape stops everything before the first is sent
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

$client = Paygent\Client::fromConfig(settings_file());
$calls = 0;
$bad = [
    ['x' => 'no array'],
    ['x' => ['fields' => []]],
    ['x' => ['kind' => 20]],
    ['x' => ['kind' => '020', 'field' => []]],
    ['x' => ['kind' => '020', 'fields' => 'no array']],
    (static function (): iterable {
        yield 'x' => ['kind' => '020'];
        yield 'x' => ['kind' => '020'];
    })(),
    (static function (): iterable {
        yield 'x' => ['kind' => '020'];
        throw new DomainException('from the generator');
    })(),
];
foreach ($bad as $telegrams) {
    try {
        $client->sendAll($telegrams, 4, static function () use (&$calls): void {
            $calls++;
        });
    } catch (Throwable $thrown) {
        echo get_class($thrown), ': ', $thrown->getMessage(), "\n";
    }
}
foreach ([0, -1, 101] as $concurrency) {
    try {
        $client->sendAll([], $concurrency);
    } catch (ValueError $error) {
        echo $error->getMessage(), "\n";
    }
}
var_dump($calls);
--EXPECT--
ValueError: telegram x: must be an array
ValueError: telegram x: has no kind
ValueError: telegram x: kind must be a string
ValueError: telegram x: knows kind, fields and sendFile only
ValueError: telegram x: fields must be an array
ValueError: key x comes twice
DomainException: from the generator
concurrency must be from 1 to 100
concurrency must be from 1 to 100
concurrency must be from 1 to 100
int(0)
