<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

use Paygent\Payments\Support\Texts;

/** A sentence for the shop's staff in both languages. */
final class Reason
{
    public function __construct(
        public readonly string $ja,
        public readonly string $en,
    ) {}

    /**
     * @param string $key of data/texts/rules.*.php
     * @param array<string, string|int> $values
     */
    public static function text(string $key, array $values = []): self
    {
        return new self(Texts::get($key, 'ja', $values), Texts::get($key, 'en', $values));
    }
}
