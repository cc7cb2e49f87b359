<?php

declare(strict_types=1);

namespace Paygent\Payments\Support;

use Psr\Clock\ClockInterface;

/** A PSR-20 clock in the engine's unit. */
final class Clock
{
    public function __construct(private readonly ClockInterface $clock) {}

    /** Epoch milliseconds, UTC. */
    public function now(): int
    {
        return (int) $this->clock->now()->format('Uv');
    }
}
