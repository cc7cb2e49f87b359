<?php

declare(strict_types=1);

namespace Paygent\Tests\Support;

/** One request as the body server received it. */
final class Request
{
    private function __construct(
        public readonly string $head,
        public readonly string $body,
        public readonly int $connection,
    ) {}

    public static function fromLine(string $line): self
    {
        /** @var array{head: string, body: string, connection: int} $request */
        $request = json_decode($line, true, 512, JSON_THROW_ON_ERROR);

        return new self(
            (string) base64_decode($request['head'], true),
            (string) base64_decode($request['body'], true),
            $request['connection'],
        );
    }

    public function line(): string
    {
        return explode("\r\n", $this->head)[0];
    }

    /** @return array<string, string> by lower-case name */
    public function headers(): array
    {
        $headers = [];
        foreach (array_slice(explode("\r\n", $this->head), 1) as $line) {
            [$name, $value] = explode(':', $line, 2) + [1 => ''];
            $headers[strtolower($name)] = trim($value);
        }

        return $headers;
    }

    /** @return array<string, string> decoded, in the order of the wire */
    public function fields(): array
    {
        $fields = [];
        foreach (explode('&', $this->body) as $pair) {
            [$name, $value] = explode('=', $pair, 2) + [1 => ''];
            $fields[urldecode($name)] = urldecode($value);
        }

        return $fields;
    }
}
