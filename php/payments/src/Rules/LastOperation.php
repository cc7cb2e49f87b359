<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** The shop's last operation on a payment that is known to be done, or the one under way (status_labels.csv). */
enum LastOperation: string
{
    case None = 'none';
    case Capture = 'capture';
    case Cancel = 'cancel';
    case Refund = 'refund';
    /** A card amended in 20. */
    case AmendAuthorization = 'amend_authorization';
    /** A card amended in 40; every 103, which sells. */
    case AmendSale = 'amend_sale';
    case RefundPartial = 'refund_partial';
    case AmendAuthorizationRunning = 'amend_authorization_running';
    case AmendSaleRunning = 'amend_sale_running';
    /** An operation or application without an answer: 確認中. */
    case Unknown = 'unknown';

    /**
     * The label's context after an operation that is done.
     *
     * @param string $paymentType of the payment
     * @param string $before status in which the operation began
     */
    public static function done(Operation $operation, string $paymentType, string $before): self
    {
        return match ($operation) {
            Operation::Apply => self::None,
            Operation::Capture => self::Capture,
            Operation::Cancel => self::Cancel,
            Operation::Refund => self::Refund,
            Operation::RefundPartial => self::RefundPartial,
            Operation::AmendDown, Operation::AmendUp => $paymentType === '02' && $before === '20'
                ? self::AmendAuthorization
                : self::AmendSale,
        };
    }
}
