<?php

declare(strict_types=1);

/*
 * php reference.php write FILE | to-array | rows: a reference answer of 2,000 rows and 12 columns in
 * CP932 (about 350 KB). "write" makes the body that the server gives for kind 027; the others ask
 * for it (settings by the ini setting paygent.config_path).
 */

use Paygent\Client;

require __DIR__ . '/lib.php';

const ROWS = 2000;
const COLUMNS = 12;

match ($argv[1]) {
    'write' => file_put_contents($argv[2], body()),
    'to-array' => toArrayTime(),
    'rows' => rowsMemory(),
};

function body(): string
{
    $lines = ['"1","0","",""', '"2",' . implode(',', array_map(static fn (int $c): string => "\"column_$c\"", range(1, COLUMNS)))];
    for ($row = 1; $row <= ROWS; $row++) {
        $values = [sprintf('%018d', $row), '************1234', '1230', '山田 太郎', 'ﾔﾏﾀﾞ ﾀﾛｳ', '①㈱髙橋商店',
            "EX_$row", '20260401120000', '0', '', '東京都～千代田区', 'ご注文ありがとうございます note'];
        $lines[] = '"3","' . implode('","', $values) . '"';
    }
    $lines[] = '"4","' . ROWS . '"';

    return mb_convert_encoding(implode("\r\n", $lines) . "\r\n", 'SJIS-win', 'UTF-8');
}

function toArrayTime(): void
{
    $milliseconds = [];
    for ($i = 0; $i < 110; $i++) {
        $response = ask('027');
        $started = hrtime(true);
        $rows = $response->toArray();
        if ($i >= 10) {
            $milliseconds[] = (hrtime(true) - $started) / 1e6;
        }
        check($rows);
    }
    figure('reference.body_kb', strlen($response->rawBody()) / 1024);
    figure('reference.to_array_ms', median($milliseconds));
}

/** Peak of the whole process, PHP's and the extension's memory alike, from before the telegram. */
function rowsMemory(): void
{
    ask('010');
    // The first look compiles a pattern and opens a stream, some 200 KB that are not the answer's.
    kilobytes('VmHWM');
    file_put_contents('/proc/self/clear_refs', '5');
    $before = kilobytes('VmRSS');
    $response = ask('027');
    $count = 0;
    foreach ($response->rows() as $row) {
        $count += count($row) === COLUMNS ? 1 : 0;
    }
    $count === ROWS || throw new RuntimeException("$count rows");
    $peak = kilobytes('VmHWM') - $before;
    figure('reference.rows_peak_ratio', $peak * 1024 / strlen($response->rawBody()));
}

function ask(string $kind): Paygent\Response
{
    return Client::fromConfig()->send($kind, ['merchant_id' => '100001', 'telegram_version' => '1.0', 'customer_id' => 'C1']);
}

/** @param list<array<string, string>> $rows */
function check(array $rows): void
{
    count($rows) === ROWS && $rows[1999]['column_6'] === '①㈱髙橋商店' && $rows[0]['column_11'] === '東京都～千代田区'
        || throw new RuntimeException('the rows are not those that were sent');
}

function kilobytes(string $what): int
{
    preg_match("/^$what:\\s+(\\d+) kB$/m", (string) file_get_contents('/proc/self/status'), $found);

    return (int) $found[1];
}
