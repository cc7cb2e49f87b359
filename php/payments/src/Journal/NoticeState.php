<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** Where a notice is on its way. */
enum NoticeState: string
{
    case New = 'new';
    /** Something must be known or done first; tried again. */
    case Waiting = 'waiting';
    case Applied = 'applied';
    /** A person was told. */
    case Attention = 'attention';
    /** A number in the row for which Paygent has no record (any more), or another site's. */
    case Missing = 'missing';
}
