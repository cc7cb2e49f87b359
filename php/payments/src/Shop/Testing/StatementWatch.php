<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop\Testing;

/**
 * Counts the statements of the connections it watches, and ends the process, or fails, before one of them.
 *
 * A shop on DBAL puts a WatchMiddleware on its connection; any other calls before() ahead of every
 * statement, BEGIN, COMMIT and ROLLBACK included.
 */
final class StatementWatch
{
    private int $seen = 0;

    /** @param callable(): void $strike */
    private function __construct(private readonly int $number, private readonly mixed $strike) {}

    public static function idle(): self
    {
        return new self(0, static function (): void {});
    }

    /** The process dies as by kill -9 before statement $number, counted from 1. */
    public static function killBefore(int $number): self
    {
        return new self($number, static function (): void {
            posix_kill(posix_getpid(), SIGKILL);
        });
    }

    /** Statement $number, counted from 1, fails. */
    public static function failAt(int $number): self
    {
        return new self($number, static function (): void {
            throw new BrokenStatement('the contract breaks this statement');
        });
    }

    public function before(): void
    {
        if (++$this->seen === $this->number) {
            ($this->strike)();
        }
    }

    /** Whether the statement to strike was reached. */
    public function hasStruck(): bool
    {
        return $this->number > 0 && $this->seen >= $this->number;
    }
}
