<?php

declare(strict_types=1);

namespace Paygent\Payments\Gateway;

use Paygent\Payments\Account\Account;

/**
 * The one door to Paygent (design-payments "The gateway port").
 *
 * Never throws for what happens on the way: that is an Answer whose outcome says it. Never sends a
 * telegram twice. An answer without a `result` is Unknown.
 */
interface Gateway
{
    public function send(Account $account, Telegram $telegram): Answer;

    /**
     * Several at once, at most $concurrency under way.
     *
     * @template K of array-key
     *
     * @param array<K, Telegram> $telegrams
     *
     * @return array<K, Answer> in the order of $telegrams
     */
    public function sendAll(Account $account, array $telegrams, int $concurrency = 4): array;
}
