<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

/** When to look again: the older a thing is, the longer the pause. */
final class Pause
{
    private const SHORTEST_MS = 300_000;
    private const LONGEST_MS = 12 * 3_600_000;

    /** Between two looks at a fenced trading_id. */
    public const WATCH_MS = 6 * 3_600_000;

    /** How long a claimed row is left alone, should its worker die. */
    public const CLAIM_MS = 300_000;

    /**
     * Half the age, within bounds.
     *
     * @param int $since epoch ms, when it began
     *
     * @return int epoch ms
     */
    public static function after(int $since, int $now): int
    {
        return $now + max(self::SHORTEST_MS, min(self::LONGEST_MS, intdiv($now - $since, 2)));
    }
}
