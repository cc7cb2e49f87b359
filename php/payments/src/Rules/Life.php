<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** What a payment's status says about its money. */
enum Life: string
{
    /** Nothing held or paid, but the customer can still pay. */
    case Open = 'open';
    /** Authorized: money is held. */
    case Held = 'held';
    /** Paid, or sold; a refund on its way still counts as paid. */
    case Paid = 'paid';
    /** Money is held or taken, but not to be told which; or a status nobody explains. */
    case Unclear = 'unclear';
    /** Paygent is about to finish its end; it does not come back to life. */
    case Ending = 'ending';
    /** No money held or taken. */
    case Ended = 'ended';

    /** Money is held or taken, or may be: a second such payment of one order is surplus. */
    public function holdsMoney(): bool
    {
        return $this === self::Held || $this === self::Paid || $this === self::Unclear;
    }

    /** Money is held or taken, or may still come: the order can live by this payment. */
    public function isAlive(): bool
    {
        return $this === self::Open || $this->holdsMoney();
    }
}
