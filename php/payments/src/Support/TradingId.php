<?php

declare(strict_types=1);

namespace Paygent\Payments\Support;

/**
 * The number under which Paygent knows an attempt (design-payments "trading_id"): prefix, the shop's
 * order number so that a person finds it, and a fresh tail. At most 25 of `A-Z a-z 0-9 _`.
 */
final class TradingId
{
    public const MAX_LENGTH = 25;

    /** 32^7 tails for one order number: a clash is refused by the unique key and tried anew. */
    private const TAIL_LENGTH = 7;

    private const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

    public static function fresh(string $prefix, string $orderNumber): string
    {
        $prefix = self::clean($prefix);
        $room = self::MAX_LENGTH - self::TAIL_LENGTH - 1 - \strlen($prefix);
        if ($room < 1) {
            throw new \InvalidArgumentException(\sprintf(
                'the prefix of trading_id may have at most %d characters, this one has %d',
                self::MAX_LENGTH - self::TAIL_LENGTH - 2,
                \strlen($prefix),
            ));
        }
        // The end of a long order number tells orders apart, its beginning does not.
        $number = substr(self::clean($orderNumber), -$room);
        $tail = '';
        foreach (str_split(random_bytes(self::TAIL_LENGTH)) as $byte) {
            $tail .= self::ALPHABET[\ord($byte) & 31];
        }

        return $prefix . ($number === '' ? '0' : $number) . '_' . $tail;
    }

    private static function clean(string $text): string
    {
        return (string) preg_replace('/[^A-Za-z0-9_]/', '', $text);
    }
}
