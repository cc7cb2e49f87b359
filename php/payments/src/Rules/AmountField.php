<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** What the operation's first telegram says as its amount. */
enum AmountField
{
    case None;
    /** The new total. */
    case NewTotal;
    /** What the new total is lower (342). */
    case Difference;
}
