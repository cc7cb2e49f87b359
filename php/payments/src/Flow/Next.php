<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

/** How an unknown telegram was settled. */
enum Next
{
    case Done;
    case NotDone;
    /** Paygent stopped half way (30, 42, 50): the same telegram again, by the engine only (money rule 1). */
    case SendAgain;
}
