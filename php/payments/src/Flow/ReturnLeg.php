<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Method\ReturnUrls;

/** The return addresses of one leg of an attempt; the journal keeps only the leg's hash. */
final class ReturnLeg implements ReturnUrls
{
    private bool $used = false;

    public function __construct(
        private readonly ReturnDoor $door,
        private readonly string $attemptId,
        #[\SensitiveParameter]
        private readonly string $leg,
    ) {}

    public function to(string $door, #[\SensitiveParameter] array $carry = []): string
    {
        $this->used = true;

        return $this->door->url($this->attemptId, $door, $this->leg, $carry);
    }

    /** Whether an address of this leg was given out. */
    public function wasUsed(): bool
    {
        return $this->used;
    }

    public function hashed(): string
    {
        return self::hash($this->leg);
    }

    public static function hash(#[\SensitiveParameter] string $leg): string
    {
        return hash('sha256', $leg);
    }
}
