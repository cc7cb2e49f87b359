<?php

declare(strict_types=1);

namespace Paygent\Payments\Operation;

use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Payment;

/** The telegram of an operation's intent: made from the journal alone, so that it can be made again. */
final class OperationTelegrams
{
    /** @param Payment|null $base the payment the operation began with */
    public static function of(Intent $intent, ?Payment $base): Telegram
    {
        return new Telegram($intent->kind, match ($intent->kind) {
            '020' => self::reauthorization($intent, $base),
            '103' => ['payment_id' => $intent->paymentId, 'amount' => $intent->amount],
            '342' => ['payment_id' => $intent->paymentId] + self::refundOf($intent, $base),
            default => ['payment_id' => $intent->paymentId],
        });
    }

    /**
     * A new authorization on the card of the old payment, never with 3-D Secure
     * (design-payments "Amending a card payment"; telegrams-card-store-atm-bank 1.2).
     *
     * @return array<string, string|int>
     */
    private static function reauthorization(Intent $intent, ?Payment $base): array
    {
        $facts = $base->facts ?? [];
        $fields = [
            'trading_id' => $intent->tradingId,
            'payment_amount' => $intent->amount,
            'ref_trading_id' => $base->tradingId ?? '',
            'payment_class' => ($facts['payment_class'] ?? '') === '' ? '10' : $facts['payment_class'],
            '3dsecure_ryaku' => '1',
        ];
        $split = $facts['split_count'] ?? '';

        return $split === '' ? $fields : $fields + ['split_count' => ltrim($split, '0')];
    }

    /**
     * Without an amount the whole sale goes back.
     *
     * @return array<string, int>
     */
    private static function refundOf(Intent $intent, ?Payment $base): array
    {
        if ($intent->operation !== 'refund_partial') {
            return [];
        }

        return ['amount' => ($base ?? throw new \LogicException('the payment to refund in part is not known'))->amount - $intent->amount];
    }
}
