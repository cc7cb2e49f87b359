<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

/** A return address that this shop made, opened. */
final class OpenedReturn
{
    /** @param array<string, string> $carried */
    public function __construct(
        public readonly string $attemptId,
        public readonly string $door,
        public readonly string $legHash,
        #[\SensitiveParameter]
        public readonly array $carried,
    ) {}
}
