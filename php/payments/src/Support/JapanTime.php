<?php

declare(strict_types=1);

namespace Paygent\Payments\Support;

/**
 * Days and months as Paygent counts them: in Japan, whatever php.ini says (design-payments "Who owns what").
 *
 * Every instant is epoch milliseconds. Paygent prints times without a zone: YYYYMMDDhhmiss and
 * YYYYMMDD, read and written here as Japan time (difference-notification 6).
 */
final class JapanTime
{
    private const ZONE = 'Asia/Tokyo';

    /** 00:00:00.000 of the day of $at. */
    public static function startOfDay(int $at): int
    {
        return self::milliseconds(self::moment($at)->setTime(0, 0));
    }

    /** 23:59:59.999 of the day of $at. */
    public static function endOfDay(int $at): int
    {
        return self::startOfDay(self::addDays($at, 1)) - 1;
    }

    /** The same time of day $days calendar days later; negative: earlier. */
    public static function addDays(int $at, int $days): int
    {
        return self::milliseconds(self::moment($at)->modify(\sprintf('%+d days', $days)), $at);
    }

    /** The last moment of "$days days from $at": the day itself does not count, day $days still does (status-machine 13). */
    public static function endOfDays(int $at, int $days): int
    {
        return self::endOfDay(self::addDays($at, $days));
    }

    /** The same time of day $months calendar months later; a day the month has not is its last one. */
    public static function addMonths(int $at, int $months): int
    {
        $day = self::dayOfMonth($at);
        $first = self::moment($at)->modify('first day of this month')->modify(\sprintf('%+d months', $months));

        return self::milliseconds($first->modify(\sprintf('%+d days', min($day, (int) $first->format('t')) - 1)), $at);
    }

    /** $hour:00:00 on the last day of the $months-th month after the month of $at; hour 20 for d払い (carrier 7.2). */
    public static function lastDayOfMonth(int $at, int $months, int $hour = 20): int
    {
        $first = self::moment($at)->modify('first day of this month')->modify(\sprintf('%+d months', $months));

        return self::milliseconds($first->modify('last day of this month')->setTime($hour, 0));
    }

    /** The last moment of the $day-th in the $months-th month after the month of $at. */
    public static function endOfDayInMonth(int $at, int $months, int $day): int
    {
        $first = self::moment($at)->modify('first day of this month')->modify(\sprintf('%+d months', $months));

        return self::endOfDay(self::milliseconds($first->modify(\sprintf('%+d days', $day - 1))));
    }

    /** Day of the month, 1 to 31. */
    public static function dayOfMonth(int $at): int
    {
        return (int) self::moment($at)->format('j');
    }

    /** YYYYMMDDhhmiss */
    public static function formatDateTime(int $at): string
    {
        return self::moment($at)->format('YmdHis');
    }

    /** YYYYMMDD */
    public static function formatDate(int $at): string
    {
        return self::moment($at)->format('Ymd');
    }

    /** For people: "2026-11-23 21:41:31". */
    public static function formatForPeople(int $at): string
    {
        return self::moment($at)->format('Y-m-d H:i:s');
    }

    /** Epoch ms of a YYYYMMDDhhmiss; null for anything that is not one, '' and 31 February too. */
    public static function parseDateTime(string $text): ?int
    {
        return self::parse($text, 'YmdHis');
    }

    /** Epoch ms of 00:00:00 on a YYYYMMDD; null for anything that is not one. */
    public static function parseDate(string $text): ?int
    {
        return self::parse($text, 'Ymd');
    }

    private static function parse(string $text, string $format): ?int
    {
        if (!ctype_digit($text)) {
            return null;
        }
        $moment = \DateTimeImmutable::createFromFormat('!' . $format, $text, new \DateTimeZone(self::ZONE));

        // PHP turns 20260231 into 3 March: only what prints back as it came was a date.
        return $moment !== false && $moment->format($format) === $text ? self::milliseconds($moment) : null;
    }

    private static function moment(int $at): \DateTimeImmutable
    {
        $seconds = intdiv($at - self::millisecondOf($at), 1000);

        return (new \DateTimeImmutable('@' . $seconds))->setTimezone(new \DateTimeZone(self::ZONE));
    }

    private static function milliseconds(\DateTimeImmutable $moment, int $millisecondOf = 0): int
    {
        return $moment->getTimestamp() * 1000 + self::millisecondOf($millisecondOf);
    }

    /** 0 to 999, for instants before 1970 too. */
    private static function millisecondOf(int $at): int
    {
        return (($at % 1000) + 1000) % 1000;
    }
}
