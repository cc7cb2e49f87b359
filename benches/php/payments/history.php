<?php

declare(strict_types=1);

/*
 * php history.php PAYMENTS: what the workers ask of a journal with that many payments on PostgreSQL: the
 * reconciler's candidates, and what is due of effects, notices and leases; the slowest of them. Then a
 * checkout and a notice among all those rows.
 */

use Paygent\Payments\Account\Environment;
use Paygent\Payments\Bench\Counter;
use Paygent\Payments\Bench\History;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Effects;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\Migrator;
use Paygent\Payments\Journal\Notices;
use Paygent\Payments\Reconcile\Candidates;
use Paygent\Payments\Reconcile\Options;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\TestDatabase;

require __DIR__ . '/autoload.php';

const LIMIT = 500;
const ROUNDS = 21;

$count = (int) $argv[1];
$now = (int) (microtime(true) * 1000);
$store = TestDatabase::create(DatabaseKind::PostgreSQL);
$database = new Database($store->connect());
(new Migrator($database))->migrate();
$account = (new Accounts($database))->of(Environment::Local, '900000001', '', $now)->id;
History::fill($database, $account, $count, $now);

$candidates = new Candidates($database);
$notices = new Notices($database);
$week = $now - Options::A_WEEK;
$middle = 'H' . intdiv($count, 2);
$questions = [
    'unknown telegrams' => static fn (): array => $candidates->unknown($now, LIMIT, null),
    'telegrams for a person' => static fn (): array => $candidates->attention($now, LIMIT, null),
    'attempts to look at' => static fn (): array => $candidates->attempts($now, LIMIT, null),
    'payments to look at' => static fn (): array => $candidates->payments($now, LIMIT, null),
    'superseded that hold money' => static fn (): array => $candidates->heldBy('superseded', LIMIT, null),
    'surplus that holds money' => static fn (): array => $candidates->heldBy('surplus', LIMIT, null),
    'orders changed in a week, first' => static fn (): array => $candidates->orders($week, '', LIMIT),
    'orders changed in a week, middle' => static fn (): array => $candidates->orders($week, $middle, LIMIT),
    'every order, first' => static fn (): array => $candidates->orders(0, '', LIMIT),
    'every order, middle' => static fn (): array => $candidates->orders(0, $middle, LIMIT),
    'one order\'s telegrams' => static fn (): array => $candidates->unknown($now, LIMIT, "H$count"),
    'one order\'s attempts' => static fn (): array => $candidates->attempts($now, LIMIT, "H$count"),
    'effects due' => static fn (): array => (new Effects($database))->due($now),
    'one order\'s effects due' => static fn (): array => (new Effects($database))->due($now, "H$count"),
    'notices due' => static fn (): array => $notices->due($now),
    'holes in a day\'s notices' => static fn (): array => $notices->holes($account, $now - 86_400_000),
    'expired leases' => static fn (): array => (new Intents($database))->expireLeases($now, 'engine'),
    'failed cards of a customer' => static fn (): array => [(new Attempts($database))->failuresOf('', 'customer-1', $now - 86_400_000)],
];
$slowest = 0.0;
foreach ($questions as $name => $question) {
    $milliseconds = median(measure(static fn (): array => $question(), 2, ROUNDS)) / 1000;
    fprintf(STDERR, "%8.2f ms  %4d rows  %s\n", $milliseconds, count($question()), $name);
    $slowest = max($slowest, $milliseconds);
}
figure('payments.history', $database->int('SELECT COUNT(*) FROM {payment}'));
figure('payments.candidates_ms', $slowest);

$counter = new Counter($store->connect(...));
$engine = [];
for ($i = 0; $i < 300; $i++) {
    [$one] = $counter->pay();
    $engine[] = $one;
}
figure('payments.checkout_in_history_ms', median(array_slice($engine, 50)) / 1000);
$store->drop();
