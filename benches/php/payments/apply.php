<?php

declare(strict_types=1);

// php apply.php FILE: one worker that applies notices until none is due.

use Paygent\Payments\Bench\Booth;

require __DIR__ . '/autoload.php';

$engine = Booth::at($argv[1])->engine();
$applied = 0;
do {
    $now = $engine->applier->apply();
    $applied += $now;
} while ($now > 0);
echo $applied, "\n";
