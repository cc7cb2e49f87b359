<?php

declare(strict_types=1);

/** @param list<float> $values at least one */
function median(array $values): float
{
    $values !== [] || throw new InvalidArgumentException('nothing was measured');
    sort($values);
    $middle = intdiv(count($values), 2);

    return count($values) % 2 === 1 ? $values[$middle] : ($values[$middle - 1] + $values[$middle]) / 2;
}

/**
 * Microseconds of each of $count calls, after $warmUp calls that are not counted.
 *
 * @param callable(): mixed $call
 *
 * @return list<float>
 */
function measure(callable $call, int $warmUp, int $count): array
{
    for ($i = 0; $i < $warmUp; $i++) {
        $call();
    }
    $microseconds = [];
    for ($i = 0; $i < $count; $i++) {
        $started = hrtime(true);
        $call();
        $microseconds[] = (hrtime(true) - $started) / 1000;
    }

    return $microseconds;
}

/** One measured figure for the table, as a line of JSON. */
function figure(string $name, float $value): void
{
    echo json_encode(['figure' => $name, 'value' => $value], JSON_THROW_ON_ERROR), "\n";
}
