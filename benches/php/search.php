<?php

declare(strict_types=1);

/*
 * php search.php TOOL_URL PAYMENTS: the test tool's search over a store of at least PAYMENTS payments,
 * as JSON and as a page: the median milliseconds of the slowest of several questions.
 */

require __DIR__ . '/lib.php';

const CALLS = 21;

[, $tool, $expected] = $argv;

/** @return string the body of a success */
$get = static function (string $path) use ($tool): string {
    $body = file_get_contents($tool . $path);

    return $body === false ? throw new RuntimeException("no answer: $path") : $body;
};

// The newest payment's id tells how many there are: ids are counted up from 90000001.
$newest = json_decode($get('/tool/payments?limit=1'), true, 512, JSON_THROW_ON_ERROR)['payments'][0];
$count = (int) $newest['payment_id'] - 90000000;
$count >= (int) $expected || throw new RuntimeException("only $count payments");

$questions = [
    'limit=50',
    'trading_id=' . rawurlencode((string) $newest['trading_id']),
    'trading_id=' . rawurlencode('*9999*'),
    'trading_id=' . rawurlencode('*nowhere*'),
    'status=99',
    'payment_type=02&status=40',
    'payment_id=90000001',
    'merchant_id=990000001&from=2020-01-01&to=2020-01-02',
];
$slowest = static function (string $path) use ($get, $questions): float {
    return max(array_map(
        static fn (string $question): float => median(measure(static fn () => $get("$path?$question"), 2, CALLS)),
        $questions,
    ));
};
figure('sandbox.payments', $count);
figure('sandbox.search_ms', $slowest('/tool/payments') / 1000);
figure('sandbox.search_page_ms', $slowest('/') / 1000);
