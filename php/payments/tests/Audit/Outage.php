<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Audit;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Telegram;

/** The real gateway behind a network that is away for some telegrams: they never leave. */
final class Outage implements Gateway
{
    /** @param list<string> $kinds that do not leave now */
    public function __construct(private readonly Gateway $gateway, public array $kinds) {}

    public function send(Account $account, Telegram $telegram): Answer
    {
        return \in_array($telegram->kind, $this->kinds, true)
            ? Answer::notSent('E02002', 'no route to host')
            : $this->gateway->send($account, $telegram);
    }

    public function sendAll(Account $account, array $telegrams, int $concurrency = 4): array
    {
        return $this->gateway->sendAll($account, $telegrams, $concurrency);
    }
}
