<?php

declare(strict_types=1);

namespace Paygent\Tests\Support;

/** What the body server does with one request. */
final class Answer
{
    /** @param list<array{write: string}|array{sleep_ms: int}> $steps */
    private function __construct(private readonly array $steps, private readonly string $end) {}

    /** A complete HTTP answer. */
    public static function body(string $body, int $status = 200, string $headers = ''): self
    {
        return self::raw(self::head($status, 'Content-Length: ' . strlen($body) . "\r\n" . $headers) . $body);
    }

    /** Exactly these bytes, then a proper TLS close. */
    public static function raw(string $bytes): self
    {
        return new self([['write' => base64_encode($bytes)]], 'close');
    }

    /** Exactly these bytes, then the socket is gone without TLS's close message. */
    public static function cut(string $bytes): self
    {
        return new self([['write' => base64_encode($bytes)]], 'abort');
    }

    /** Nothing for that long, then a complete answer. */
    public static function late(int $milliseconds, string $body): self
    {
        $answer = self::body($body);

        return new self([['sleep_ms' => $milliseconds], ...$answer->steps], 'close');
    }

    /** A complete answer on a connection that stays open for the next request. */
    public static function kept(string $body): self
    {
        return new self([self::keepAlive($body)], 'keep');
    }

    /** A complete answer, then that long nothing, then a proper close that was not announced. */
    public static function closedAfter(int $milliseconds, string $body): self
    {
        return new self([self::keepAlive($body), ['sleep_ms' => $milliseconds]], 'close');
    }

    /** Reads the request and closes. */
    public static function nothing(): self
    {
        return new self([], 'close');
    }

    public static function head(int $status, string $headers): string
    {
        return "HTTP/1.1 $status Status\r\nConnection: close\r\nContent-Type: text/plain\r\n$headers\r\n";
    }

    /** @return array{write: string} */
    private static function keepAlive(string $body): array
    {
        return ['write' => base64_encode("HTTP/1.1 200 OK\r\nContent-Length: " . strlen($body) . "\r\n\r\n$body")];
    }

    /** @return array{steps: list<array{write: string}|array{sleep_ms: int}>, end: string} */
    public function toArray(): array
    {
        return ['steps' => $this->steps, 'end' => $this->end];
    }
}
