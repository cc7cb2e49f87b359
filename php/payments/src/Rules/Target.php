<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** Which payment a telegram of an operation is about. */
enum Target: string
{
    case Current = 'current';
    /** The payment that the operation makes. */
    case New = 'new';
    /** The payment that the operation replaces. */
    case Old = 'old';
}
