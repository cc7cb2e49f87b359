<?php

/**
 * Runs out of memory in a callback of sendAll() while telegrams are under way.
 *
 *   php -d memory_limit=16M out_of_memory.php SETTINGS ANSWERED
 *
 * Prints, after the fatal error, how many lines the file ANSWERED has, and succeeds.
 */

declare(strict_types=1);

use Paygent\Client;

$settings = $argv[1];
$answered = $argv[2];
$spare = str_repeat('x', 1 << 20);
register_shutdown_function(static function () use ($answered, &$spare): void {
    $spare = null;
    echo 'answered: ', substr_count((string) file_get_contents($answered), "\n"), "\n";
    exit(0);
});
$telegrams = [];
foreach ([0, 300, 600, 0] as $i => $pause) {
    $telegrams[] = ['kind' => '020', 'fields' => ['trading_id' => "memory-$i", 'pause' => $pause]];
}
$hoard = [];
Client::fromConfig($settings)->sendAll($telegrams, 3, static function () use (&$hoard): void {
    // Small pieces of all sizes: little room for the objects of the next answers either.
    for (;;) {
        $hoard = [$hoard];
        for ($size = 8; $size < 3000; $size += 1 + intdiv($size, 8)) {
            $hoard[] = str_repeat('x', $size);
        }
    }
});
