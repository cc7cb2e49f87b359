<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** The life of one state-changing telegram (design-payments "An intent's life"). */
enum IntentState: string
{
    case Planned = 'planned';
    case Sending = 'sending';
    case Answered = 'answered';
    case NotSent = 'not_sent';
    case Unknown = 'unknown';
    case SettledDone = 'settled_done';
    case SettledNotDone = 'settled_not_done';
    case Attention = 'attention';

    /** Open ones hold the lock of their payment or attempt. */
    public function isOpen(): bool
    {
        return match ($this) {
            self::Planned, self::Sending, self::Unknown, self::Attention => true,
            default => false,
        };
    }
}
