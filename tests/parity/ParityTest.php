<?php

declare(strict_types=1);

namespace Paygent\Tests;

use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/**
 * The parity ledger, ledger/*.php: every place where the vendor's module is odd (connection-module 12,
 * O-01 to O-49) or where we differ from its contract on purpose (D-01 …). `old` is what the vendor's
 * module does, `ours` what we do instead, `observe` provokes it and says what is seen. Entries about
 * other copies of the module ([K], [C], [W]) name the copy.
 *
 * Every entry is run against the shim and a real TLS server: what is kept must be what the vendor's
 * module does, what is changed must be ours and no longer the vendor's.
 *
 * @phpstan-type Entry array{no: string, what: string, decision: 'changed'|'kept'|'unobservable',
 *     old?: mixed, ours?: mixed, reason?: string, observe?: \Closure(): mixed}
 */
final class ParityTest extends TestCase
{
    /** @return list<Entry> */
    private static function ledger(): array
    {
        $ledger = [];
        foreach (['sending', 'answering', 'beyond'] as $part) {
            /** @var list<Entry> $entries */
            $entries = require __DIR__ . "/ledger/$part.php";
            $ledger = [...$ledger, ...$entries];
        }

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
