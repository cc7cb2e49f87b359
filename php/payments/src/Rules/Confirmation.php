<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** Whether 094 has confirmed the status that is judged. */
enum Confirmation
{
    /** Nobody has asked since the status became known. */
    case NotAsked;
    /** The status, amount and clear_detail are those of a 094. */
    case Confirmed;
    /** Asked, but no answer, an error, or an empty status. */
    case NoAnswer;
}
