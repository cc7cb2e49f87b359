<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** Things that are counted, not kept: refused notices, runs. */
final class Counters
{
    public function __construct(private readonly Database $database) {}

    public function count(string $name, int $now): void
    {
        $this->database->insertOnce('counter', ['name' => $name, 'amount' => 0, 'last_at' => 0]);
        $this->database->execute('UPDATE {counter} SET amount = amount + 1, last_at = ? WHERE name = ?', [$now, $name]);
    }

    public function amount(string $name): int
    {
        return $this->database->int('SELECT amount FROM {counter} WHERE name = ?', [$name]);
    }

    /**
     * A lease by name, so that one worker does a thing at a time.
     *
     * @return bool true when it is ours until $now + $leaseMs
     */
    public function lease(string $name, int $now, int $leaseMs): bool
    {
        $this->database->insertOnce('counter', ['name' => $name, 'amount' => 0, 'last_at' => 0]);

        return $this->database->execute(
            'UPDATE {counter} SET amount = amount + 1, last_at = ? WHERE name = ? AND last_at < ?',
            [$now + $leaseMs, $name, $now],
        ) === 1;
    }

    public function free(string $name): void
    {
        $this->database->change('counter', ['last_at' => 0], ['name' => $name]);
    }
}
