<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

/** What a run may do. */
enum Mode
{
    /** Settles what can be settled. */
    case Settle;
    /**
     * Only looks: writes nothing, tells the shop nothing, sends nothing but telegram 094, which changes
     * nothing at Paygent. Its report says what Paygent shows and what a real run would take up.
     */
    case DryRun;
}
