<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use Paygent\Payments\Support\JapanTime;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class JapanTimeTest extends TestCase
{
    private string $zone = '';

    protected function setUp(): void
    {
        $this->zone = date_default_timezone_get();
    }

    protected function tearDown(): void
    {
        date_default_timezone_set($this->zone);
    }

    /** @return iterable<string, array{string}> */
    public static function zones(): iterable
    {
        yield 'UTC' => ['UTC'];
        yield 'a day behind Japan' => ['Pacific/Pago_Pago'];
        yield 'a zone with summer time' => ['America/New_York'];
        yield 'ahead of Japan' => ['Pacific/Kiritimati'];
    }

    #[DataProvider('zones')]
    public function testDaysAreJapaneseWhateverPhpIniSays(string $zone): void
    {
        date_default_timezone_set($zone);
        // 2026-03-31 15:00:00 UTC is midnight in Japan.
        $midnight = 1774969200000;
        self::assertSame('20260401000000', JapanTime::formatDateTime($midnight));
        self::assertSame('20260331235959', JapanTime::formatDateTime($midnight - 1));
        self::assertSame('20260401', JapanTime::formatDate($midnight));
        self::assertSame($midnight, JapanTime::startOfDay($midnight));
        self::assertSame($midnight - 86_400_000, JapanTime::startOfDay($midnight - 1));
        self::assertSame($midnight - 1, JapanTime::endOfDay($midnight - 1));
        self::assertSame($midnight + 86_400_000 - 1, JapanTime::endOfDay($midnight));
        self::assertSame($midnight, JapanTime::parseDateTime('20260401000000'));
        self::assertSame($midnight, JapanTime::parseDate('20260401'));
        self::assertSame(1, JapanTime::dayOfMonth($midnight));
        self::assertSame('2026-04-01 00:00:00', JapanTime::formatForPeople($midnight));
    }

    public function testDaysAreAddedWithTheTimeOfDayAndItsMilliseconds(): void
    {
        $at = self::at('20240228123456') + 789;
        self::assertSame(self::at('20240229123456') + 789, JapanTime::addDays($at, 1));
        self::assertSame(self::at('20240301123456') + 789, JapanTime::addDays($at, 2));
        self::assertSame(self::at('20231231123456') + 789, JapanTime::addDays($at, -59));
        self::assertSame($at, JapanTime::addDays($at, 0));
    }

    public function testTheLastDayOfALimitStillCounts(): void
    {
        $last = self::at('20260302000000');
        self::assertSame($last - 1, JapanTime::endOfDays(self::at('20251231000000'), 60));
        self::assertSame($last - 1, JapanTime::endOfDays(self::at('20251231235959') + 999, 60));
    }

    /** @return iterable<string, array{string, int, string}> */
    public static function months(): iterable
    {
        yield 'short month ahead of the 31st' => ['20251231120000', 2, '20260228200000'];
        yield 'leap year' => ['20231231120000', 2, '20240229200000'];
        yield 'first day' => ['20260101000000', 2, '20260331200000'];
        yield 'last second of a month' => ['20260430235959', 2, '20260630200000'];
        yield 'this month' => ['20260831235959', 0, '20260831200000'];
        yield 'over the year' => ['20261115000000', 2, '20270131200000'];
    }

    #[DataProvider('months')]
    public function testLastDayOfAMonthAtEightInTheEvening(string $from, int $months, string $expected): void
    {
        self::assertSame(self::at($expected), JapanTime::lastDayOfMonth(self::at($from), $months));
    }

    public function testMonthsAreAddedWithoutRunningIntoTheNextOne(): void
    {
        self::assertSame(self::at('20270228123456') + 7, JapanTime::addMonths(self::at('20251231123456') + 7, 14));
        self::assertSame(self::at('20240229000000'), JapanTime::addMonths(self::at('20240131000000'), 1));
        self::assertSame(self::at('20240115000000'), JapanTime::addMonths(self::at('20240115000000'), 0));
    }

    public function testAnotherHourOfTheLastDay(): void
    {
        self::assertSame(self::at('20260331033000') - 30 * 60_000, JapanTime::lastDayOfMonth(self::at('20260301000000'), 0, 3));
    }

    public function testADayOfAMonth(): void
    {
        self::assertSame(self::at('20260113000000') - 1, JapanTime::endOfDayInMonth(self::at('20260110235959'), 0, 12));
        self::assertSame(self::at('20260203000000') - 1, JapanTime::endOfDayInMonth(self::at('20260131000000'), 1, 2));
    }

    /** @return iterable<string, array{string}> */
    public static function noDateTimes(): iterable
    {
        foreach (['', '20260231000000', '20260101240000', '20260101006000', '2026010100000', '202601010000000',
            '2026-01-01 00:00', ' 0260101000000', '２０２６0101000000', "20260101000000\0", '20261301000000'] as $text) {
            yield '"' . $text . '"' => [$text];
        }
    }

    #[DataProvider('noDateTimes')]
    public function testWhatIsNoDateTime(string $text): void
    {
        self::assertNull(JapanTime::parseDateTime($text));
        self::assertNull(JapanTime::parseDate(substr($text, 0, 7)));
    }

    public function testBeforeTheEpoch(): void
    {
        self::assertSame('19691231235959', JapanTime::formatDateTime(-9 * 3_600_000 - 1));
        self::assertSame(-9 * 3_600_000, JapanTime::startOfDay(-1));
        self::assertSame(-86_400_000 - 1, JapanTime::addDays(-1, -1));
    }

    private static function at(string $text): int
    {
        $at = JapanTime::parseDateTime($text);
        self::assertNotNull($at, $text);

        return $at;
    }
}
