<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

/** Where a fact about a payment comes from. */
enum Source: string
{
    /** The answer to our own telegram. */
    case Answer = 'answer';
    /** Telegram 094. */
    case Inquiry = 'inquiry';
    /** A difference notice, pushed or fetched by 091; its status is not covered by the hash. */
    case Notice = 'notice';
}
