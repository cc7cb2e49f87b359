<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Doctrine\DBAL\Connection;
use Doctrine\DBAL\Exception\DriverException;
use Doctrine\DBAL\Exception\RetryableException;
use Doctrine\DBAL\Platforms\AbstractMySQLPlatform;
use Doctrine\DBAL\Platforms\AbstractPlatform;

/**
 * The engine's own connection (design-payments "Who owns what"). Never the shop's: what is committed
 * here must not wait for, or fall with, a transaction of the shop.
 *
 * @phpstan-type Value string|int|null
 * @phpstan-type Row array<string, string|int|float|bool|null>
 */
final class Database
{
    private const TRIES = 8;

    private bool $inside = false;

    private int $transactions = 0;

    private bool $ready = false;

    /** @var list<callable(): mixed> */
    private array $afterCommit = [];

    public function __construct(
        private readonly Connection $connection,
        public readonly string $prefix = 'paygent_',
    ) {
        if (preg_match('/^[a-z][a-z0-9_]{0,19}$/', $prefix) !== 1) {
            throw new \InvalidArgumentException('the table prefix may have a-z, 0-9 and _, at most 20 characters');
        }
    }

    /** @throws \LogicException when both are the same connection */
    public function assertNot(object $shopConnection): void
    {
        if ($shopConnection === $this->connection) {
            throw new \LogicException('the engine needs a database connection of its own, this is the shop\'s');
        }
    }

    public function connection(): Connection
    {
        $this->prepare();

        return $this->connection;
    }

    public function table(string $name): string
    {
        return $this->prefix . $name;
    }

    public function inTransaction(): bool
    {
        return $this->inside;
    }

    /** Which transaction is open, for what is true until it ends; 0 outside. */
    public function transactionNumber(): int
    {
        return $this->inside ? $this->transactions : 0;
    }

    /**
     * Runs database work in one transaction; repeats it after a deadlock or a lock that was not to be
     * had. So it may hold database work only, never a telegram.
     *
     * @template T
     *
     * @param callable(): T $work
     *
     * @return T
     */
    public function transaction(callable $work): mixed
    {
        if ($this->inside) {
            return $work();
        }
        for ($try = 1;; ++$try) {
            try {
                return $this->once($work);
            } catch (RetryableException $problem) {
                if ($try === self::TRIES) {
                    throw $problem;
                }
                usleep(random_int(1_000, 4_000) * $try * $try);
            }
        }
    }

    /**
     * Runs $work when the present transaction is committed, never if it is rolled back; at once outside of one.
     *
     * @param callable(): mixed $work
     */
    public function afterCommit(callable $work): void
    {
        if ($this->inside) {
            $this->afterCommit[] = $work;

            return;
        }
        $work();
    }

    /** @param array<string, Value> $values */
    public function insert(string $table, array $values): void
    {
        $this->execute($this->insertSql('INSERT INTO', $table, $values), array_values($values));
    }

    /**
     * Inserts unless a unique key has it already.
     *
     * @param array<string, Value> $values
     *
     * @return bool true when the row is new
     */
    public function insertOnce(string $table, array $values): bool
    {
        $sql = $this->isMysql()
            ? $this->insertSql('INSERT IGNORE INTO', $table, $values)
            : $this->insertSql('INSERT INTO', $table, $values) . ' ON CONFLICT DO NOTHING';

        return $this->execute($sql, array_values($values)) === 1;
    }

    /**
     * A conditional UPDATE: the engine's way to claim (design-payments "An intent's life").
     *
     * @param array<string, Value> $set
     * @param array<string, Value> $where equality; null is IS NULL
     *
     * @return int rows changed
     */
    public function change(string $table, array $set, array $where): int
    {
        $sets = [];
        $values = [];
        foreach ($set as $name => $value) {
            $sets[] = $name . ' = ?';
            $values[] = $value;
        }
        $conditions = [];
        foreach ($where as $name => $value) {
            $conditions[] = $name . ($value === null ? ' IS NULL' : ' = ?');
            if ($value !== null) {
                $values[] = $value;
            }
        }

        return $this->execute(\sprintf(
            'UPDATE %s SET %s WHERE %s',
            $this->table($table),
            implode(', ', $sets),
            implode(' AND ', $conditions),
        ), $values);
    }

    /**
     * @param string $sql `{name}` stands for the engine's table of that name
     * @param list<Value> $values
     *
     * @return int rows changed
     */
    public function execute(string $sql, array $values = []): int
    {
        return $this->asked(fn (Connection $on): int => (int) $on->executeStatement($this->named($sql), $values));
    }

    /**
     * @param list<Value> $values
     *
     * @return Row|null
     */
    public function row(string $sql, array $values = []): ?array
    {
        $row = $this->asked(fn (Connection $on): array|false => $on->fetchAssociative($this->named($sql), $values));
        if ($row === false) {
            return null;
        }

        /** @var Row $row */
        return $row;
    }

    /**
     * @param list<Value> $values
     *
     * @return list<Row>
     */
    public function rows(string $sql, array $values = []): array
    {
        /** @var list<Row> $rows */
        $rows = $this->asked(fn (Connection $on): array => $on->fetchAllAssociative($this->named($sql), $values));

        return $rows;
    }

    /** @param list<Value> $values */
    public function int(string $sql, array $values = []): int
    {
        $value = $this->asked(fn (Connection $on): mixed => $on->fetchOne($this->named($sql), $values));

        return is_numeric($value) ? (int) $value : 0;
    }

    public function platform(): AbstractPlatform
    {
        return $this->connection()->getDatabasePlatform();
    }

    public function isMysql(): bool
    {
        return $this->connection->getDatabasePlatform() instanceof AbstractMySQLPlatform;
    }

    public function isSqlite(): bool
    {
        return str_contains(strtolower($this->connection->getDatabasePlatform()::class), 'sqlite');
    }

    /**
     * @template T
     *
     * @param callable(): T $work
     *
     * @return T
     */
    private function once(callable $work): mixed
    {
        $this->asked(fn () => $this->begin());
        $this->inside = true;
        ++$this->transactions;
        $this->afterCommit = [];
        try {
            $result = $work();
            $this->commit();
        } catch (\Throwable $problem) {
            $this->rollBack();
            $this->afterCommit = [];

            throw $problem;
        } finally {
            $this->inside = false;
        }
        $this->committed();

        return $result;
    }

    /**
     * What fails on a lost connection is not repeated, but the next work has a new one. Not every driver tells.
     *
     * @template T
     *
     * @param callable(Connection): T $question
     *
     * @return T
     */
    private function asked(callable $question): mixed
    {
        try {
            return $question($this->connection());
        } catch (DriverException $problem) {
            if (!$this->inside && !$problem instanceof RetryableException && $this->isGone()) {
                $this->connection->close();
                $this->ready = false;
            }

            throw $problem;
        }
    }

    private function isGone(): bool
    {
        if (!$this->connection->isConnected()) {
            return true; // DBAL has closed it: to ask would open a new one behind our back
        }
        try {
            return $this->connection->fetchOne('SELECT 1') === false;
        } catch (\Throwable) {
            return true;
        }
    }

    private function committed(): void
    {
        [$works, $this->afterCommit] = [$this->afterCommit, []];
        foreach ($works as $work) {
            $work();
        }
    }

    private function begin(): void
    {
        if ($this->isSqlite()) {
            // A read that becomes a write later cannot wait for a lock: SQLite fails it at once.
            $this->connection()->executeStatement('BEGIN IMMEDIATE');

            return;
        }
        $this->connection()->beginTransaction();
    }

    private function commit(): void
    {
        if ($this->isSqlite()) {
            $this->connection->executeStatement('COMMIT');

            return;
        }
        $this->connection->commit();
    }

    private function rollBack(): void
    {
        try {
            if ($this->isSqlite()) {
                $this->connection->executeStatement('ROLLBACK');

                return;
            }
            if ($this->connection->isTransactionActive()) {
                $this->connection->rollBack();

                return;
            }
            // DBAL 3 takes a COMMIT that failed for the end of the transaction; the server may keep its locks.
            $this->connection->close();
            $this->ready = false;
        } catch (\Throwable) {
            // The connection is gone, and the transaction with it; the first error tells why.
            $this->connection->close();
            $this->ready = false;
        }
    }

    private function prepare(): void
    {
        // DBAL connects anew by itself after a connection was lost: a new session knows nothing of the old one's settings.
        if ($this->ready && $this->connection->isConnected()) {
            return;
        }
        $this->ready = true;
        if ($this->isSqlite()) {
            $this->connection->executeStatement('PRAGMA busy_timeout = 10000');
            $this->connection->executeStatement('PRAGMA journal_mode = WAL');

            return;
        }
        if ($this->isMysql()) {
            // REPEATABLE READ would show a claim's loser the rows of before.
            $this->connection->executeStatement('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');

            return;
        }
        $this->sendStatementsAtOnce();
        // Whatever the server's default is: a stricter level fails transactions that only wait for a row.
        $this->connection->executeStatement('SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED');
    }

    /**
     * PDO asks PostgreSQL three times for each statement: to prepare, to run, to forget. Put together here, as it
     * does for MySQL, once is enough, and a pooler such as PgBouncer may stand in between.
     */
    private function sendStatementsAtOnce(): void
    {
        $native = $this->connection->getNativeConnection();
        if ($native instanceof \PDO && $native->getAttribute(\PDO::ATTR_DRIVER_NAME) === 'pgsql') {
            $native->setAttribute(\PDO::ATTR_EMULATE_PREPARES, true);
        }
    }

    /** @param array<string, Value> $values */
    private function insertSql(string $verb, string $table, array $values): string
    {
        return \sprintf(
            '%s %s (%s) VALUES (%s)',
            $verb,
            $this->table($table),
            implode(', ', array_keys($values)),
            implode(', ', array_fill(0, \count($values), '?')),
        );
    }

    private function named(string $sql): string
    {
        return (string) preg_replace_callback('/\{([a-z_]+)\}/', fn (array $found): string => $this->table($found[1]), $sql);
    }
}
