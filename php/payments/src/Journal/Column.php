<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** Whether a column may be NULL. @internal */
enum Column
{
    case Required;
    case Optional;
}
