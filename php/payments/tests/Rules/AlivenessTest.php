<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Rules;

use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Rules\Life;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class AlivenessTest extends TestCase
{
    /** @return iterable<string, array{string, string}> every pair that a table of the reference names */
    public static function pairs(): iterable
    {
        $pairs = [];
        foreach (['operation_rules.csv', 'notification_mapping.csv', 'status_labels.csv'] as $file) {
            foreach (Table::read($file) as $row) {
                if ($row['payment_type'] !== '*' && $row['status_code'] !== '*') {
                    $pairs[$row['payment_type'] . ':' . $row['status_code']] = [$row['payment_type'], $row['status_code']];
                }
            }
        }

        return $pairs;
    }

    #[DataProvider('pairs')]
    public function testEveryStatusOfTheReferenceIsInTheTable(string $type, string $status): void
    {
        self::assertContains([$type, $status], Aliveness::statuses(...Life::cases()));
    }

    /** @return iterable<string, array{string, string, Life}> */
    public static function effects(): iterable
    {
        $lives = ['mark_paid' => Life::Paid, 'complete_order' => Life::Held, 'cancel_order' => Life::Ended];
        foreach (Table::read('notification_mapping.csv') as $row) {
            $life = $lives[$row['ours_order_effect']] ?? null;
            if ($life !== null && $row['case'] === '-') {
                $name = $row['payment_type'] . ':' . $row['status_code'] . ' ' . $row['ours_order_effect'];
                yield $name => [$row['payment_type'], $row['status_code'], $life];
            }
        }
    }

    #[DataProvider('effects')]
    public function testTheTableAgreesWithWhatAStatusDoesToTheOrder(string $type, string $status, Life $expected): void
    {
        self::assertSame($expected, Aliveness::of($type, $status));
    }

    /** @return iterable<string, array{string, string, Life}> */
    public static function examples(): iterable
    {
        yield 'card before the outcome' => ['02', '10', Life::Open];
        yield 'card authorized' => ['02', '20', Life::Held];
        yield 'card being sold' => ['02', '30', Life::Held];
        yield 'card being cancelled by Paygent' => ['02', '31', Life::Ending];
        yield 'card sold' => ['02', '40', Life::Paid];
        yield 'card, refund on its way' => ['02', '42', Life::Paid];
        yield 'card, refund being counted' => ['02', '50', Life::Paid];
        yield 'card refunded' => ['02', '60', Life::Ended];
        yield 'validity check' => ['02', '22', Life::Ended];
        yield 'store, preliminary' => ['03', '43', Life::Paid];
        yield 'store, taken back' => ['03', '61', Life::Ended];
        yield 'virtual account in its grace days' => ['07', '12', Life::Open];
        yield 'virtual account, grace days over' => ['07', '16', Life::Ended];
        yield 'store number past its limit' => ['03', '12', Life::Ended];
        yield 'Paidy being cancelled, may come back' => ['22', '31', Life::Held];
        yield 'carrier, cancel interrupted' => ['06', '42', Life::Unclear];
        yield 'carrier, status nobody explains' => ['06', '36', Life::Unclear];
        yield 'a status of no document' => ['02', '99', Life::Unclear];
        yield 'a type of no document' => ['99', '40', Life::Unclear];
        yield 'nothing known yet' => ['02', '', Life::Open];
    }

    #[DataProvider('examples')]
    public function testExamples(string $type, string $status, Life $expected): void
    {
        self::assertSame($expected, Aliveness::of($type, $status));
    }

    public function testWhatALifeMeans(): void
    {
        $held = array_filter(Life::cases(), static fn (Life $life): bool => $life->holdsMoney());
        $alive = array_filter(Life::cases(), static fn (Life $life): bool => $life->isAlive());
        self::assertSame([Life::Held, Life::Paid, Life::Unclear], array_values($held));
        self::assertSame([Life::Open, Life::Held, Life::Paid, Life::Unclear], array_values($alive));
    }

    public function testTheStrongestLifeCounts(): void
    {
        self::assertSame(Life::Ended, Aliveness::strongest());
        self::assertSame(Life::Ended, Aliveness::strongest(Life::Ended, Life::Ended));
        self::assertSame(Life::Ending, Aliveness::strongest(Life::Ended, Life::Ending));
        self::assertSame(Life::Open, Aliveness::strongest(Life::Ending, Life::Open));
        self::assertSame(Life::Unclear, Aliveness::strongest(Life::Open, Life::Unclear));
        self::assertSame(Life::Held, Aliveness::strongest(Life::Unclear, Life::Held));
        self::assertSame(Life::Paid, Aliveness::strongest(Life::Held, Life::Paid, Life::Ended));
    }

    public function testStatusesForQueriesKeepTheirZeros(): void
    {
        self::assertContains(['02', '20'], Aliveness::statuses(Life::Held));
        self::assertNotContains(['02', '40'], Aliveness::statuses(Life::Held));
        self::assertSame([['01', '10']], \array_slice(Aliveness::statuses(Life::Open), 0, 1));
    }
}
