<?php

declare(strict_types=1);

namespace Paygent\Tests;

use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/**
 * Runs every entry of ledger.php against the shim and a real TLS server: what is kept must be what
 * the vendor's module does, what is changed must be ours and no longer the vendor's.
 *
 * @phpstan-type Entry array{no: string, what: string, decision: 'changed'|'kept'|'unobservable',
 *     old?: mixed, ours?: mixed, reason?: string, observe?: \Closure(): mixed}
 */
final class ParityTest extends TestCase
{
    /** @return list<Entry> */
    private static function ledger(): array
    {
        /** @var list<Entry> $ledger */
        $ledger = require __DIR__ . '/ledger.php';

        return $ledger;
    }

    /** @return iterable<string, array{Entry}> */
    public static function entries(): iterable
    {
        foreach (self::ledger() as $entry) {
            if ($entry['decision'] !== 'unobservable') {
                yield "{$entry['no']}: {$entry['what']}" => [$entry];
            }
        }
    }

    /** @param Entry $entry */
    #[DataProvider('entries')]
    public function testEntryHolds(array $entry): void
    {
        self::assertArrayHasKey('observe', $entry);
        self::assertArrayHasKey('old', $entry);
        $ours = $entry['decision'] === 'kept' ? $entry['old'] : ($entry['ours'] ?? null);

        $seen = $entry['observe']();

        self::assertSame($ours, $seen, $entry['what']);
        if ($entry['decision'] === 'changed') {
            self::assertNotSame($entry['old'], $seen, 'this is the vendor\'s behaviour');
        }
    }

    public function testEveryOddityOfTheContractIsListed(): void
    {
        $numbers = array_unique(array_map(static fn (array $entry): string => $entry['no'], self::ledger()));
        $oddities = array_map(static fn (int $no): string => sprintf('O-%02d', $no), range(1, 49));

        self::assertSame([], array_values(array_diff($oddities, $numbers)));
    }

    public function testUnobservableEntriesSayWhy(): void
    {
        foreach (self::ledger() as $entry) {
            if ($entry['decision'] === 'unobservable') {
                self::assertNotSame('', $entry['reason'] ?? '', $entry['no']);
            }
        }
        self::assertNotSame([], self::ledger());
    }
}
