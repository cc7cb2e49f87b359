<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** What the status by 094 says about a telegram whose answer was lost (design-payments "Settling an unknown"). */
enum Settlement: string
{
    case Done = 'done';
    case NotDone = 'not_done';
    /** Not decided yet: ask 094 again later. */
    case AskAgain = 'ask_again';
    /** Paygent stopped half way: the engine sends the same telegram again. */
    case SendAgain = 'send_again';
    /** The status fits neither: a person must look. */
    case Attention = 'attention';
}
