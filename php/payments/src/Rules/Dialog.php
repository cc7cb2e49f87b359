<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** What the operator must be told, and agree to, before an operation. */
enum Dialog: string
{
    /** 103: the new amount is sold at once. */
    case SellsAtOnce = 'sells_at_once';
    /** Paidy: sold at the full amount, then the difference is refunded; both amounts are named. */
    case SoldInFullThenRefunded = 'sold_in_full_then_refunded';
    /** The new payment has no 3-D Secure: no protection against chargebacks. */
    case WithoutThreeDSecure = 'without_three_d_secure';
    /** Old and new amount are held or charged for a moment. */
    case BothAmountsForAMoment = 'both_amounts_for_a_moment';
}
