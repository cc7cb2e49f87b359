<?php

declare(strict_types=1);

namespace Paygent\Tests\Support;

/** The test's end of tests/servers/body_server.php; one server per run. */
final class BodyServer
{
    private static ?self $instance = null;

    private function __construct(public readonly string $dir, public readonly int $port) {}

    public static function get(): self
    {
        if (self::$instance === null) {
            $dir = Scratch::directory('body-server');
            Certificates::make($dir);
            $server = Process::start(Process::php([dirname(__DIR__, 2) . '/servers/body_server.php', $dir]));
            self::$instance = new self($dir, (int) $server->line());
        }

        return self::$instance;
    }

    /** Forgets earlier requests; the next ones get these answers, the last answer again and again. */
    public function serve(Answer ...$answers): void
    {
        $list = array_map(static fn (Answer $answer): array => $answer->toArray(), array_values($answers));
        file_put_contents($this->dir . '/answers.json', json_encode($list, JSON_THROW_ON_ERROR));
        @unlink($this->dir . '/requests.jsonl');
    }

    /** @return list<Request> received since serve() */
    public function requests(): array
    {
        $file = $this->dir . '/requests.jsonl';
        $lines = is_file($file) ? file($file, FILE_IGNORE_NEW_LINES) : [];

        return array_map(Request::fromLine(...), $lines === false ? [] : $lines);
    }

    public function url(string $path = '/n/request'): string
    {
        return "https://127.0.0.1:{$this->port}$path";
    }
}
