<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Step;

/** The order is placed; show and mail how to pay. */
final class Instructions implements Step
{
    /**
     * @param array<string, string> $lines label (locale key, e.g. "receipt_number") => value
     * @param int|null $limitAt last moment to pay, epoch ms
     * @param list<string> $notes sentences to show below the lines, in order (locale keys): the store's
     *     steps, what to mind
     * @param list<string> $private labels whose values are personal data (a telephone number): shown
     *     and mailed, never stored by the engine
     */
    public function __construct(
        #[\SensitiveParameter]
        public readonly array $lines,
        public readonly ?int $limitAt,
        public readonly array $notes = [],
        public readonly array $private = [],
    ) {}

    /** @return array<string, string> the lines that may be stored */
    public function storable(): array
    {
        return array_diff_key($this->lines, array_flip($this->private));
    }

    /** @return array{labels: list<string>} no values: the number is enough to pay, or to look a person up */
    public function __debugInfo(): array
    {
        return ['labels' => array_keys($this->lines)];
    }
}
