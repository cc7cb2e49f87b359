<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** What 094 must confirm before an operation's first telegram. */
enum Fact
{
    case Status;
    case Amount;
    case PaymentClass;
}
