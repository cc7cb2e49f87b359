<?php

declare(strict_types=1);

namespace Paygent\Payments\Support;

/** Ids of journal rows: 26 letters, in the order of their making, made before the insert. */
final class Ids
{
    private const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

    /** @param int $now epoch ms */
    public static function next(int $now): string
    {
        $id = '';
        for ($rest = $now, $i = 0; $i < 10; ++$i) {
            $id = self::ALPHABET[$rest & 31] . $id;
            $rest >>= 5;
        }
        foreach (str_split(random_bytes(16)) as $byte) {
            $id .= self::ALPHABET[\ord($byte) & 31];
        }

        return $id;
    }
}
