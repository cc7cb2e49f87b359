<?php

declare(strict_types=1);

namespace Paygent\Payments\Method;

/**
 * Nothing that the browser brought is proof: the engine asks 094 about this attempt and calls
 * inquired() with its row.
 */
final class Inquire implements Move
{
    /**
     * @param Verdict $notFound what to say when Paygent knows no such payment (13001)
     * @param Verdict|null $noEvidence when 094 gives no answer that proves anything; null: the attempt
     *     stays as it is and the customer sees BeingConfirmed
     * @param string $paymentId ask about this payment of the trading_id; '' asks by trading_id
     */
    public function __construct(
        public readonly Verdict $notFound,
        public readonly ?Verdict $noEvidence = null,
        public readonly string $paymentId = '',
    ) {}
}
