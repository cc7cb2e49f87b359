<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/**
 * When a payment changes by time alone (status-machine 1): its notice may be lost and purged, so 094 is
 * asked once after that. Guide times, on the late side.
 */
final class NextLook
{
    private const DAY_MS = 86_400_000;

    /** "type:status", or "type:carrier:status" => days after it was seen. */
    private const DAYS = [
        '02:20' => 62,
        '02:40' => 62,
        '03:43' => 8,
        '06:20' => 92,
        '06:21' => 92,
        // The carrier's completion: the next day from 03:30, possibly the day after.
        '06:5:40' => 3,
        '06:5:60' => 3,
        '06:5:44' => 75,
        '22:20' => 32,
    ];

    /** @return int|null milliseconds until 094 is to be asked; null: it does not change by itself */
    public static function after(string $paymentType, string $carrier, string $status): ?int
    {
        $days = self::DAYS["$paymentType:$carrier:$status"] ?? self::DAYS["$paymentType:$status"] ?? null;

        return $days === null ? null : $days * self::DAY_MS;
    }
}
