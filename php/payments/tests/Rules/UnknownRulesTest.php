<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Rules;

use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Rules\Settlement;
use Paygent\Payments\Rules\UnknownRules;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** What 094 proves about a lost answer: every unknown_* of operation_rules.csv, every application, by name. */
final class UnknownRulesTest extends TestCase
{
    /** Columns of the table and what their statuses mean; "wait" is told apart by telegram. */
    private const COLUMNS = [
        'unknown_done_when' => Settlement::Done,
        'unknown_not_done_when' => Settlement::NotDone,
        'unknown_wait_when' => Settlement::AskAgain,
    ];

    /** @return iterable<string, array{string, string, Operation, string, string, Settlement}> */
    public static function operations(): iterable
    {
        foreach (Table::read('operation_rules.csv') as $row) {
            $carrier = $row['carrier'] === '-' ? '' : $row['carrier'];
            $operation = Operation::tryFrom($row['operation']);
            if ($operation === null) {
                continue;
            }
            foreach (self::COLUMNS as $column => $settlement) {
                foreach (self::telegrams($row[$column]) as $kind => $statuses) {
                    foreach ($statuses as $status) {
                        $expected = $settlement === Settlement::AskAgain && self::isRepeated((string) $kind, $carrier)
                            ? Settlement::SendAgain
                            : $settlement;
                        $name = \sprintf(
                            '%s:%s:%s:%s %s shows %s',
                            $row['payment_type'],
                            $carrier,
                            $row['status_code'],
                            $row['operation'],
                            $kind,
                            $status,
                        );
                        yield $name => [$row['payment_type'], $carrier, $operation, (string) $kind, $status, $expected];
                    }
                }
            }
        }
    }

    #[DataProvider('operations')]
    public function testTheTableSettlesAnOperation(
        string $type,
        string $carrier,
        Operation $operation,
        string $kind,
        string $status,
        Settlement $expected,
    ): void {
        self::assertSame($expected, UnknownRules::settle($type, $carrier, $operation, $kind, $status, 900, 900));
    }

    /** @return iterable<string, array{string, string, Operation, string, list<string>}> */
    public static function known(): iterable
    {
        $known = [];
        foreach (self::operations() as [$type, $carrier, $operation, $kind, $status]) {
            $name = implode(':', [$type, $carrier, $operation->value, $kind]);
            $known[$name] ??= [$type, $carrier, $operation, $kind, []];
            $known[$name][4][] = $status;
        }

        return $known;
    }

    /** @param list<string> $known */
    #[DataProvider('known')]
    public function testAnyOtherStatusNeedsAPersonAndNoneIsNoEvidence(
        string $type,
        string $carrier,
        Operation $operation,
        string $kind,
        array $known,
    ): void {
        foreach (range(10, 99) as $number) {
            if (!\in_array((string) $number, $known, true)) {
                $settlement = UnknownRules::settle($type, $carrier, $operation, $kind, (string) $number, 900, 900);
                self::assertSame(Settlement::Attention, $settlement, (string) $number);
            }
        }
        self::assertSame(Settlement::AskAgain, UnknownRules::settle($type, $carrier, $operation, $kind, ''));
    }

    /** @return iterable<string, array{string, string, string, string, Settlement}> */
    public static function applications(): iterable
    {
        $table = [
            ['01', '', '010 link', '10 12 40', '', ''],
            ['02', '', '020', '20 40 41', '11 15 31 32 33', '10'],
            ['02', '', 'link', '20 40 41', '11 15 31 32 33', '10 13 14'],
            ['03', '', '030 link', '10 12 40 43 61', '', ''],
            ['05', '', '060 link', '10 15 40', '', ''],
            ['06', '5', '100', '20 21 40 41 44', '10 15 32 33', ''],
            ['06', '5', 'link', '20 21 40 41 44', '15 32 33', '10'],
            ['06', '4', '100', '20 21 40 41 44', '10 15 32 33', ''],
            ['06', '4', 'link', '20 21 40 41 44', '15 32 33', '10'],
            ['06', '6', '100', '20 21 40 41 44', '10 15 32 33', ''],
            ['06', '6', 'link', '20 21 40 41 44', '15 32 33', '10'],
            ['06', '', '100', '20 21 40 41 44', '10 15 32 33', ''],
            ['06', '', 'link', '20 21 40 41 44', '15 32 33', '10'],
            ['07', '', '070', '10 12 16 40', '', ''],
            ['22', '', 'checkout', '20 40 41', '11 32 33', '10 30 31'],
        ];
        foreach ($table as [$type, $carrier, $kinds, $done, $notDone, $ask]) {
            foreach (explode(' ', $kinds) as $kind) {
                foreach (range(10, 99) as $status) {
                    $status = (string) $status;
                    $expected = match (true) {
                        \in_array($status, explode(' ', $done), true) => Settlement::Done,
                        \in_array($status, explode(' ', $notDone), true) => Settlement::NotDone,
                        \in_array($status, explode(' ', $ask), true) => Settlement::AskAgain,
                        default => Settlement::Attention,
                    };
                    yield $type . ':' . $carrier . ' ' . $kind . ' shows ' . $status => [$type, $carrier, $kind, $status, $expected];
                }
            }
        }
    }

    #[DataProvider('applications')]
    public function testTheTableSettlesAnApplication(
        string $type,
        string $carrier,
        string $kind,
        string $status,
        Settlement $expected,
    ): void {
        self::assertSame($expected, UnknownRules::settle($type, $carrier, Operation::Apply, $kind, $status, 900, 900));
        self::assertSame(Settlement::AskAgain, UnknownRules::settle($type, $carrier, Operation::Apply, $kind, ''));
    }

    public function testAnAmendmentInPlaceIsProvenByItsAmountOnly(): void
    {
        foreach (['4', '6'] as $carrier) {
            $settle = static fn (int $shown): Settlement => UnknownRules::settle(
                '06',
                $carrier,
                Operation::AmendDown,
                '103',
                '40',
                $shown,
                700,
            );
            self::assertSame(Settlement::Done, $settle(700));
            self::assertSame(Settlement::Attention, $settle(1000));
            self::assertSame(Settlement::Attention, $settle(701));
        }
        // d払い asks for the old payment, whose amount stays.
        self::assertSame(
            Settlement::Done,
            UnknownRules::settle('06', '5', Operation::AmendDown, '103', '60', 1000, 700),
        );
    }

    public function testWhatNoRuleKnowsNeedsAPerson(): void
    {
        self::assertSame(Settlement::Attention, UnknownRules::settle('06', '', Operation::Capture, '101', '40', 1, 1));
        self::assertSame(Settlement::Attention, UnknownRules::settle('02', '', Operation::Capture, '101', '40', 1, 1));
        self::assertSame(Settlement::Attention, UnknownRules::settle('99', '', Operation::Apply, '020', '20', 1, 1));
    }

    public function testNoStatusMeansTwoThings(): void
    {
        foreach (UnknownRules::rows() as $row) {
            $all = array_merge($row['done'], $row['not_done'], $row['ask'], $row['send']);
            self::assertSame(array_values(array_unique($all)), $all, $row['payment_type'] . ' ' . $row['kind']);
        }
    }

    /**
     * "020:20/40/41 021:32"
     *
     * @return array<array-key, list<string>> telegram kind => statuses
     */
    private static function telegrams(string $text): array
    {
        $telegrams = [];
        foreach ($text === '-' ? [] : explode(' ', $text) as $part) {
            [$kind, $statuses] = explode(':', $part);
            $telegrams[$kind] = explode('/', $statuses);
        }

        return $telegrams;
    }

    /** The reference's README: of card 022 and 023 and of d払い the same telegram is sent again. */
    private static function isRepeated(string $kind, string $carrier): bool
    {
        return $kind === '022' || $kind === '023' || $carrier === '5';
    }
}
