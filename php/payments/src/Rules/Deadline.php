<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** A date to show: Paygent's status or answer decides, not this. */
final class Deadline
{
    /** @param int $at epoch ms, the last moment that is still in time */
    public function __construct(
        public readonly int $at,
        public readonly Reason $label,
    ) {}
}
