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

// What was not measured this time has no row.
$of = static fn (string $name): float => (float) ($figures[$name] ?? NAN);
$shim = $of('warm.shim');
$curlRatio = $of('warm.curl') / $shim;
$bare = $of('warm.bare');
$bodyKb = $of('reference.body_kb');
// What the engine adds to a telegram; on a disk, its commits wait for it: what is above as many bare ones is ours.
$checkout = static fn (string $database, string $name): array => [
    ["Engine: an order paid by card, on top of the telegram, $database without fsync", $of("payments.$name.fsync_off.engine_ms"), '%.1f ms', 'at most', 3, null],
    ['— the shop\'s part of it, not counted above', $of("payments.$name.fsync_off.shop_ms"), '%.1f ms', null, null, null],
    ['— with fsync', $of("payments.$name.fsync_on.engine_ms"), '%.1f ms', null, null, null],
    [sprintf('— %d bare INSERTs with COMMIT on this disk', $of('payments.commits')), $of("payments.$name.fsync_on.plain_ms"), '%.1f ms', null, null, null],
    ['— above those', $of("payments.$name.fsync_on.above_ms"), '%.1f ms', 'at most', 3, null],
];
// [what, measured, text, unit bound: at most or at least, floor, goal]
$rows = [
    ['Warm telegram, vendor\'s class', $shim, '%.0f µs', 'at most', 150, 100],
    ['— the same with Paygent\ConnectionModule', $of('warm.native'), '%.0f µs', null, null, null],
    ['— the same with Paygent\Client', $of('warm.modern'), '%.0f µs', null, null, null],
    ['— PHP\'s curl, a new handle each time', $of('warm.curl'), '%.0f µs', null, null, null],
    ['— reqwest alone', $of('warm.bare'), '%.0f µs', null, null, null],
    ['Times faster than PHP\'s curl', $curlRatio, '%.1f×', 'at least', 30, 60],
    ['Times as long as reqwest alone, Paygent\ConnectionModule', $of('warm.native') / $bare, '%.2f×', 'at most', 1.5, 1.3],
    ['— the vendor\'s class, PHP code included', $shim / $bare, '%.2f×', null, null, null],
    [sprintf('Reference answer of %.0f KB, toArray()', $bodyKb), $of('reference.to_array_ms'), '%.2f ms', 'at most', 3, 1.5],
    ['— rows(), peak memory by the body', $of('reference.rows_peak_ratio'), '%.1f×', 'at most', 3, null],
    ['Start-up added to php -m', $of('startup.added_ms'), '%.2f ms', 'at most', 3, null],
    ['Size of the stripped .so', $of('startup.so_mb'), '%.1f MB', 'at most', 10, null],
    ['Local Paygent, 020, 022 and 094 in turn over 8 kept connections', $of('sandbox.mixed'), '%.0f/s', 'at least', 2000, null],
    ['— 094 alone', $of('sandbox.inquiry'), '%.0f/s', 'at least', 2000, null],
    ['— nginx answering all alike, same TLS', $of('sandbox.nginx'), '%.0f/s', null, null, null],
    ['— a connection and a handshake for each telegram', $of('sandbox.fresh'), '%.0f/s', null, null, null],
    [sprintf('— 020 alone, up to %s payments in the store', number_format($of('sandbox.payments'))), $of('sandbox.authorise'), '%.0f/s', 'at least', 2000, null],
    ['— slowest search over them, JSON', $of('sandbox.search_ms'), '%.1f ms', 'at most', 100, null],
    ['— slowest search over them, page', $of('sandbox.search_page_ms'), '%.1f ms', 'at most', 100, null],
    ...$checkout('SQLite', 'sqlite'),
    ...$checkout('PostgreSQL', 'postgresql'),
    [sprintf('— among %s payments, without fsync', number_format($of('payments.history'))), $of('payments.checkout_in_history_ms'), '%.1f ms', 'at most', 3, null],
    ['— the telegram alone (020), through the engine\'s gateway', $of('payments.telegram_ms'), '%.2f ms', null, null, null],
    [sprintf('Slowest question of the workers among %s payments, PostgreSQL', number_format($of('payments.history'))), $of('payments.candidates_ms'), '%.1f ms', 'at most', 100, null],
    [sprintf('200 notices a second, %s of them, nginx, php-fpm with kept connections, PostgreSQL: 99%% within', number_format($of('payments.notices'))), $of('payments.notice_p99_ms'), '%.1f ms', 'at most', 50, null],
    ['— half of them within', $of('payments.notice_median_ms'), '%.1f ms', null, null, null],
    ['— applied by two workers, with a 094 before an order is paid', $of('payments.applied_per_second'), '%.0f/s', 'at least', 200, null],
];

echo "| what | measured | floor | goal | |\n|---|--:|--:|--:|---|\n";
$missed = false;
foreach ($rows as [$what, $value, $format, $bound, $floor, $goal]) {
    if (is_nan((float) $value)) {
        continue;
    }
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
