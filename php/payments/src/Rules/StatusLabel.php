<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** One ペイジェント状況; an empty text is printed as nothing. */
final class StatusLabel
{
    public function __construct(
        public readonly string $listJa,
        public readonly string $listEn,
        public readonly string $orderJa,
        public readonly string $orderEn,
    ) {}
}
