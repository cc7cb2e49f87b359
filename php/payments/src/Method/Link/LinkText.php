<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Link;

/**
 * Names and memos as the link type takes them (link-type 3 notes 2 and 3).
 *
 * Lengths are bytes in Shift_JIS: two for a full-width character, one for a half-width one. A character
 * outside Shift_JIS would refuse the whole request (6004), so it is replaced here.
 */
final class LinkText
{
    /** What a name is written with and the common set lacks, and what Windows writes differently. */
    private const VARIANTS = [
        '髙' => '高', "\u{FA11}" => '崎', "\u{20BB7}" => '吉', '栁' => '柳', '濵' => '浜', '德' => '徳',
        '瀨' => '瀬', '增' => '増', '寬' => '寛', '敎' => '教', '淸' => '清', '靑' => '青', '黑' => '黒',
        '曻' => '昇', '橫' => '横', '槗' => '橋', '閒' => '間', "\u{F929}" => '朗', "\u{F9DC}" => '隆',
        "\u{FA10}" => '塚', "\u{FA12}" => '晴', "\u{FA16}" => '猪', "\u{FA17}" => '益', "\u{FA18}" => '礼',
        "\u{FA19}" => '神', "\u{FA1A}" => '祥', "\u{FA1B}" => '福', "\u{FA1C}" => '靖', "\u{FA1D}" => '精',
        "\u{FA1E}" => '羽', "\u{FA22}" => '諸', "\u{FA25}" => '逸', "\u{FA26}" => '都', "\u{FA2A}" => '飯',
        "\u{FA2B}" => '飼', "\u{FA2C}" => '館', "\u{FA2D}" => '鶴', '㈱' => '（株）', '㈲' => '（有）',
        "\u{301C}" => '～', "\u{2212}" => '－', "\u{2014}" => '―', "\u{2016}" => '∥',
    ];

    /** Half-width signs that mb_convert_kana leaves as they are. */
    private const SIGNS = ['"' => '”', "'" => '’', '\\' => '￥', "\u{A5}" => '￥', '~' => '～'];

    /** Stands for a character that cannot be sent. */
    private const UNKNOWN = '？';

    /** Full width, cut to $bytes; every character that Paygent would refuse replaced. */
    public static function fullWidth(string $text, int $bytes): string
    {
        return mb_substr(self::sendable(self::wide($text)), 0, intdiv($bytes, 2), 'UTF-8');
    }

    /** Whether fullWidth() changes nothing but the width: then the customer need not correct it. */
    public static function fits(string $text, int $bytes): bool
    {
        return self::fullWidth($text, $bytes) === self::wide($text);
    }

    /** Half-width kana, letters and digits, cut to $bytes; the long vowel mark, not in the set, is a hyphen. */
    public static function halfKana(string $text, int $bytes): string
    {
        $narrow = strtr(mb_convert_kana(self::clean($text), 'khas', 'UTF-8'), ['ｰ' => '-', '･' => '.']);
        $kept = preg_replace('#[^0-9A-Za-zｦ-ｯｱ-ﾝﾞﾟ｢｣,.()\-/ ]#u', '', $narrow);

        return rtrim(mb_substr((string) $kept, 0, $bytes, 'UTF-8'));
    }

    /** Any width, cut to $characters; what Shift_JIS does not have is left out. */
    public static function plain(string $text, int $characters): string
    {
        $known = '';
        foreach (mb_str_split(strtr(self::clean($text), self::VARIANTS), 1, 'UTF-8') as $character) {
            $code = mb_convert_encoding($character, 'SJIS-win', 'UTF-8');
            $known .= mb_convert_encoding($code, 'UTF-8', 'SJIS-win') === $character ? $character : '';
        }

        return trim(mb_substr($known, 0, $characters, 'UTF-8'));
    }

    /** Printable ASCII, cut to $bytes. */
    public static function ascii(string $text, int $bytes): string
    {
        return substr((string) preg_replace('/[^\x20-\x7e]/', '', $text), 0, $bytes);
    }

    /** A Japanese telephone number as digits; '' for anything else. */
    public static function phone(string $text): string
    {
        $national = preg_replace('/^\+81[\s-]*(?:\(0\))?0?/', '0', mb_convert_kana(trim($text), 'a', 'UTF-8'));
        $digits = (string) preg_replace('/\D/', '', (string) $national);

        return preg_match('/^0\d{9,10}$/', $digits) === 1 ? $digits : '';
    }

    private static function wide(string $text): string
    {
        return mb_convert_kana(self::clean($text), 'KVAS', 'UTF-8');
    }

    private static function sendable(string $text): string
    {
        $known = '';
        foreach (mb_str_split(strtr($text, self::VARIANTS + self::SIGNS), 1, 'UTF-8') as $character) {
            $known .= self::isFullWidth($character) ? $character : self::UNKNOWN;
        }

        return $known;
    }

    /** JIS X 0208 rows 01-08, 16-47 and 48-84. */
    private static function isFullWidth(string $character): bool
    {
        $code = mb_convert_encoding($character, 'SJIS-win', 'UTF-8');
        if (\strlen($code) !== 2 || mb_convert_encoding($code, 'UTF-8', 'SJIS-win') !== $character) {
            return false;
        }
        [$lead, $trail] = [\ord($code[0]), \ord($code[1])];
        if ($lead >= 0xF0) {
            return false;
        }
        $row = ($lead - ($lead < 0xE0 ? 0x81 : 0xC1)) * 2 + ($trail < 0x9F ? 1 : 2);

        return $row <= 8 || ($row >= 16 && $row <= 84);
    }

    /** Valid UTF-8 on one line. */
    private static function clean(string $text): string
    {
        $spaced = preg_replace('/[\p{Z}\p{Cc}]+/u', ' ', mb_scrub($text, 'UTF-8'));
        // Joiners and variation selectors are no characters of their own.
        $plain = preg_replace('/[\p{Cf}\x{FE00}-\x{FE0F}\x{E0100}-\x{E01EF}]/u', '', (string) $spaced);

        return trim((string) $plain);
    }
}
