<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Step;

/** What the customer may do after a refusal. */
enum Retry
{
    /** Correct the input and go on in the same attempt (2003). */
    case SameAttempt;
    /** Try again, also with the same method. */
    case Again;
    /** Choose another card or method. */
    case OtherMethod;
    /** Nothing: the shop must act first. */
    case None;
}
