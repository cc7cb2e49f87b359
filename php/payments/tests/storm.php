<?php

declare(strict_types=1);

/*
 * The storm (docs/reliability.md): php tests/storm.php [ORDERS [SEED [DATABASE]]]
 * DATABASE is sqlite, postgresql or mariadb; without it all three, one after the other.
 */

use Paygent\Payments\Tests\Storm\Storm;
use Paygent\Payments\Tests\Support\DatabaseKind;

require __DIR__ . '/bootstrap.php';

$orders = (int) ($argv[1] ?? 200);
$seed = (int) ($argv[2] ?? random_int(1, 999_999));
$kinds = isset($argv[3]) ? [DatabaseKind::from($argv[3])] : DatabaseKind::cases();
echo "seed $seed\n";
$differences = 0;
foreach ($kinds as $kind) {
    $outcome = (new Storm($orders, $seed))->over($kind);
    $differences += count($outcome->differences);
    echo $outcome->summary();
    foreach ($outcome->differences as $difference) {
        echo "  $difference\n";
    }
    echo $outcome->stories;
    echo "$kind->value: $orders orders, ", count($outcome->differences), " differences\n";
}
if ($differences > 0) {
    echo "again: ./dev storm $orders $seed", isset($argv[3]) ? " $argv[3]" : '', "\n";
    exit(1);
}
