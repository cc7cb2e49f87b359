<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Tests\Support\Process;

/** A shop's return address that Paygent itself can call: answers one request and says what it was. */
final class TermUrlServer
{
    private const SCRIPT = <<<'PHP'
        $server = stream_socket_server('tcp://127.0.0.1:0');
        echo stream_socket_get_name($server, false), "\n";
        $client = stream_socket_accept($server, 60);
        echo fgets($client);
        while (trim((string) fgets($client)) !== '');
        fwrite($client, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        PHP;

    public readonly string $url;

    private readonly Process $process;

    public function __construct()
    {
        $this->process = Process::start([PHP_BINARY, '-r', self::SCRIPT]);
        $this->url = 'http://' . $this->process->line() . '/';
    }

    /** @return array<string, string> fields of the call; waits for it */
    public function fields(): array
    {
        [, $target] = explode(' ', $this->process->line()) + ['', ''];
        parse_str((string) parse_url($target, PHP_URL_QUERY), $fields);
        $texts = [];
        foreach ($fields as $name => $value) {
            $texts[(string) $name] = \is_string($value) ? $value : '';
        }

        return $texts;
    }
}
