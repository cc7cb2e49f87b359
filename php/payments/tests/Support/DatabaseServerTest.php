<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use Doctrine\DBAL\Exception as DatabaseProblem;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class DatabaseServerTest extends TestCase
{
    use WithDatabases;

    #[DataProvider('databases')]
    public function testConnectionsShareOneFreshDatabase(DatabaseKind $kind): void
    {
        $database = $this->database($kind);
        $writer = $database->connect();
        $writer->executeStatement('CREATE TABLE word (id INTEGER PRIMARY KEY, text VARCHAR(20) NOT NULL)');
        $writer->insert('word', ['id' => 1, 'text' => '髙﨑🍣']);

        self::assertSame('髙﨑🍣', $database->connect()->fetchOne('SELECT text FROM word'));
        self::assertSame('髙﨑🍣', TestDatabase::at($database->handle())->connect()->fetchOne('SELECT text FROM word'));
        self::assertFalse(
            $this->database($kind)->connect()->createSchemaManager()->tablesExist(['word']),
            'the next one is empty',
        );
    }

    #[DataProvider('databases')]
    public function testADroppedDatabaseIsGone(DatabaseKind $kind): void
    {
        $database = TestDatabase::create($kind);
        $connection = $database->connect();
        $connection->executeStatement('CREATE TABLE word (id INTEGER PRIMARY KEY)');
        $connection->beginTransaction();
        $connection->fetchOne('SELECT COUNT(*) FROM word');
        $database->drop();

        $this->expectException(DatabaseProblem::class);
        $database->connect()->fetchOne('SELECT COUNT(*) FROM word');
    }

    /** What design-payments promises for the lowest versions is only as good as the server tested with. */
    #[DataProvider('databases')]
    public function testTheServerIsNewEnough(DatabaseKind $kind): void
    {
        $sql = $kind === DatabaseKind::SQLite ? 'SELECT sqlite_version()' : 'SELECT VERSION()';
        $version = $this->database($kind)->connect()->fetchOne($sql);
        self::assertIsString($version);
        self::assertSame(1, preg_match('/\d+\.\d+/', $version, $found));
        $lowest = match ($kind) {
            DatabaseKind::SQLite => '3.35',
            DatabaseKind::PostgreSQL => '12.0',
            DatabaseKind::MariaDB => str_contains($version, 'MariaDB') ? '10.6' : '8.0',
        };

        self::assertTrue(version_compare($found[0], $lowest, '>='), $version);
    }
}
