<?php

declare(strict_types=1);

namespace Paygent\Payments\Support;

/** Ids of journal rows: 26 letters, in the order of their making, made before the insert. */
final class Ids
{
    private const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

    private static int $lastTime = 0;

    private static int $sequence = 0;

    /**
     * Rows made one after the other in one process sort so, within one millisecond too.
     *
     * @param int $now epoch ms
     */
    public static function next(int $now): string
    {
        self::$sequence = $now > self::$lastTime ? 0 : self::$sequence + 1;
        self::$lastTime = max($now, self::$lastTime);
        $id = self::digits(self::$lastTime, 10) . self::digits(self::$sequence, 4);
        foreach (str_split(random_bytes(12)) as $byte) {
            $id .= self::ALPHABET[\ord($byte) & 31];
        }

        return $id;
    }

    private static function digits(int $number, int $length): string
    {
        $digits = '';
        for ($i = 0; $i < $length; ++$i) {
            $digits = self::ALPHABET[$number & 31] . $digits;
            $number >>= 5;
        }

        return $digits;
    }
}
