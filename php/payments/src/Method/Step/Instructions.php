<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Step;

/** The order is placed; show and mail how to pay. */
final class Instructions implements Step
{
    /**
     * @param array<string, string> $lines label (locale key, e.g. "receipt_number") => value
     * @param int|null $limitAt last moment to pay, epoch ms
     */
    public function __construct(
        public readonly array $lines,
        public readonly ?int $limitAt,
    ) {
    }
}
