<?php

declare(strict_types=1);

/*
 * php checkout.php DIRECTORY sqlite|postgresql off|on: what the engine adds to a telegram: an order paid by
 * card, from start() to Done with all its commits, at a gateway that answers at once; fsync off or on. The
 * shop's part (snapshot, hold, effect, on its own connection) is taken out and shown apart. In turns with
 * it a plain INSERT and COMMIT, the floor under each of the engine's commits. SQLite's file is in DIRECTORY;
 * PostgreSQL is started by the environment's PAYMENTS_FSYNC.
 */

use Doctrine\DBAL\Configuration;
use Doctrine\DBAL\Connection;
use Doctrine\DBAL\DriverManager;
use Paygent\Payments\Bench\Counter;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\TestDatabase;

require __DIR__ . '/autoload.php';

const ROUNDS = 20;
const CALLS = 25;

[, $directory, $kind, $fsync] = $argv;
putenv('PAYMENTS_FSYNC=' . $fsync);
$name = $kind . '.fsync_' . $fsync;
$isSqlite = $kind === DatabaseKind::SQLite->value;
$store = $isSqlite ? null : TestDatabase::create(DatabaseKind::from($kind));
$connect = static function (?Configuration $configuration = null) use ($store, $directory, $name, $fsync): Connection {
    if ($store !== null) {
        return $store->connect($configuration);
    }
    $connection = DriverManager::getConnection(['driver' => 'pdo_sqlite', 'path' => "$directory/$name.db"], $configuration);
    $connection->executeStatement($fsync === 'on' ? 'PRAGMA synchronous = FULL' : 'PRAGMA synchronous = OFF');

    return $connection;
};

$counter = new Counter($connect);
$plain = $connect();
$plain->executeStatement('CREATE TABLE plain (id INTEGER PRIMARY KEY, state VARCHAR(16) NOT NULL, at BIGINT NOT NULL)');
$row = 0;
$insert = static function () use ($plain, &$row): void {
    $plain->executeStatement('INSERT INTO plain (id, state, at) VALUES (?, ?, ?)', [++$row, 'planned', 1_800_000_000_000]);
};

$engine = [];
$shop = [];
$commits = [];
for ($round = 0; $round < ROUNDS; $round++) {
    for ($i = 0; $i < CALLS; $i++) {
        [$ofEngine, $ofShop] = $counter->pay();
        if ($round > 0) { // the first one warms up
            $engine[] = $ofEngine;
            $shop[] = $ofShop;
        }
    }
    array_push($commits, ...measure($insert, 2, CALLS));
}
$counted = $counter->count();
$floor = $counted->commits * median($commits);
figure("payments.$name.engine_ms", median($engine) / 1000);
figure("payments.$name.shop_ms", median($shop) / 1000);
figure("payments.$name.plain_ms", $floor / 1000);
figure("payments.$name.above_ms", (median($engine) - $floor) / 1000);
figure('payments.commits', $counted->commits);
figure('payments.statements', $counted->statements);
$store?->drop();
