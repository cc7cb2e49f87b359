<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use Psr\Clock\ClockInterface;

/**
 * The test tool of a local Paygent: clock, faults, payments, notices, contract, ledger (docs/sandbox.md).
 *
 * It is also the engine's clock, so that both agree about the time.
 *
 * @phpstan-type Json array<string, mixed>
 */
final class PaygentTool implements ClockInterface
{
    public function __construct(private readonly string $url, private readonly string $merchantId) {}

    /** Epoch milliseconds; Paygent's seconds are whole. */
    public function time(): int
    {
        $now = $this->get('/tool/clock')['now'] ?? null;

        return (new \DateTimeImmutable(\is_string($now) ? $now : ''))->getTimestamp() * 1000;
    }

    public function now(): \DateTimeImmutable
    {
        return new \DateTimeImmutable('@' . intdiv($this->time(), 1000));
    }

    /** @param string $span e.g. "90s", "11d"; what is due in between has happened when this returns */
    public function advance(string $span): void
    {
        $this->request('POST', '/tool/clock', ['advance' => $span]);
    }

    /**
     * Adds a rule: what it strikes and what it does, e.g.
     * `['kind' => '020', 'trading_id' => 'LOST_*', 'do' => ['swallow' => true]]`.
     *
     * @param Json $rule
     */
    public function fault(array $rule): void
    {
        $this->request('POST', '/tool/faults', $rule);
    }

    /** @return list<Json> all rules, with how often each was `seen` and has hit (`hits`) */
    public function faults(): array
    {
        return self::objects(json_decode(Http::request('GET', $this->url . '/tool/faults')->body, true, 16, JSON_THROW_ON_ERROR));
    }

    public function clearFaults(): void
    {
        $this->request('DELETE', '/tool/faults');
    }

    /**
     * Everything received, answered and changed, oldest first; secrets are masked.
     *
     * @param int $after number of the last line known
     *
     * @return list<Json>
     */
    public function ledger(int $after = 0): array
    {
        $lines = explode("\n", trim(Http::request('GET', $this->url . '/tool/ledger?after=' . $after)->body));

        return array_map(self::object(...), array_values(array_filter($lines, static fn (string $line): bool => $line !== '')));
    }

    /**
     * Telegrams of one kind that Paygent received.
     *
     * @return list<Json> ledger lines
     */
    public function telegrams(string $kind, string $tradingId = ''): array
    {
        $found = [];
        foreach ($this->ledger() as $line) {
            $request = $line['request'] ?? null;
            $own = \is_array($request) ? $request['trading_id'] ?? '' : '';
            if (($line['event'] ?? '') === 'telegram' && ($line['kind'] ?? '') === $kind && \in_array($tradingId, ['', $own], true)) {
                $found[] = $line;
            }
        }

        return $found;
    }

    /** @return list<Json> payments with this trading_id */
    public function payments(string $tradingId): array
    {
        $found = $this->get('/tool/payments?trading_id=' . rawurlencode($tradingId))['payments'] ?? null;

        return self::objects($found);
    }

    /** @return iterable<Json> every payment, newest first */
    public function everyPayment(): iterable
    {
        for ($after = ''; $after !== null;) {
            $page = $this->get('/tool/payments?limit=100' . ($after === '' ? '' : '&after=' . $after));
            yield from self::objects($page['payments'] ?? null);
            $next = $page['next'] ?? null;
            $after = \is_scalar($next) ? (string) $next : null;
        }
    }

    /** @return Json payment with its timeline */
    public function payment(string $paymentId): array
    {
        return $this->get('/tool/payments/' . $paymentId);
    }

    public function status(string $paymentId): string
    {
        $status = $this->payment($paymentId)['status'] ?? null;

        return \is_string($status) ? $status : '';
    }

    /**
     * Says that somebody paid, or did not (sandbox-environment 13).
     *
     * @param Json $more further values, e.g. payment_time
     */
    public function move(string $paymentId, string $to, array $more = []): void
    {
        $this->request('POST', "/tool/payments/$paymentId/status", ['to' => $to] + $more);
    }

    /** A bank transfer to a virtual account. */
    public function deposit(string $account, int $amount): void
    {
        $this->request('POST', '/tool/virtual_accounts/deposit', ['account' => $account, 'amount' => $amount]);
    }

    /** @return list<Json> difference records and what became of them, newest first */
    public function notices(int $limit = 100): array
    {
        return self::objects($this->get("/tool/notices?merchant_id=$this->merchantId&limit=$limit")['notices'] ?? null);
    }

    public function resend(int $noticeId): void
    {
        $this->request('POST', "/tool/notices/$noticeId/resend?merchant_id=$this->merchantId");
    }

    /** @param Json $changes keys of account.json */
    public function contract(array $changes): void
    {
        $this->request('PUT', '/tool/accounts/' . $this->merchantId, $changes);
    }

    /** @return Json */
    private function get(string $path): array
    {
        return $this->request('GET', $path);
    }

    /**
     * @param Json|null $wish
     *
     * @return Json
     */
    private function request(string $method, string $path, ?array $wish = null): array
    {
        $body = $wish === null ? null : json_encode($wish, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
        $answer = Http::request($method, $this->url . $path, $body);
        if ($answer->status >= 400) {
            throw new \RuntimeException("$method $path: $answer->status $answer->body");
        }

        return $answer->body === '' ? [] : self::object($answer->body);
    }

    /** @return Json */
    private static function object(string $json): array
    {
        $value = json_decode($json, true, 64, JSON_THROW_ON_ERROR);
        if (!\is_array($value)) {
            throw new \RuntimeException('no JSON object: ' . $json);
        }
        /** @var Json $value */

        return $value;
    }

    /** @return list<Json> */
    private static function objects(mixed $value): array
    {
        if (!\is_array($value)) {
            throw new \RuntimeException('no list');
        }
        /** @var list<Json> $value */

        return array_values($value);
    }
}
