<?php

declare(strict_types=1);

namespace Paygent\Payments\Card;

/** What became of a wish about stored cards. */
enum CardsOutcome
{
    /** Paygent's list is as wished. */
    case Done;
    /** Paygent, or we, said no; nothing changed. */
    case Refused;
    /** Nobody knows: the answer was lost, and asking did not tell. The list will. */
    case Unknown;
}
