<?php

declare(strict_types=1);

namespace Paygent\Payments\Notice;

/** What is answered to Paygent: nothing but this body, HTTP 200, text/plain (difference-notification 3.2). */
enum Reply: string
{
    /** Stored, now or before. */
    case Taken = 'result=0';
    /** Not authentic, or not stored: Paygent sends it again. */
    case Failed = 'result=1';

    public function body(): string
    {
        return $this->value;
    }
}
