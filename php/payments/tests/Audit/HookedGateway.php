<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Audit;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Telegram;

/** The real gateway; while a telegram is under way, something else happens once. */
final class HookedGateway implements Gateway
{
    /** @var array<\Closure(): void> */
    private array $before = [];

    /** @var array<\Closure(): void> */
    private array $after = [];

    public function __construct(private readonly Gateway $gateway) {}

    /** @param array<\Closure(): void> $hooks by telegram kind, run before it leaves */
    public function before(array $hooks): void
    {
        $this->before = $hooks;
    }

    /** @param array<\Closure(): void> $hooks by telegram kind, run when its answer is here, before it is read */
    public function after(array $hooks): void
    {
        $this->after = $hooks;
    }

    /** All of it has happened. */
    public function isDone(): bool
    {
        return $this->before === [] && $this->after === [];
    }

    public function send(Account $account, Telegram $telegram): Answer
    {
        self::once($this->before, $telegram->kind);
        $answer = $this->gateway->send($account, $telegram);
        self::once($this->after, $telegram->kind);

        return $answer;
    }

    public function sendAll(Account $account, array $telegrams, int $concurrency = 4): array
    {
        return $this->gateway->sendAll($account, $telegrams, $concurrency);
    }

    /** @param array<\Closure(): void> $hooks */
    private static function once(array &$hooks, string $kind): void
    {
        $hook = $hooks[$kind] ?? null;
        unset($hooks[$kind]);
        if ($hook !== null) {
            $hook();
        }
    }
}
