<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** What a payment is to its order (design-payments "Tables"). */
enum Role: string
{
    /** The payment the order lives by. */
    case Current = 'current';
    /** Applied for, nothing held or paid yet. */
    case Pending = 'pending';
    /** Replaced by an amendment. */
    case Superseded = 'superseded';
    /** Money nobody asked for: must go back. */
    case Surplus = 'surplus';
    /** No attempt of ours fits. */
    case Unmatched = 'unmatched';
}
