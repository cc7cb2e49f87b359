<?php

/**
 * Forks with a kept connection, and again in a callback of sendAll(); everybody goes on sending.
 *
 *   php fork.php SETTINGS
 *
 * Prints a JSON list of what went wrong.
 */

declare(strict_types=1);

use Paygent\Client;
use Paygent\Exception\TransportException;
use Paygent\Response;

$client = Client::fromConfig($argv[1]);
$wrong = [];
$send = static function (string $id) use ($client, &$wrong): void {
    $answer = $client->send('020', ['trading_id' => $id, 'pause' => 10])->get('trading_id');
    if ($answer !== $id) {
        $wrong[] = "$id was answered with " . var_export($answer, true);
    }
};
// The child says through its exit status how many of its telegrams went wrong.
$end = static function () use (&$wrong): never {
    fwrite(STDERR, implode("\n", $wrong));
    exit(count($wrong));
};
$wait = static function (int $child, string $name) use (&$wrong): void {
    $status = 0;
    pcntl_waitpid($child, $status);
    assert(is_int($status));
    if (!pcntl_wifexited($status) || pcntl_wexitstatus($status) !== 0) {
        $wrong[] = "$name ended with status $status";
    }
};

$send('before');
$child = pcntl_fork();
$who = $child === 0 ? 'child' : 'parent';
for ($i = 0; $i < 20; $i++) {
    $send("$who-$i");
}
if ($child === 0) {
    $end();
}
$wait($child, 'the first child');
$send('after');

$child = null;
$telegrams = [];
foreach (range(1, 6) as $i) {
    $telegrams["many-$i"] = ['kind' => '020', 'fields' => ['trading_id' => "many-$i", 'pause' => 20 * $i]];
}
$results = $client->sendAll($telegrams, 3, static function () use (&$child): void {
    $child ??= pcntl_fork();
});
if ($child === 0) {
    // One had arrived before the fork; the two under way are the parent's, the rest was not begun.
    $lost = array_filter($results, static fn (mixed $result): bool => $result instanceof TransportException
        && $result->outcome() === TransportException::UNKNOWN);
    if (count($results) !== 3 || count($lost) !== 2) {
        $wrong[] = 'the second child has ' . count($results) . ' results, ' . count($lost) . ' of them unknown';
    }
    $send('grandchild');
    $end();
}
foreach ($results as $id => $result) {
    if (!$result instanceof Response || $result->get('trading_id') !== $id) {
        $wrong[] = "$id was not answered with its own";
    }
}
if (count($results) !== 6) {
    $wrong[] = count($results) . ' results of 6';
}
$wait((int) $child, 'the second child');
$send('end');

echo json_encode($wrong, JSON_THROW_ON_ERROR);
