<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use PHPUnit\Framework\Attributes\After;

/**
 * For tests that store something: each runs on every database.
 *
 *     #[DataProvider('databases')]
 *     public function testStores(DatabaseKind $kind): void
 *     {
 *         $connection = $this->database($kind)->connect();
 */
trait WithDatabases
{
    /** @var list<TestDatabase> */
    private array $freshDatabases = [];

    /** @return iterable<string, array{DatabaseKind}> */
    public static function databases(): iterable
    {
        foreach (DatabaseKind::cases() as $kind) {
            yield $kind->value => [$kind];
        }
    }

    /** A fresh database, gone after the test. */
    private function database(DatabaseKind $kind): TestDatabase
    {
        return $this->freshDatabases[] = TestDatabase::create($kind);
    }

    #[After]
    protected function dropFreshDatabases(): void
    {
        foreach ($this->freshDatabases as $database) {
            $database->drop();
        }
        $this->freshDatabases = [];
    }
}
