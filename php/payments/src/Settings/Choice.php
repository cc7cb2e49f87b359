<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** One value of a radio or checkbox setting. */
final class Choice
{
    /** @param SystemType|null $system the only system type that offers it; null: both */
    public function __construct(
        public readonly string $ja,
        public readonly string $en,
        public readonly ?SystemType $system = null,
    ) {}
}
