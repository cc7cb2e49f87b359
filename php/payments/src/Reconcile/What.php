<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

/** What a row of the report is about. Text: "reconcile.what.<value>". */
enum What: string
{
    /** A telegram whose worker died. */
    case Lease = 'lease';
    /** A telegram without an answer. */
    case Unknown = 'unknown';
    /** An attempt of a customer left open beyond its time. */
    case Attempt = 'attempt';
    /** A closed attempt on whose trading_id money has surfaced. */
    case Fenced = 'fenced';
    /** Money that nobody asked for. */
    case Surplus = 'surplus';
    /** The old payment of an amendment that still holds money. */
    case Superseded = 'superseded';
    /** A payment that had to be looked at again. */
    case Payment = 'payment';
    /** Order and payment disagree. */
    case Order = 'order';
    /** Something the shop has not done yet. */
    case Effect = 'effect';
    /** A stored notice that was not applied yet. */
    case Notice = 'notice';
    /** The reconciler itself failed. */
    case Failure = 'failure';
}
