<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Settings\Settings;

/**
 * Until when money may still come by an attempt that shows none. Where Paygent or the method named a
 * limit, that one counts; else the life of the page the customer is on, or the time in which an input
 * may be corrected (2003).
 */
final class AttemptLimit
{
    /** After a wrong input (2003), or when the customer's browser died between two telegrams. */
    private const CORRECTION_MS = 30 * 60_000;

    /**
     * d払い ends its own after 45 minutes, SoftBank after 50, au after 30 (carrier 6); Paidy's window and
     * 3-D Secure work for 30.
     */
    private const PAGE_MS = 60 * 60_000;

    /** A request that is still travelling when we give up waiting has arrived by then. */
    public const TRAVELLING_MS = 600_000;

    /**
     * @param int $lastTelegramAt epoch ms when the attempt's last telegram was sent, or the attempt made
     *
     * @return int epoch ms
     */
    public static function of(Attempt $attempt, Settings $settings, int $lastTelegramAt, int $timeoutMs): int
    {
        $arrived = $lastTelegramAt + $timeoutMs + self::TRAVELLING_MS;

        return max($arrived, match ($attempt->state) {
            AttemptState::Open => $lastTelegramAt + self::CORRECTION_MS,
            AttemptState::Away => self::page($attempt, $settings, $lastTelegramAt) + self::TRAVELLING_MS,
            AttemptState::Waiting => ($attempt->limitAt ?? 0) + self::TRAVELLING_MS,
            default => 0,
        });
    }

    private static function page(Attempt $attempt, Settings $settings, int $begun): int
    {
        return $attempt->limitAt ?? $begun + match (true) {
            $attempt->method->isLink() => $settings->link->paymentTermDays * 86_400_000,
            $attempt->method === MethodId::BankNet => ($settings->bankNet->termDays + 1) * 86_400_000,
            default => self::PAGE_MS,
        };
    }
}
