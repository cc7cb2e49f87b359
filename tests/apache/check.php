<?php

declare(strict_types=1);

/*
 * php check.php DIR: DIR holds the settings files and the request logs of a running Apache (see
 * server.sh). Each door is tried by a process of its own, because the choice of the TLS backend is
 * remembered for a process.
 */

use Paygent\Tests\Checks;

require __DIR__ . '/../lib/Checks.php';

const LATE = ['late-tls12' => 'TLSv1.2', 'late-tls13' => 'TLSv1.3'];
const FIRST = ['first-tls12' => 'TLSv1.2', 'first-tls13' => 'TLSv1.3'];
const RECONNECTING_TELEGRAMS = 60;
const TELEGRAMS_PER_CONNECTION = 3;

$dir = $argv[1];
$checks = new Checks();

foreach (LATE as $door => $tls) {
    $answers = post($dir, $door, 1);
    $requests = requests($dir, $door);
    $checks->that("$door: the telegram is answered", allAnswered($answers), shown($answers));
    $checks->that("$door: the server received it exactly once", count($requests) === 1, count($requests) . ' requests');
    $checks->that("$door: with our certificate", arrivedWell($requests, $tls), shown($requests));

    $answers = post($dir, $door, 5);
    $requests = array_slice(requests($dir, $door), 1);
    $checks->that("$door: five telegrams of one process are answered", allAnswered($answers), shown($answers));
    $checks->that("$door: the server received five", count($requests) === 5 && arrivedWell($requests, $tls), shown($requests));

    // A current Apache answers libcurl's own offer of http/1.0 with http/1.1, which OpenSSL refuses.
    file_put_contents("$dir/$door-http10.conf", file_get_contents("$dir/$door.conf") . "paygentB2Bmodule.http_version=1.0\n");
    $answers = post($dir, "$door-http10", 1);
    $requests = array_slice(requests($dir, $door), 6);
    $checks->that("$door: HTTP/1.0 offers no ALPN and is answered", allAnswered($answers), shown($answers));
    $checks->that("$door: the server received it once", count($requests) === 1 && arrivedWell($requests, $tls), shown($requests));
}

foreach (FIRST as $door => $tls) {
    $answers = post($dir, $door, RECONNECTING_TELEGRAMS);
    $requests = requests($dir, $door);
    $checks->that("$door: 60 telegrams over forced reconnects are answered", allAnswered($answers), shown($answers));
    $checks->that(
        "$door: the server received 60",
        count($requests) === RECONNECTING_TELEGRAMS && arrivedWell($requests, $tls),
        count($requests) . ' requests',
    );
    // libcurl opens a fresh connection and a fresh session for each telegram; rustls keeps both.
    $opened = array_values(array_filter($requests, static fn (array $request): bool => $request['keepalive'] === 0));
    $checks->that(
        "$door: connections are kept: one for each three telegrams",
        count($opened) === RECONNECTING_TELEGRAMS / TELEGRAMS_PER_CONNECTION,
        count($opened) . ' connections',
    );
    $resumed = array_filter($opened, static fn (array $request): bool => $request['session'] === 'Resumed');
    $checks->that(
        "$door: every connection but the first resumes the session, so rustls served them all",
        count($resumed) === count($opened) - 1,
        count($resumed) . ' of ' . count($opened) . ' resumed',
    );
}
exit($checks->close());

/** @return list<array<string, mixed>> */
function post(string $dir, string $door, int $telegrams): array
{
    $command = [
        (string) getenv('PHP'), '-d', 'extension=' . getenv('PAYGENT_SO'), '-d', "paygent.config_path=$dir/$door.conf",
        __DIR__ . '/post.php', (string) $telegrams,
    ];
    $process = proc_open($command, [1 => ['pipe', 'w'], 2 => STDERR], $pipes);
    if ($process === false) {
        throw new RuntimeException('php does not start');
    }
    $output = (string) stream_get_contents($pipes[1]);
    proc_close($process);

    /** @var list<array<string, mixed>>|null $answers */
    $answers = json_decode($output, true);

    return $answers ?? [['output' => $output]];
}

/** @return list<array<string, mixed>> */
function requests(string $dir, string $door): array
{
    $requests = [];
    foreach ((array) file("$dir/$door.log", FILE_IGNORE_NEW_LINES) as $line) {
        /** @var array<string, mixed> $request */
        $request = json_decode((string) $line, true, 512, JSON_THROW_ON_ERROR);
        $requests[] = $request;
    }

    return $requests;
}

/** @param list<array<string, mixed>> $records */
function shown(array $records): string
{
    return json_encode($records, JSON_THROW_ON_ERROR);
}

/** @param list<array<string, mixed>> $answers */
function allAnswered(array $answers): bool
{
    foreach ($answers as $answer) {
        if (($answer['post'] ?? null) !== true || $answer['status'] !== '0') {
            return false;
        }
    }

    return $answers !== [];
}

/** @param list<array<string, mixed>> $requests */
function arrivedWell(array $requests, string $tls): bool
{
    foreach ($requests as $request) {
        if ($request['status'] !== 200 || $request['tls'] !== $tls || $request['verify'] !== 'SUCCESS'
            || $request['subject'] !== 'test merchant' || $request['method'] !== 'POST') {
            return false;
        }
    }

    return $requests !== [];
}
