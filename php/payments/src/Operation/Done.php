<?php

declare(strict_types=1);

namespace Paygent\Payments\Operation;

/** How an operation ended, as far as it is known now. */
enum Done: string
{
    case Done = 'done';
    /** Paygent refused; nothing has changed. */
    case Refused = 'refused';
    /** Not allowed now; nothing was sent. */
    case NotAllowed = 'not_allowed';
    /** Nothing left the shop. */
    case NotSent = 'not_sent';
    /** No answer yet: 確認中; the reconciler goes on. */
    case Unknown = 'unknown';
    /** Partly done: a person must look. */
    case Attention = 'attention';
}
