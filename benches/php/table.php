<?php

declare(strict_types=1);

/*
 * php table.php < FIGURES: the figures as one Markdown table with ratios, the floor that must hold
 * and the goal. Exits with 1 when a floor does not hold.
 */

$figures = [];
while (($line = fgets(STDIN)) !== false) {
    $figure = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
    $figures[$figure['figure']] = $figure['value'];
}

$shim = $figures['warm.shim'];
$curlRatio = $figures['warm.curl'] / $shim;
$bareRatio = $shim / $figures['warm.bare'];
$bodyKb = $figures['reference.body_kb'];
// [what, measured, text, unit bound: at most or at least, floor, goal]
$rows = [
    ['Warm telegram, vendor\'s class', $shim, '%.0f µs', 'at most', 150, 100],
    ['— the same with Paygent\ConnectionModule', $figures['warm.native'], '%.0f µs', null, null, null],
    ['— the same with Paygent\Client', $figures['warm.modern'], '%.0f µs', null, null, null],
    ['— PHP\'s curl, a new handle each time', $figures['warm.curl'], '%.0f µs', null, null, null],
    ['— reqwest alone', $figures['warm.bare'], '%.0f µs', null, null, null],
    ['Times faster than PHP\'s curl', $curlRatio, '%.1f×', 'at least', 30, 60],
    ['Times as long as reqwest alone', $bareRatio, '%.2f×', 'at most', 1.5, 1.3],
    [sprintf('Reference answer of %.0f KB, toArray()', $bodyKb), $figures['reference.to_array_ms'], '%.2f ms', 'at most', 3, 1.5],
    ['— rows(), peak memory by the body', $figures['reference.rows_peak_ratio'], '%.1f×', 'at most', 3, null],
    ['Start-up added to php -m', $figures['startup.added_ms'], '%.2f ms', 'at most', 3, null],
    ['Size of the stripped .so', $figures['startup.so_mb'], '%.1f MB', 'at most', 10, null],
];

echo "| what | measured | floor | goal | |\n|---|--:|--:|--:|---|\n";
$missed = false;
foreach ($rows as [$what, $value, $format, $bound, $floor, $goal]) {
    $reached = static fn (float|int|null $limit): bool => $limit === null
        || ($bound === 'at most' ? $value <= $limit : $value >= $limit);
    $verdict = match (true) {
        $bound === null => '',
        !$reached($floor) => 'MISSED',
        $goal !== null && $reached($goal) => 'goal',
        default => 'ok',
    };
    $missed = $missed || $verdict === 'MISSED';
    $limit = static fn (float|int|null $limit): string => $limit === null ? '' : "$bound $limit";
    printf("| %s | %s | %s | %s | %s |\n", $what, sprintf($format, $value), $limit($floor), $limit($goal), $verdict);
}
exit($missed ? 1 : 0);
