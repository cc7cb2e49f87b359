<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** What a new intent is to say. */
final class Plan
{
    /**
     * @param string $idempotencyKey operation, payment, target amount, and the form nonce of the operator
     *     or the attempt of the customer; at most 160 characters
     * @param string $lockKey Plan::attempt() or Plan::payment()
     * @param int $amount yen
     * @param string $basePaymentId the payment an operation began with: the old one, for every step of an
     *     amendment
     */
    public function __construct(
        public readonly string $accountId,
        public readonly string $kind,
        public readonly string $operation,
        public readonly string $step,
        public readonly string $idempotencyKey,
        public readonly string $lockKey,
        public readonly string $actor,
        public readonly int $amount = 0,
        public readonly ?string $orderRef = null,
        public readonly ?string $attemptId = null,
        public readonly string $paymentId = '',
        public readonly string $tradingId = '',
        public readonly string $paymentType = '',
        public readonly ?string $sagaId = null,
        public readonly int $repeats = 0,
        public readonly string $basePaymentId = '',
    ) {}

    /** The lock of an attempt's own telegrams. */
    public static function attempt(string $attemptId): string
    {
        return 'attempt:' . $attemptId;
    }

    /** The lock of operations on one payment. */
    public static function payment(string $accountId, string $paymentId): string
    {
        return 'payment:' . $accountId . ':' . $paymentId;
    }
}
