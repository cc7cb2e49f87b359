<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Rules\Life;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;

/**
 * An order as the shop has it beside its payments as the journal has them. Surplus and superseded
 * payments are not the order's: they are looked after on their own.
 */
final class Comparison
{
    private function __construct(
        public readonly Disagreement $disagreement,
        /** Yen: money at Paygent minus money the order asks for. */
        public readonly int $difference,
        public readonly ?Payment $payment,
    ) {}

    /**
     * Null: they agree.
     *
     * @param OrderSnapshot|null $order null: the shop has no such order
     * @param list<Payment> $payments of the order
     */
    public static function of(?OrderSnapshot $order, array $payments): ?self
    {
        $own = self::own($payments);
        $money = array_values(array_filter($own, static fn (Payment $payment): bool => self::life($payment)->holdsMoney()));
        $sum = array_sum(array_map(static fn (Payment $payment): int => $payment->amount, $money));

        return match (true) {
            $order === null => $money === [] ? null : new self(Disagreement::OrderGone, $sum, $money[0]),
            $order->state === OrderState::Cancelled => $money === []
                ? null
                : new self(Disagreement::CancelledWithMoney, $sum, $money[0]),
            \count($money) > 1 => new self(Disagreement::PaidTwice, $sum - $order->amount, $money[0]),
            $money === [] => self::withoutMoney($order, $own),
            default => self::withMoney($order, $money[0]),
        };
    }

    /**
     * @param list<Payment> $payments of an order
     *
     * @return list<Payment> those it lives by, or may
     */
    public static function own(array $payments): array
    {
        return array_values(array_filter(
            $payments,
            static fn (Payment $payment): bool => $payment->role === Role::Current || $payment->role === Role::Pending,
        ));
    }

    /** @param list<Payment> $own */
    private static function withoutMoney(OrderSnapshot $order, array $own): ?self
    {
        foreach ($own as $payment) {
            if ($order->state === OrderState::Placed && self::life($payment)->isAlive()) {
                return null;
            }
        }

        return match ($order->state) {
            OrderState::Paid => new self(Disagreement::PaidWithoutPayment, -$order->amount, $own[0] ?? null),
            OrderState::Placed => new self(Disagreement::PlacedWithoutPayment, -$order->amount, $own[0] ?? null),
            default => null,
        };
    }

    private static function withMoney(OrderSnapshot $order, Payment $payment): ?self
    {
        $life = self::life($payment);
        $difference = $payment->amount - $order->amount;

        return match (true) {
            $life === Life::Unclear => null,
            $difference !== 0 => new self(Disagreement::AmountDiffers, $difference, $payment),
            $life === Life::Paid && $order->state !== OrderState::Paid => new self(
                Disagreement::PaidNotMarked,
                $payment->amount,
                $payment,
            ),
            $life === Life::Held && $order->state === OrderState::Paid => new self(
                Disagreement::PaidNotCaptured,
                -$order->amount,
                $payment,
            ),
            $life === Life::Held && $order->state === OrderState::Purchasing => new self(
                Disagreement::NotCompleted,
                $payment->amount,
                $payment,
            ),
            default => null,
        };
    }

    private static function life(Payment $payment): Life
    {
        return Aliveness::of($payment->paymentType, $payment->status);
    }
}
