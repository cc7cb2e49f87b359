<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** The one table of what a status means for the money (status-machine 2 to 8; paidy 6). */
final class Aliveness
{
    /** Payment type => status => life. */
    private const TABLE = [
        '01' => ['10' => Life::Open, '12' => Life::Ended, '40' => Life::Paid],
        '02' => [
            '10' => Life::Open, '11' => Life::Ended, '13' => Life::Ended, '14' => Life::Open, '15' => Life::Ended,
            '17' => Life::Ended, '20' => Life::Held, '22' => Life::Ended, '30' => Life::Held, '31' => Life::Ending,
            '32' => Life::Ended, '33' => Life::Ended, '40' => Life::Paid, '41' => Life::Paid, '42' => Life::Paid,
            '50' => Life::Paid, '60' => Life::Ended,
        ],
        '03' => [
            '10' => Life::Open, '12' => Life::Ended, '32' => Life::Ended, '40' => Life::Paid, '43' => Life::Paid,
            '61' => Life::Ended,
        ],
        // 15 rarely turns into 40 later; the order does not wait for that.
        '05' => ['10' => Life::Open, '15' => Life::Ended, '40' => Life::Paid],
        // 34 and 42 begin in 20, 21 or 44; nobody explains 35 and 36.
        '06' => [
            '10' => Life::Open, '15' => Life::Ended, '20' => Life::Held, '21' => Life::Held, '30' => Life::Held,
            '32' => Life::Ended, '33' => Life::Ended, '34' => Life::Unclear, '35' => Life::Unclear,
            '36' => Life::Unclear, '40' => Life::Paid, '41' => Life::Paid, '42' => Life::Unclear,
            '44' => Life::Paid, '60' => Life::Ended, '62' => Life::Ended,
        ],
        // 12 still takes a deposit during the grace days.
        '07' => ['10' => Life::Open, '12' => Life::Open, '16' => Life::Ended, '40' => Life::Paid],
        // Paidy may refuse what is on its way in 30, 31 and 42: back to 20 or 40.
        '22' => [
            '10' => Life::Open, '11' => Life::Ended, '20' => Life::Held, '30' => Life::Held, '31' => Life::Held,
            '32' => Life::Ended, '33' => Life::Ended, '40' => Life::Paid, '41' => Life::Paid, '42' => Life::Paid,
            '60' => Life::Ended,
        ],
    ];

    /** '' (nothing known yet) is Open; a status that is in no document is Unclear. */
    public static function of(string $paymentType, string $status): Life
    {
        return $status === '' ? Life::Open : self::TABLE[$paymentType][$status] ?? Life::Unclear;
    }

    /** The strongest of several; Ended for none. */
    public static function strongest(Life ...$lives): Life
    {
        foreach ([Life::Paid, Life::Held, Life::Unclear, Life::Open, Life::Ending] as $life) {
            if (\in_array($life, $lives, true)) {
                return $life;
            }
        }

        return Life::Ended;
    }

    /**
     * For queries: the statuses of these lives.
     *
     * @return list<array{string, string}> payment type, status
     */
    public static function statuses(Life ...$lives): array
    {
        $pairs = [];
        foreach (self::TABLE as $type => $statuses) {
            foreach ($statuses as $status => $life) {
                if (\in_array($life, $lives, true)) {
                    $pairs[] = [(string) $type, (string) $status];
                }
            }
        }

        return $pairs;
    }
}
