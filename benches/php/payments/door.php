<?php

declare(strict_types=1);

// The address for difference notifications as a shop has it, behind php-fpm: settings read and opened for each
// request, a database connection for each worker. PAYMENTS_BENCH_FILE says where the bench's database is.

use Paygent\Payments\Bench\Booth;

require __DIR__ . '/autoload.php';

$booth = Booth::at((string) getenv('PAYMENTS_BENCH_FILE'), ['persistent' => true]);
header('Content-Type: text/plain');
/** @var array<string, string> $fields */
$fields = $_POST;
echo $booth->setup->intake()->receive($booth->account, $fields)->body();
