<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** One telegram of an operation. */
final class TelegramStep
{
    /** @param string $kind three-digit telegram kind */
    public function __construct(
        public readonly string $kind,
        public readonly Target $target,
    ) {}
}
