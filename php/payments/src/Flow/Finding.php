<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

/** What 094 found out (design-payments "Settling an unknown"). */
enum Finding
{
    case Found;
    /** 13001: proves nothing while the request may still be travelling. */
    case NoSuchPayment;
    /** 13002: never choose one. */
    case Several;
    /** Empty status, authentication error, maintenance, no answer. */
    case NoEvidence;
}
