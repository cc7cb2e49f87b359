<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use Doctrine\DBAL\Configuration;
use Doctrine\DBAL\Connection;
use Doctrine\DBAL\DriverManager;
use Doctrine\DBAL\Exception as DatabaseProblem;

/**
 * One fresh, empty database: as many connections to it as a test wants, also from child processes.
 *
 * @phpstan-import-type Params from DriverManager
 */
final class TestDatabase
{
    /** @param Params $params */
    private function __construct(
        public readonly DatabaseKind $kind,
        private readonly array $params,
    ) {}

    public static function create(DatabaseKind $kind): self
    {
        if ($kind === DatabaseKind::SQLite) {
            return new self($kind, ['driver' => 'pdo_sqlite', 'path' => self::sqliteFile()]);
        }
        $name = 'test_' . bin2hex(random_bytes(6));
        self::administer($kind, 'CREATE DATABASE ' . $name);

        return new self($kind, ['dbname' => $name] + DatabaseServer::params($kind));
    }

    /** A connection of its own with each call. */
    public function connect(?Configuration $configuration = null): Connection
    {
        return DriverManager::getConnection($this->params, $configuration);
    }

    /** The same database for a child process, see at(). */
    public function handle(): string
    {
        return json_encode([$this->kind->value, $this->params], JSON_THROW_ON_ERROR);
    }

    /**
     * @param string $handle what handle() said in the parent process
     * @param array{persistent?: bool} $more parameters
     */
    public static function at(string $handle, array $more = []): self
    {
        /** @var array{string, Params} $parts */
        $parts = json_decode($handle, true, 8, JSON_THROW_ON_ERROR);

        return new self(DatabaseKind::from($parts[0]), $more + $parts[1]);
    }

    /** Ends the database, whoever is still connected. */
    public function drop(): void
    {
        if ($this->kind === DatabaseKind::SQLite) {
            self::removeSqlite($this->params['path'] ?? '');

            return;
        }
        $name = $this->params['dbname'] ?? '';
        if ($this->kind === DatabaseKind::PostgreSQL) {
            self::administer($this->kind, "DROP DATABASE IF EXISTS $name WITH (FORCE)"); // 13 and newer

            return;
        }
        $this->endClients($name);
        self::administer($this->kind, "DROP DATABASE IF EXISTS $name");
    }

    /** MariaDB's DROP waits for their transactions. */
    private function endClients(string $name): void
    {
        $connection = DriverManager::getConnection(DatabaseServer::params($this->kind));
        $ids = $connection->fetchFirstColumn('SELECT id FROM information_schema.processlist WHERE db = ?', [$name]);
        foreach ($ids as $id) {
            try {
                $connection->executeStatement('KILL CONNECTION ' . (is_numeric($id) ? (int) $id : 0));
            } catch (DatabaseProblem) {
                // It has gone by itself.
            }
        }
        $connection->close();
    }

    /** In memory where the machine has such a place: every commit waits for the disk otherwise. */
    private static function sqliteFile(): string
    {
        $directory = is_writable('/dev/shm') ? '/dev/shm' : sys_get_temp_dir();
        $file = $directory . '/paygent-test-' . bin2hex(random_bytes(6)) . '.sqlite3';
        $owner = getmypid();
        register_shutdown_function(static function () use ($file, $owner): void {
            if (getmypid() === $owner) {
                self::removeSqlite($file);
            }
        });

        return $file;
    }

    private static function removeSqlite(string $file): void
    {
        foreach (['', '-wal', '-shm', '-journal'] as $suffix) {
            if (is_file($file . $suffix)) {
                unlink($file . $suffix);
            }
        }
    }

    private static function administer(DatabaseKind $kind, string $sql): void
    {
        $connection = DriverManager::getConnection(DatabaseServer::params($kind));
        try {
            $connection->executeStatement($sql);
        } finally {
            $connection->close();
        }
    }
}
