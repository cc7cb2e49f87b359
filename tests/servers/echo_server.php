<?php

/**
 * A mutual-TLS server with a process for each connection, kept open, that answers every telegram with
 * its own trading id.
 *
 *   php echo_server.php DIR
 *
 * DIR holds ca.crt and server.pem. Each telegram goes to received.txt as "connection trading_id" and,
 * after its field `pause` in milliseconds, to answered.txt. The port goes to stdout.
 */

declare(strict_types=1);

$dir = $argv[1];
$context = stream_context_create(['ssl' => [
    'local_cert' => $dir . '/server.pem',
    'cafile' => $dir . '/ca.crt',
    'verify_peer' => true,
    'verify_peer_name' => false,
    'crypto_method' => STREAM_CRYPTO_METHOD_TLSv1_2_SERVER | STREAM_CRYPTO_METHOD_TLSv1_3_SERVER,
]]);
$server = stream_socket_server('tcp://127.0.0.1:0', $errno, $error, STREAM_SERVER_BIND | STREAM_SERVER_LISTEN, $context);
if ($server === false) {
    fwrite(STDERR, "echo_server: $error\n");
    exit(1);
}
pcntl_signal(SIGCHLD, SIG_IGN);
echo parse_url('tcp://' . stream_socket_get_name($server, false), PHP_URL_PORT), "\n";

for ($number = 1; ; $number++) {
    $connection = @stream_socket_accept($server, 60);
    if ($connection !== false && pcntl_fork() === 0) {
        fclose($server);
        stream_set_timeout($connection, 30);
        if (@stream_socket_enable_crypto($connection, true) === true) {
            while (echo_telegram($connection, $dir, $number)) {
            }
        }
        exit(0);
    }
}

/** @param resource $connection */
function echo_telegram($connection, string $dir, int $number): bool
{
    $bytes = '';
    do {
        $more = @fread($connection, 65536);
        if ($more === false || $more === '') {
            return false;
        }
        $bytes .= $more;
    } while (preg_match('/^content-length: *(\d+)/mi', $bytes, $length) !== 1
        || preg_match('/\r\n\r\n(.{' . $length[1] . '})/s', $bytes, $body) !== 1);
    parse_str($body[1], $fields);
    $id = is_string($fields['trading_id'] ?? null) ? $fields['trading_id'] : '';
    file_put_contents($dir . '/received.txt', "$number $id\n", FILE_APPEND | LOCK_EX);
    usleep((int) ($fields['pause'] ?? 0) * 1000);
    file_put_contents($dir . '/answered.txt', "$number $id\n", FILE_APPEND | LOCK_EX);
    $answer = "result=0\r\ntrading_id=$id\r\n";
    fwrite($connection, "HTTP/1.1 200 OK\r\nContent-Length: " . strlen($answer) . "\r\n\r\n$answer");

    return true;
}
