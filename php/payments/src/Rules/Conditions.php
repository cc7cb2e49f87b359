<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Support\JapanTime;

/** The conditions that can refuse an operation; each answers a reason, or null when it holds. */
final class Conditions
{
    /** Life of a reference to an older payment (ref_trading_id), months. */
    private const REFERENCE_MONTHS = 14;

    /** @param int $highestAmount yen: the contract's limit for one card payment */
    public function __construct(private readonly int $highestAmount) {}

    public function refusal(
        Condition $condition,
        Operation $operation,
        PaymentState $payment,
        OrderSnapshot $order,
        int $now,
    ): ?Reason {
        return match ($condition) {
            Condition::OrderTotalEqualsAmount => $this->unless(
                $order->amount === $payment->amount,
                'amend_first',
                $payment,
                $order,
            ),
            Condition::OrderTotalEqualsAmountElseAmend => $this->otherTotal($payment, $order),
            Condition::OrderTotalNotHigher => $this->notHigher($payment, $order),
            Condition::NewTotalLower => $this->unless(
                $order->amount >= 1 && $order->amount < $payment->amount,
                'not_lower',
                $payment,
                $order,
            ),
            Condition::NewTotalHigherWithinLimit => $this->unless(
                $order->amount > $payment->amount && $order->amount <= $this->highestAmount,
                'not_higher',
                $payment,
                $order,
            ),
            Condition::TradingIdWithin14Months => $this->oldReference($payment, $now),
            Condition::PayerNotCreditCard => $this->payer($payment, '02', 'payer_credit_card'),
            Condition::PayerNotWebMoney => $this->payer($payment, '03', 'payer_web_money'),
            Condition::NotAmendedBefore => $payment->amended === 0 ? null : Reason::text('rules.refused.amended_before'),
            Condition::RepeatOfSale, Condition::RepeatOfCancel, Condition::RepeatOfRefund => $this->repeat($operation, $payment),
            Condition::RepeatOfAmendment => $payment->begun === $operation && $payment->begunAmount !== null
                ? null
                : Reason::text('rules.refused.not_begun_here'),
            default => null,
        };
    }

    /** Amounts the operation can have; null when it has none to choose. */
    public function newAmount(Condition $condition, PaymentState $payment): ?AmountRange
    {
        return match ($condition) {
            Condition::NewTotalLower => new AmountRange(1, $payment->amount - 1),
            Condition::NewTotalHigherWithinLimit => new AmountRange($payment->amount + 1, $this->highestAmount),
            Condition::RepeatOfAmendment => $payment->begunAmount === null
                ? null
                : new AmountRange($payment->begunAmount, $payment->begunAmount),
            default => null,
        };
    }

    /** A lower total goes by 売上変更 unless the payment cannot be amended (au paid by credit card). */
    private function otherTotal(PaymentState $payment, OrderSnapshot $order): ?Reason
    {
        $key = match (true) {
            $order->amount > $payment->amount => 'total_higher',
            \in_array($payment->paymentClass, ['02', '03'], true) => 'total_not_amendable',
            $payment->amended > 0 && $payment->carrier !== '5' => 'total_not_amendable',
            default => 'total_lower',
        };

        return $this->unless($order->amount === $payment->amount, $key, $payment, $order);
    }

    /** A total of 0 leaves nothing to sell: the way there is 取消. */
    private function notHigher(PaymentState $payment, OrderSnapshot $order): ?Reason
    {
        return $this->unless($order->amount >= 1, 'nothing_to_sell', $payment, $order)
            ?? $this->unless($order->amount <= $payment->amount, 'total_higher', $payment, $order);
    }

    private function oldReference(PaymentState $payment, int $now): ?Reason
    {
        if ($payment->appliedAt === null) {
            return null;
        }

        return $now <= JapanTime::addMonths($payment->appliedAt, self::REFERENCE_MONTHS)
            ? null
            : Reason::text('rules.refused.trading_id_old');
    }

    private function payer(PaymentState $payment, string $excluded, string $key): ?Reason
    {
        return match ($payment->paymentClass) {
            // Confirmed by 094 before the first telegram, and judged again then.
            null => null,
            $excluded => Reason::text('rules.refused.' . $key),
            default => null,
        };
    }

    /**
     * An interrupted operation is only repeated as what it was. The journal knows it when it was ours;
     * one begun in Paygent Online was a cancel of an authorization while nothing was sold.
     */
    private function repeat(Operation $operation, PaymentState $payment): ?Reason
    {
        $begun = $payment->begun ?? match (true) {
            $operation === Operation::Capture, $payment->carrier === '' => $operation,
            $payment->soldAt === null => Operation::Cancel,
            default => Operation::Refund,
        };

        return $begun === $operation ? null : Reason::text('rules.refused.not_begun_here');
    }

    private function unless(bool $holds, string $key, PaymentState $payment, OrderSnapshot $order): ?Reason
    {
        return $holds ? null : Reason::text('rules.refused.' . $key, [
            'total' => number_format($order->amount),
            'amount' => number_format($payment->amount),
            'limit' => number_format($this->highestAmount),
        ]);
    }
}
