<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Tests\Support\Process;
use Paygent\Tests\Support\Scratch;

/** The address that a local Paygent pushes its notices to: a server of its own that keeps them as they came. */
final class NoticePost
{
    private const SERVER = <<<'PHP'
        $server = stream_socket_server('tcp://127.0.0.1:0');
        echo stream_socket_get_name($server, false), "\n";
        while ($client = stream_socket_accept($server, -1)) {
            $length = 0;
            while (($line = trim((string) fgets($client))) !== '') {
                if (preg_match('/^content-length:\s*(\d+)/i', $line, $found)) {
                    $length = (int) $found[1];
                }
            }
            $body = $length > 0 ? stream_get_contents($client, $length) : '';
            file_put_contents($argv[1], $body . "\n", FILE_APPEND);
            fwrite($client, "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 8\r\nConnection: close\r\n\r\nresult=0");
            fclose($client);
        }
        PHP;

    private readonly Process $process;

    private readonly string $file;

    private int $read = 0;

    public function __construct(LocalPaygent $paygent)
    {
        $this->file = Scratch::directory('notices') . '/posted';
        touch($this->file);
        $this->process = Process::start(['setpriv', '--pdeathsig=TERM', '--', PHP_BINARY, '-n', '-r', self::SERVER, $this->file]);
        $paygent->tool->contract(['notice_url' => 'http://' . $this->process->line() . '/notice']);
    }

    /** @return list<string> bodies that have come since the last call */
    public function taken(): array
    {
        $text = (string) file_get_contents($this->file, false, null, $this->read);
        $this->read += \strlen($text);

        return array_values(array_filter(explode("\n", $text), static fn (string $body): bool => $body !== ''));
    }

    public function stop(): void
    {
        $this->process->stop();
    }
}
