<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** What can be done with a payment. */
enum Operation: string
{
    /** A method's own telegram that makes the payment; nothing a shop chooses. */
    case Apply = 'apply';
    /** 売上: sell an authorization. */
    case Capture = 'capture';
    /** 取消 of an authorization. */
    case Cancel = 'cancel';
    /** 取消 of a whole sale: the money goes back. */
    case Refund = 'refund';
    /** オーソリ変更, 売上変更 to a lower amount. */
    case AmendDown = 'amend_down';
    /** オーソリ変更, 売上変更 to a higher amount; cards only. */
    case AmendUp = 'amend_up';
    /** Paidy's way to a lower amount: refund the difference. */
    case RefundPartial = 'refund_partial';

    /** @return list<self> what a shop can ask for */
    public static function ofShop(): array
    {
        return [self::Capture, self::Cancel, self::Refund, self::AmendDown, self::AmendUp, self::RefundPartial];
    }

    /** True when another amount is the point of it. */
    public function changesAmount(): bool
    {
        return match ($this) {
            self::AmendDown, self::AmendUp, self::RefundPartial => true,
            default => false,
        };
    }
}
