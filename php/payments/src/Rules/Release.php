<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** Whether stock and points of the attempt are given back. */
enum Release: string
{
    case No = 'no';
    /** Given back, once; never when the goods are gone (checked again by whoever does it). */
    case YesUnlessShipped = 'yes_unless_shipped';
}
