<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

/** How an order and its payments can disagree. Text: "reconcile.attention.<value>". */
enum Disagreement: string
{
    /** The payment is paid at the order's amount, the order is not. */
    case PaidNotMarked = 'paid_not_marked';
    /** The order is paid, no payment is. */
    case PaidWithoutPayment = 'paid_without_payment';
    /** The order is paid, the payment only authorized. */
    case PaidNotCaptured = 'paid_not_captured';
    /** The order is cancelled, money is held or taken. */
    case CancelledWithMoney = 'cancelled_with_money';
    /** Payment and order have different amounts. */
    case AmountDiffers = 'amount_differs';
    /** More than one payment holds money for the order. */
    case PaidTwice = 'paid_twice';
    /** Money is held, the order was never completed. */
    case NotCompleted = 'not_completed';
    /** The order is placed, no payment of it is alive. */
    case PlacedWithoutPayment = 'placed_without_payment';
    /** Money is held for an order that the shop no longer has. */
    case OrderGone = 'order_gone';

    public function toDo(): ToDo
    {
        return match ($this) {
            self::PaidNotMarked, self::NotCompleted, self::PaidWithoutPayment, self::PlacedWithoutPayment => ToDo::Look,
            self::PaidNotCaptured => ToDo::Capture,
            self::AmountDiffers => ToDo::Amend,
            self::CancelledWithMoney, self::PaidTwice, self::OrderGone => ToDo::GiveBack,
        };
    }
}
