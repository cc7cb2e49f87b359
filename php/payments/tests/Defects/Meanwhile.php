<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Defects;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Telegram;

/** The real gateway; something else happens in the shop while each telegram is out. */
final class Meanwhile implements Gateway
{
    /** How many telegrams left. */
    public int $sent = 0;

    /** @param \Closure(): void $other */
    public function __construct(private readonly Gateway $gateway, private readonly \Closure $other) {}

    public function send(Account $account, Telegram $telegram): Answer
    {
        ++$this->sent;
        ($this->other)();

        return $this->gateway->send($account, $telegram);
    }

    public function sendAll(Account $account, array $telegrams, int $concurrency = 4): array
    {
        $this->sent += \count($telegrams);
        ($this->other)();

        return $this->gateway->sendAll($account, $telegrams, $concurrency);
    }
}
