<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

/** Choices that come out the same for the same seed and the same name, whatever other actors do. */
final class Dice
{
    private int $thrown = 0;

    public function __construct(public readonly int $seed, private readonly string $name) {}

    /**
     * From $low to $high, both included.
     *
     * @phpstan-impure
     */
    public function number(int $low, int $high): int
    {
        $bytes = hash('sha256', "$this->seed:$this->name:" . ++$this->thrown, true);
        $parts = unpack('J', "\0\0" . substr($bytes, 0, 6));

        return $low + (\is_array($parts) && \is_int($parts[1]) ? $parts[1] : 0) % ($high - $low + 1);
    }

    /**
     * True so many times of a hundred.
     *
     * @phpstan-impure
     */
    public function chance(int $percent): bool
    {
        return $this->number(1, 100) <= $percent;
    }

    /**
     * @template T
     *
     * @param non-empty-list<T> $choices
     *
     * @return T
     */
    public function of(array $choices): mixed
    {
        return $choices[$this->number(0, \count($choices) - 1)];
    }

    /**
     * @template K of array-key
     *
     * @param non-empty-array<K, int> $weights
     *
     * @return K
     */
    public function weighted(array $weights): int|string
    {
        $left = $this->number(1, array_sum($weights));
        foreach ($weights as $choice => $weight) {
            $left -= $weight;
            if ($left <= 0) {
                return $choice;
            }
        }

        return array_key_first($weights);
    }
}
