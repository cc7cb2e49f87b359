<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\Step;

/** The step that an attempt's state stands for, without sending anything: reloads, replays, other tabs. */
final class Present
{
    public static function stepOf(Attempt $attempt): Step
    {
        return match ($attempt->state) {
            AttemptState::Placed, AttemptState::Ended => $attempt->instructions === null ? new Done() : self::instructions($attempt),
            AttemptState::Waiting => self::instructions($attempt),
            AttemptState::Refused => self::refused($attempt, Retry::Again),
            AttemptState::Expired, AttemptState::Abandoned => self::refused($attempt, Retry::Again),
            AttemptState::Open, AttemptState::Away, AttemptState::Confirming, AttemptState::Attention => new BeingConfirmed(),
        };
    }

    private static function instructions(Attempt $attempt): Instructions
    {
        $lines = $attempt->instructions ?? [];
        $notes = array_values(array_filter(explode(' ', $lines['notes'] ?? ''), static fn (string $note): bool => $note !== ''));
        unset($lines['notes']);

        return new Instructions($lines, $attempt->limitAt, $notes);
    }

    private static function refused(Attempt $attempt, Retry $retry): Refused
    {
        [$text, $reason] = explode(' ', $attempt->reason . ' ', 2);

        return new Refused($text === '' ? 'checkout.' . $attempt->state->value : $text, trim($reason), $retry);
    }
}
