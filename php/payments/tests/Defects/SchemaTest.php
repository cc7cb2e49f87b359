<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Defects;

use Doctrine\DBAL\Schema\Index;
use Doctrine\DBAL\Schema\Table;
use Doctrine\DBAL\Types\StringType;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Migrator;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\WithDatabases;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Numbers by which rows are looked for are short, and found by an index. */
final class SchemaTest extends TestCase
{
    use WithDatabases;

    /** What is looked for: table => lists of columns, an index begins with each. */
    private const SOUGHT = [
        'payment' => [['account_id', 'payment_id'], ['order_ref'], ['attempt_id'], ['updated_at'], ['next_look_at']],
        'attempt' => [['account_id', 'trading_id'], ['order_ref', 'open_slot'], ['order_ref', 'created_at'], ['owner_ref', 'created_at'], ['next_look_at']],
        'intent' => [['idempotency_key'], ['lock_key'], ['attempt_id'], ['account_id', 'payment_id'], ['account_id', 'trading_id'], ['state', 'next_ask_at']],
        'notice' => [['account_id', 'payment_notice_id'], ['account_id', 'payment_id'], ['state', 'next_try_at'], ['received_at']],
        'effect' => [['effect_key'], ['order_ref', 'state'], ['state', 'next_try_at']],
        'hold' => [['order_ref', 'attempt_id']],
        'audit' => [['order_ref', 'at']],
    ];

    private const LONGEST = 190;

    #[DataProvider('databases')]
    public function testEverythingSoughtHasAnIndex(DatabaseKind $kind): void
    {
        $tables = $this->tables($kind);
        foreach (self::SOUGHT as $name => $sought) {
            $indexed = array_map(
                static fn (Index $index): array => array_map(strtolower(...), $index->getColumns()),
                array_values($tables[$name]->getIndexes()),
            );
            foreach ($sought as $columns) {
                self::assertTrue(
                    array_filter($indexed, static fn (array $index): bool => \array_slice($index, 0, \count($columns)) === $columns) !== [],
                    "$name has no index of " . implode(', ', $columns),
                );
                foreach ($columns as $column) {
                    $found = $tables[$name]->getColumn($column);
                    if ($found->getType() instanceof StringType) {
                        self::assertLessThanOrEqual(self::LONGEST, $found->getLength(), "$name.$column");
                    } else {
                        self::assertStringContainsString('Int', $found->getType()::class, "$name.$column");
                    }
                }
            }
        }
    }

    /** The keys that make things happen once. */
    #[DataProvider('databases')]
    public function testWhatMustBeOnceIsAUniqueKey(DatabaseKind $kind): void
    {
        $tables = $this->tables($kind);
        foreach ([
            ['payment', ['account_id', 'payment_id']],
            ['attempt', ['account_id', 'trading_id']],
            ['attempt', ['order_ref', 'open_slot']],
            ['intent', ['idempotency_key']],
            ['intent', ['lock_key']],
            ['notice', ['account_id', 'payment_notice_id']],
            ['effect', ['effect_key']],
            ['hold', ['order_ref', 'attempt_id']],
        ] as [$name, $columns]) {
            $unique = array_filter($tables[$name]->getIndexes(), static fn (Index $index): bool => $index->isUnique()
                && array_map(strtolower(...), $index->getColumns()) === $columns);
            self::assertCount(1, $unique, $name . ' ' . implode(', ', $columns));
        }
    }

    /** @return array<string, Table> as the database itself describes them, by name without prefix */
    private function tables(DatabaseKind $kind): array
    {
        $database = new Database($this->database($kind)->connect());
        (new Migrator($database))->migrate();
        $manager = $database->connection()->createSchemaManager();
        $tables = [];
        foreach (array_keys(self::SOUGHT) as $name) {
            $tables[$name] = $manager->introspectTable($database->table($name));
        }

        return $tables;
    }
}
