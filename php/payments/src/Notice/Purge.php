<?php

declare(strict_types=1);

namespace Paygent\Payments\Notice;

use Paygent\Payments\Journal\Notices;
use Paygent\Payments\Support\Clock;

/** Deletes stored notices by age; what they did stays in payments, effects and audit. */
final class Purge
{
    /** As long as Paygent itself keeps them: before that a deleted one would look like a hole. */
    public const SHORTEST_DAYS = 7;

    /**
     * @param int $extraDays beyond those seven
     *
     * @throws \InvalidArgumentException for less than none
     */
    public function __construct(
        private readonly Notices $notices,
        private readonly Clock $clock,
        private readonly int $extraDays = 23,
    ) {
        if ($extraDays < 0) {
            throw new \InvalidArgumentException('stored notices are kept for at least 7 days');
        }
    }

    /** @return int how many were deleted; those still waiting to be applied stay */
    public function run(): int
    {
        return $this->notices->purge($this->clock->now() - (self::SHORTEST_DAYS + $this->extraDays) * 86_400_000);
    }
}
