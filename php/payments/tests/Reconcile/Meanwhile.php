<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Reconcile;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Telegram;

/** Lets something happen once between the answer to a telegram and what is made of it. */
final class Meanwhile implements Gateway
{
    private bool $happened = false;

    /** @param \Closure(): void $work */
    public function __construct(
        private readonly Gateway $gateway,
        private readonly string $kind,
        private readonly \Closure $work,
    ) {}

    public function send(Account $account, Telegram $telegram): Answer
    {
        $answer = $this->gateway->send($account, $telegram);
        if ($telegram->kind === $this->kind && !$this->happened) {
            $this->happened = true;
            ($this->work)();
        }

        return $answer;
    }

    public function sendAll(Account $account, array $telegrams, int $concurrency = 4): array
    {
        return $this->gateway->sendAll($account, $telegrams, $concurrency);
    }
}
