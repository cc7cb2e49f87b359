<?php

declare(strict_types=1);

/* php startup.php EXTENSION: what loading the extension adds to `php -m`; PHP's curl is loaded in both. */

require __DIR__ . '/lib.php';

const RUNS = 201;

$with = [PHP_BINARY, '-n', '-d', 'extension=curl', '-d', 'extension=' . $argv[1], '-m'];
$without = [PHP_BINARY, '-n', '-d', 'extension=curl', '-m'];
$times = ['with' => [], 'without' => []];
for ($run = 0; $run < RUNS; $run++) {
    $times['with'][] = milliseconds($with, 'paygent');
    $times['without'][] = milliseconds($without, 'curl');
}
figure('startup.added_ms', median($times['with']) - median($times['without']));
figure('startup.without_ms', median($times['without']));
figure('startup.so_mb', filesize($argv[1]) / 1024 / 1024);

/** @param list<string> $command */
function milliseconds(array $command, string $module): float
{
    $started = hrtime(true);
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => STDERR], $pipes) ?: throw new RuntimeException('no process');
    $output = (string) stream_get_contents($pipes[1]);
    proc_close($process);
    $elapsed = (hrtime(true) - $started) / 1e6;
    preg_match("/^$module$/m", $output) === 1 || throw new RuntimeException("$module is not loaded: $output");

    return $elapsed;
}
