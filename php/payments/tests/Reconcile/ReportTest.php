<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Reconcile;

use Paygent\Payments\Reconcile\Disagreement;
use Paygent\Payments\Reconcile\Report;
use Paygent\Payments\Reconcile\Row;
use Paygent\Payments\Reconcile\ToDo;
use Paygent\Payments\Reconcile\What;
use Paygent\Payments\Support\Texts;
use PHPUnit\Framework\TestCase;

/** What people, spreadsheets and programs get. */
final class ReportTest extends TestCase
{
    public function testTableKeepsItsColumnsWithWideCharacters(): void
    {
        $lines = explode("\n", trim(self::report()->table()));

        self::assertCount(3, $lines);
        $column = mb_strwidth(explode('900', $lines[1])[0]);
        self::assertSame($column, mb_strwidth(explode('決済ID', $lines[0])[0]));
        self::assertStringContainsString('決済を取り消すか返金する', $lines[1]);
        self::assertStringContainsString('3980', $lines[1]);
    }

    public function testCsvIsSafeForSpreadsheets(): void
    {
        $csv = self::report()->csv('en');

        self::assertStringStartsWith("\u{FEFF}\"What\",\"Order\"", $csv);
        self::assertStringContainsString("\"'=cmd|' /C calc'!A1\"", $csv, 'no formula');
        self::assertStringContainsString('"say ""no"""', $csv);
        self::assertStringContainsString('"-3980"', $csv, 'a number stays one');
        self::assertSame(3, substr_count($csv, "\r\n"));
    }

    public function testJsonHasTheCodesAndTheCounts(): void
    {
        $json = json_decode(self::report()->json(), true, 8, JSON_THROW_ON_ERROR);

        self::assertIsArray($json);
        self::assertSame([1, 1, '7'], [$json['differences'], $json['unfinished'], $json['next_order']]);
        self::assertIsArray($json['rows']);
        self::assertSame([
            'what' => 'order',
            'order' => 'A1',
            'payment' => '900',
            'before' => 'cancelled_with_money',
            'after' => '20',
            'difference' => 3980,
            'todo' => 'give_back',
        ], $json['rows'][0]);
    }

    public function testEveryCodeHasItsTexts(): void
    {
        $keys = [
            ...array_map(static fn (What $what): string => 'reconcile.what.' . $what->value, What::cases()),
            ...array_map(static fn (ToDo $toDo): string => 'reconcile.todo.' . $toDo->value, ToDo::cases()),
            ...array_map(static fn (Disagreement $one): string => 'reconcile.attention.' . $one->value, Disagreement::cases()),
        ];
        foreach ($keys as $key) {
            self::assertTrue(Texts::has($key, 'ja') && Texts::has($key, 'en'), $key);
        }
    }

    private static function report(): Report
    {
        return new Report([
            new Row(What::Order, 'A1', '900', 'cancelled_with_money', '20', 3980, ToDo::GiveBack),
            new Row(What::Unknown, '=cmd|\' /C calc\'!A1', '901', 'say "no"', '', -3980, ToDo::Wait),
        ], '7');
    }
}
