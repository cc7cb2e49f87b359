<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** Whether an operation on the payment is under way or without an answer. */
enum OpenIntent
{
    case None;
    case Open;
}
