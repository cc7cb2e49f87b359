<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** What a payment's status does to its order; each happens once. */
enum OrderEffect: string
{
    case None = 'none';
    /** A person must look. */
    case Attention = 'attention';
    case CompleteOrder = 'complete_order';
    /** Completes an order that is not complete yet, too. */
    case MarkPaid = 'mark_paid';
    case CancelOrder = 'cancel_order';
}
