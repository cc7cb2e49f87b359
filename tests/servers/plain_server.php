<?php

/** Speaks HTTP where TLS is expected: `php plain_server.php` writes its port to stdout. */

declare(strict_types=1);

$server = stream_socket_server('tcp://127.0.0.1:0');
if ($server === false) {
    exit(1);
}
echo parse_url('tcp://' . stream_socket_get_name($server, false), PHP_URL_PORT), "\n";

for (;;) {
    $client = @stream_socket_accept($server, 60);
    if ($client !== false) {
        fread($client, 1);
        fwrite($client, "HTTP/1.1 400 Bad Request\r\n\r\n");
        fclose($client);
    }
}
