<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Module;

use Paygent\Payments\Support\JapanTime;

/** payment_limit_date and expire_date of answers: payable until 23:59:59 of that day in Japan. */
final class PaymentLimit
{
    /** Epoch ms of the last moment; null when $date is no YYYYMMDD. */
    public static function endOf(string $date): ?int
    {
        $day = JapanTime::parseDate($date);

        return $day === null ? null : JapanTime::endOfDay($day);
    }

    /** For people: YYYY/MM/DD; '' when $date is no YYYYMMDD. */
    public static function day(string $date): string
    {
        return JapanTime::parseDate($date) === null
            ? ''
            : substr($date, 0, 4) . '/' . substr($date, 4, 2) . '/' . substr($date, 6, 2);
    }
}
