<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Notice\Reply;

/** The shop's address for notices: a small HTTP server over a socket that several processes accept on. */
final class NoticeDoor
{
    private const PATIENCE_SECONDS = 10;

    /** @var resource */
    private $socket;

    public readonly string $url;

    public function __construct()
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        if ($socket === false) {
            throw new \RuntimeException('no socket');
        }
        $this->socket = $socket;
        $this->url = 'http://' . stream_socket_get_name($socket, false) . '/paygent/notice';
    }

    /** Takes one notice after the other until the process is ended. */
    public function serve(Desk $desk): never
    {
        for (;;) {
            $client = @stream_socket_accept($this->socket, -1);
            if ($client === false) {
                continue;
            }
            stream_set_timeout($client, self::PATIENCE_SECONDS);
            $fields = self::read($client);
            $reply = $fields === [] ? Reply::Failed : $desk->engine->intake->receive($desk->account, $fields);
            $body = $reply->body();
            fwrite($client, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: " . \strlen($body)
                . "\r\nConnection: close\r\n\r\n" . $body);
            fclose($client);
        }
    }

    /**
     * @param resource $client
     *
     * @return array<string, string> the posted fields
     */
    private static function read($client): array
    {
        $length = 0;
        while (($line = trim((string) fgets($client))) !== '') {
            if (preg_match('/^content-length:\s*(\d+)/i', $line, $found) === 1) {
                $length = (int) $found[1];
            }
        }
        parse_str($length > 0 ? (string) stream_get_contents($client, $length) : '', $fields);
        $texts = [];
        foreach ($fields as $name => $value) {
            $texts[(string) $name] = \is_string($value) ? $value : '';
        }

        return $texts;
    }
}
