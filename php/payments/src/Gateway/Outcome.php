<?php

declare(strict_types=1);

namespace Paygent\Payments\Gateway;

/** What became of a telegram (design-payments "An intent's life"). */
enum Outcome: string
{
    /** Paygent's own answer arrived: it has a `result`. */
    case Answered = 'answered';
    /** It certainly never reached Paygent. */
    case NotSent = 'not_sent';
    /** Anything else: ask 094 before deciding (money rule 2). */
    case Unknown = 'unknown';
}
