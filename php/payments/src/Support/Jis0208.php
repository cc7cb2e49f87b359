<?php

declare(strict_types=1);

namespace Paygent\Payments\Support;

/** Which characters Paygent's full-width fields accept (telegrams-overview 5.1). */
final class Jis0208
{
    /** True for a character of JIS X 0208 rows 1-8, 16-47 or 48-84: what vendors added is refused (P008). */
    public static function has(string $character): bool
    {
        $code = mb_convert_encoding($character, 'SJIS-win', 'UTF-8');
        // An unknown character becomes a substitute, which does not come back as it was.
        if (\strlen($code) !== 2 || mb_convert_encoding($code, 'UTF-8', 'SJIS-win') !== $character) {
            return false;
        }
        $row = self::row(\ord($code[0]), \ord($code[1]));

        return ($row >= 1 && $row <= 8) || ($row >= 16 && $row <= 84);
    }

    /** The row (区) of a two-byte Shift_JIS code. */
    private static function row(int $lead, int $trail): int
    {
        $pair = $lead < 0xA0 ? $lead - 0x81 : $lead - 0xC1;

        return $pair * 2 + ($trail >= 0x9F ? 2 : 1);
    }
}
