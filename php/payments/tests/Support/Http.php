<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

/** One HTTP request of a test; redirects are not followed. */
final class Http
{
    private const TIMEOUT_SECONDS = 30;

    /** @param array<string, string> $headers by name in lower case */
    private function __construct(
        public readonly int $status,
        public readonly array $headers,
        public readonly string $body,
    ) {}

    /**
     * @param string|null $body null: none
     * @param list<string> $headers whole lines
     */
    public static function request(string $method, string $url, ?string $body = null, array $headers = []): self
    {
        $curl = curl_init();
        $seen = [];
        curl_setopt_array($curl, [
            CURLOPT_URL => $url === '' ? throw new \InvalidArgumentException('no address') : $url,
            CURLOPT_CUSTOMREQUEST => $method === '' ? 'GET' : $method,
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_TIMEOUT => self::TIMEOUT_SECONDS,
            CURLOPT_HTTPHEADER => $headers,
            CURLOPT_HEADERFUNCTION => static function ($curl, string $line) use (&$seen): int {
                [$name, $value] = explode(':', $line, 2) + ['', ''];
                $seen[strtolower(trim($name))] = trim($value);

                return \strlen($line);
            },
        ]);
        if ($body !== null) {
            curl_setopt($curl, CURLOPT_POSTFIELDS, $body);
        }
        $answer = curl_exec($curl);
        if (!\is_string($answer)) {
            throw new \RuntimeException("$method $url: " . curl_error($curl));
        }

        return new self((int) curl_getinfo($curl, CURLINFO_RESPONSE_CODE), $seen, $answer);
    }

    public function header(string $name): string
    {
        return $this->headers[$name] ?? '';
    }
}
