<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** New totals an operation can have, yen, both included; empty when $lowest is above $highest. */
final class AmountRange
{
    public function __construct(
        public readonly int $lowest,
        public readonly int $highest,
    ) {}

    public function contains(int $amount): bool
    {
        return $amount >= $this->lowest && $amount <= $this->highest;
    }
}
