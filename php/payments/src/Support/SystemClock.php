<?php

declare(strict_types=1);

namespace Paygent\Payments\Support;

use Psr\Clock\ClockInterface;

/** The machine's time. */
final class SystemClock implements ClockInterface
{
    public function now(): \DateTimeImmutable
    {
        return new \DateTimeImmutable();
    }
}
