<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

/** What remains to do about a row. Text: "reconcile.todo.<value>". */
enum ToDo: string
{
    /** Nothing: it is settled. */
    case Nothing = 'nothing';
    /** Nothing yet: the reconciler asks again by itself. */
    case Wait = 'wait';
    /** A real run takes it up (dry run only). */
    case Run = 'run';
    /** A person must look in ペイジェントオンライン. */
    case Look = 'look';
    /** Sell the authorization, or take "paid" back. */
    case Capture = 'capture';
    /** Change the payment's amount, or put the order's total back. */
    case Amend = 'amend';
    /** Cancel or refund the payment, or take the order up again. */
    case GiveBack = 'give_back';
    /** See why the shop cannot do it: the error stands in the table of effects. */
    case Shop = 'shop';

    /** Whether somebody has to do something. */
    public function isForPeople(): bool
    {
        return match ($this) {
            self::Nothing, self::Wait, self::Run => false,
            default => true,
        };
    }
}
