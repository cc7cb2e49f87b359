<?php

declare(strict_types=1);

namespace Paygent\Payments\Method;

/** Where an attempt is. The first four are open: they keep the order's one open slot. */
enum AttemptState: string
{
    /** Made; its telegrams are being sent, or the customer may correct an input (2003). */
    case Open = 'open';
    /** The customer is on pages of Paygent, a bank, a carrier, Paidy. */
    case Away = 'away';
    /** The answer to an application was lost: 確認中. */
    case Confirming = 'confirming';
    /** The order is placed, the customer pays later (store, ATM, bank transfer). */
    case Waiting = 'waiting';
    /** A person must look; keeps the slot as well. */
    case Attention = 'attention';
    /** The payment is made (authorized or paid). */
    case Placed = 'placed';
    /** Refused by Paygent, the bank, the carrier. */
    case Refused = 'refused';
    /** Its page or payment limit passed without money. */
    case Expired = 'expired';
    /** Given up by the customer, or replaced by a newer attempt. */
    case Abandoned = 'abandoned';
    /** Placed, and its payment ended later: cancelled, refunded, expired. */
    case Ended = 'ended';

    /** Closed without a payment: money that still surfaces on its trading_id goes back. */
    public function isFenced(): bool
    {
        return match ($this) {
            self::Refused, self::Expired, self::Abandoned => true,
            default => false,
        };
    }

    public function isOpen(): bool
    {
        return match ($this) {
            self::Open, self::Away, self::Confirming, self::Waiting, self::Attention => true,
            default => false,
        };
    }
}
