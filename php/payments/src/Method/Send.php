<?php

declare(strict_types=1);

namespace Paygent\Payments\Method;

use Paygent\Payments\Gateway\Telegram;

/** The next telegram of an attempt; the engine writes an intent for it before it leaves. */
final class Send implements Move
{
    /**
     * @param string $step name of this telegram within the method, e.g. "authorize", "authenticate"
     * @param Money $money whether a lost answer may have moved money
     * @param string $paymentId set when the telegram goes on with a payment (020 after 2003)
     * @param array<string, string> $carry what the method wants to find in answered(): a second card
     *     token … In memory only, never stored
     */
    public function __construct(
        public readonly string $step,
        public readonly Telegram $telegram,
        public readonly Money $money = Money::Moves,
        public readonly string $paymentId = '',
        #[\SensitiveParameter]
        public readonly array $carry = [],
    ) {}

    /** @return array<string, mixed> no carried values: they may be card tokens */
    public function __debugInfo(): array
    {
        return ['step' => $this->step, 'telegram' => $this->telegram, 'payment_id' => $this->paymentId];
    }
}
