<?php

/**
 * An HTTP proxy that only knows CONNECT: `php connect_proxy.php [refuse]` writes its port to stdout.
 * With `refuse` every tunnel is answered with 403.
 */

declare(strict_types=1);

$server = stream_socket_server('tcp://127.0.0.1:0');
if ($server === false) {
    exit(1);
}
echo parse_url('tcp://' . stream_socket_get_name($server, false), PHP_URL_PORT), "\n";

for (;;) {
    $client = @stream_socket_accept($server, 60);
    if ($client !== false) {
        serve($client, ($argv[1] ?? '') === 'refuse');
    }
}

/** @param resource $client */
function serve($client, bool $isRefusing): void
{
    $head = '';
    while (!str_contains($head, "\r\n\r\n")) {
        $more = fread($client, 4096);
        if ($more === false || $more === '') {
            return;
        }
        $head .= $more;
    }
    $isConnect = preg_match('/^CONNECT (\S+) /', $head, $found) === 1;
    $target = $isConnect && !$isRefusing ? @stream_socket_client('tcp://' . $found[1], $errno, $error, 5) : false;
    if ($target === false) {
        fwrite($client, "HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n");
        fclose($client);

        return;
    }
    fwrite($client, "HTTP/1.1 200 Connection established\r\n\r\n");
    tunnel($client, $target);
}

/**
 * @param resource $client
 * @param resource $target
 */
function tunnel($client, $target): void
{
    for (;;) {
        $readable = [$client, $target];
        $writable = $except = null;
        if (stream_select($readable, $writable, $except, 10) < 1) {
            break;
        }
        foreach ($readable as $stream) {
            $bytes = fread($stream, 65536);
            if ($bytes === false || $bytes === '') {
                break 2;
            }
            fwrite($stream === $client ? $target : $client, $bytes);
        }
    }
    fclose($client);
    fclose($target);
}
