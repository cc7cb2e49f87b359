<?php

/**
 * A mutual-TLS server that answers every request with prepared bytes and writes down what it received.
 *
 *   php body_server.php DIR
 *
 * DIR holds ca.crt, server.pem and, written by the test, answers.json: a list of answers, one per
 * request (the last one for all further requests), each `{"steps": [{"write": base64} |
 * {"sleep_ms": n}], "end": "close" | "abort" | "keep"}`; "abort" closes the socket without TLS's
 * close message, "keep" waits for the next request on the same connection. Requests go to
 * requests.jsonl as `{"head": base64, "body": base64, "connection": number}`. The port goes to stdout.
 */

declare(strict_types=1);

$dir = $argv[1];
$context = stream_context_create(['ssl' => [
    'local_cert' => $dir . '/server.pem',
    'cafile' => $dir . '/ca.crt',
    'verify_peer' => true,
    'verify_peer_name' => false,
    'disable_compression' => true,
    'crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_SERVER | STREAM_CRYPTO_METHOD_TLSv1_3_SERVER,
]]);
$server = stream_socket_server('tcp://127.0.0.1:0', $errno, $error, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, $context);
if ($server === false) {
    fwrite(STDERR, "body_server: $error\n");
    exit(1);
}
echo parse_url('tcp://' . stream_socket_get_name($server, false), PHP_URL_PORT), "\n";

for ($number = 1; ; $number++) {
    $connection = @stream_socket_accept($server, 60);
    if ($connection === false) {
        continue;
    }
    stream_set_timeout($connection, 5);
    // Clients that refuse the certificate, or only try the handshake, are part of the tests.
    if (@stream_socket_enable_crypto($connection, true) === true) {
        while (answer($connection, $dir, $number)) {
            // Other connections wait meanwhile.
            stream_set_timeout($connection, 0, 500_000);
        }
    }
    @fclose($connection);
}

/**
 * @param resource $connection
 *
 * @return bool true to go on with this connection
 */
function answer($connection, string $dir, int $connectionNumber): bool
{
    $request = receive($connection);
    if ($request === null) {
        return false;
    }
    $log = $dir . '/requests.jsonl';
    clearstatcache();
    $number = is_file($log) ? substr_count((string) file_get_contents($log), "\n") : 0;
    file_put_contents($log, json_encode(array_map(base64_encode(...), $request) + ['connection' => $connectionNumber]) . "\n", FILE_APPEND);
    /** @var list<array{steps: list<array{write?: string, sleep_ms?: int}>, end: string}> $answers */
    $answers = json_decode((string) file_get_contents($dir . '/answers.json'), true, 512, JSON_THROW_ON_ERROR);
    $answer = $answers[min($number, count($answers) - 1)];
    foreach ($answer['steps'] as $step) {
        if (isset($step['sleep_ms'])) {
            usleep($step['sleep_ms'] * 1000);
        } else {
            write_all($connection, (string) base64_decode($step['write'] ?? '', true));
        }
    }
    if ($answer['end'] === 'abort') {
        stream_socket_shutdown($connection, STREAM_SHUT_RDWR);
    }

    return $answer['end'] === 'keep';
}

/** @param resource $connection */
function write_all($connection, string $bytes): void
{
    while ($bytes !== '') {
        $written = @fwrite($connection, $bytes);
        if ($written === false || $written === 0) {
            return;
        }
        $bytes = substr($bytes, $written);
    }
}

/**
 * @param resource $connection
 *
 * @return array{head: string, body: string}|null null when the client only tried the handshake
 */
function receive($connection): ?array
{
    $bytes = '';
    do {
        $more = @fread($connection, 65536);
        if ($more === false || $more === '') {
            return null;
        }
        $bytes .= $more;
        $end = strpos($bytes, "\r\n\r\n");
    } while ($end === false);
    $length = preg_match('/^content-length: *(\d+)/mi', $bytes, $found) === 1 ? (int) $found[1] : 0;
    while (strlen($bytes) < $end + 4 + $length) {
        $more = @fread($connection, 65536);
        if ($more === false || $more === '') {
            return null;
        }
        $bytes .= $more;
    }

    return ['head' => substr($bytes, 0, $end), 'body' => substr($bytes, $end + 4)];
}
