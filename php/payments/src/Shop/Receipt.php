<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop;

/**
 * Proof of "once": compare-and-set statements on the engine's tables, run by the shop inside its own
 * transaction (design-payments "Effects: once").
 *
 * Where the shop's data base is another one, it must be idempotent by the effect's key and calls
 * nothing here: the engine then writes the receipt itself after apply() returns.
 */
final class Receipt
{
    private bool $used = false;

    /** @param non-empty-list<array{string, list<string|int>}> $statements SQL with `?`, and its values */
    public function __construct(private readonly array $statements) {}

    /**
     * Runs the statements through the shop's connection.
     *
     * @param callable(string, list<string|int>): (int|string) $execute runs one statement with positional
     *     values and answers the number of rows changed, e.g. `$connection->executeStatement(...)`
     *
     * @return bool true when this is the first time: go on and commit; false: roll back, it is done
     */
    public function claim(callable $execute): bool
    {
        $this->used = true;
        foreach ($this->statements as [$sql, $values]) {
            if ((int) $execute($sql, $values) !== 1) {
                return false;
            }
        }

        return true;
    }

    /** Whether claim() was called: if not, the shop lives in another data base. */
    public function wasUsed(): bool
    {
        return $this->used;
    }
}
