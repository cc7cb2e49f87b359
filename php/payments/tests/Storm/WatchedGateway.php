<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Shop\Testing\StatementWatch;

/** Counts telegrams among the statements: so "before the next one" is also "right after the last one". */
final class WatchedGateway implements Gateway
{
    public function __construct(private readonly Gateway $gateway, private readonly StatementWatch $watch) {}

    public function send(Account $account, Telegram $telegram): Answer
    {
        $this->watch->before();

        return $this->gateway->send($account, $telegram);
    }

    public function sendAll(Account $account, array $telegrams, int $concurrency = 4): array
    {
        $this->watch->before();

        return $this->gateway->sendAll($account, $telegrams, $concurrency);
    }
}
