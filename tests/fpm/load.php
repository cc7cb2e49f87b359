<?php

declare(strict_types=1);

/*
 * php load.php URL FPM_MASTER_PID TELEGRAMS: sends that many requests at concurrency 8 and checks
 * answers, the local Paygent's ledger and the workers' memory. Closes with "N passed, N failed".
 */

use Paygent\Tests\Checks;

require __DIR__ . '/../lib/Checks.php';

const CONCURRENCY = 8;
const WARM_UP = 400;
const GROWTH_LIMIT_KB = 5 * 1024;

[, $url, $masterPid, $telegrams] = $argv;
/** @var array{merchants: non-empty-list<array{merchant_id: string}>} $account */
$account = json_decode((string) file_get_contents(getenv('PAYGENT_KIT') . '/account.json'), true, 512, JSON_THROW_ON_ERROR);
$merchantId = $account['merchants'][0]['merchant_id'];
$checks = new Checks();

$warm = send($url, $merchantId, range(1, WARM_UP));
$before = workerMemory((int) $masterPid);
$started = hrtime(true);
$run = send($url, $merchantId, range(WARM_UP + 1, WARM_UP + (int) $telegrams));
$seconds = (hrtime(true) - $started) / 1e9;
$after = workerMemory((int) $masterPid);

$wrong = array_merge($warm['wrong'], $run['wrong']);
$payments = $warm['payments'] + $run['payments'];
$total = WARM_UP + (int) $telegrams;
$checks->that('every request is answered, with its own trading id', $wrong === [], count($wrong) . ' wrong, first: ' . ($wrong[0] ?? ''));
$different = count(array_unique($payments));
$checks->that('every payment has its own payment id', $different === $total, "$different different ids");
$received = receivedTimes();
$once = count(array_filter($received, static fn (int $times): bool => $times === 1));
$checks->that(
    'the local Paygent received each telegram exactly once',
    count($received) === $total && $once === $total,
    sprintf('%d telegrams, %d of them once', count($received), $once),
);
$checks->that(
    'the same four workers served everything',
    count($after) === 4 && array_keys($before) === array_keys($after),
    implode(' ', array_keys($before)) . ' before, ' . implode(' ', array_keys($after)) . ' after',
);
foreach ($after as $pid => $kilobytes) {
    $growth = $kilobytes - ($before[$pid] ?? 0);
    printf("worker %d: %d KB after warm-up, %+d KB after the run\n", $pid, $before[$pid] ?? 0, $growth);
    $checks->that("worker $pid grew by less than 5 MB", $growth < GROWTH_LIMIT_KB, "$growth KB");
}
printf("%d telegrams in %.1f s\n", $telegrams, $seconds);
exit($checks->close());

/**
 * @param list<int> $numbers
 *
 * @return array{wrong: list<string>, payments: array<int, string>}
 */
function send(string $url, string $merchantId, array $numbers): array
{
    $multi = curl_multi_init();
    $wrong = [];
    $payments = [];
    $start = static function () use (&$numbers, $multi, $url, $merchantId): void {
        $number = array_shift($numbers);
        if ($number === null) {
            return;
        }
        $handle = curl_init(sprintf(
            '%s/telegram.php?merchant_id=%s&trading_id=T%d&face=%s',
            $url,
            $merchantId,
            $number,
            $number % 2 === 0 ? 'modern' : 'vendor',
        ));
        curl_setopt_array($handle, [CURLOPT_RETURNTRANSFER => true, CURLOPT_PRIVATE => (string) $number]);
        curl_multi_add_handle($multi, $handle);
    };
    for ($i = 0; $i < CONCURRENCY; $i++) {
        $start();
    }
    do {
        curl_multi_exec($multi, $running);
        while (($done = curl_multi_info_read($multi)) !== false) {
            /** @var CurlHandle $handle */
            $handle = $done['handle'];
            /** @var string $private */
            $private = curl_getinfo($handle, CURLINFO_PRIVATE);
            $number = (int) $private;
            $body = (string) curl_multi_getcontent($handle);
            /** @var array<string, string>|null $answer */
            $answer = json_decode($body, true);
            if (($answer['result'] ?? null) !== '0' || ($answer['trading_id'] ?? null) !== "T$number") {
                $wrong[] = "T$number: $body " . curl_error($handle);
            }
            $payments[$number] = $answer['payment_id'] ?? '';
            curl_multi_remove_handle($multi, $handle);
            $start();
            $running = 1;
        }
        curl_multi_select($multi, 1.0);
    } while ($running > 0);
    curl_multi_close($multi);

    return ['wrong' => $wrong, 'payments' => $payments];
}

/** @return array<int, int> resident kilobytes by PID of the worker */
function workerMemory(int $masterPid): array
{
    $memory = [];
    foreach ((array) glob('/proc/[0-9]*/status') as $file) {
        $status = (string) @file_get_contents((string) $file);
        if (preg_match("/^PPid:\\s+$masterPid$/m", $status) === 1
            && preg_match('/^Pid:\s+(\d+)$.*^VmRSS:\s+(\d+) kB$/ms', $status, $found) === 1) {
            $memory[(int) $found[1]] = (int) $found[2];
        }
    }
    ksort($memory);

    return $memory;
}

/** @return array<string, int> how often the local Paygent has received each trading id */
function receivedTimes(): array
{
    $times = [];
    $ledger = fopen(rtrim((string) getenv('PAYGENT_TOOL_URL'), '/') . '/tool/ledger', 'r');
    if ($ledger === false) {
        throw new RuntimeException('the ledger of the local Paygent cannot be read');
    }
    while (($line = fgets($ledger)) !== false) {
        /** @var array{event: string, request: array<string, string>} $entry */
        $entry = json_decode($line, true, 512, JSON_THROW_ON_ERROR);
        if ($entry['event'] === 'telegram') {
            $tradingId = $entry['request']['trading_id'];
            $times[$tradingId] = ($times[$tradingId] ?? 0) + 1;
        }
    }

    return $times;
}
