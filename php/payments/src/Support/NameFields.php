<?php

declare(strict_types=1);

namespace Paygent\Payments\Support;

/**
 * Names and texts in the form in which Paygent accepts them: never refused with P008 or P009
 * (telegrams-overview 5.1, 5.2). Sizes are bytes of the Shift_JIS form.
 *
 * The rule for characters outside JIS X 0208, in this order:
 * 1. a character with an established plain shape is sent in that shape (髙 → 高, 﨑 → 崎: data/plain_kanji.php);
 * 2. what is no letter (emoji, variation selectors, control characters) is left out;
 * 3. a name that still has other characters is sent in katakana, from the customer's kana;
 * 4. without kana each of them becomes 〓, the printers' mark for a missing character.
 * What is too long is cut: the name is for people to recognise; the number finds the payment.
 */
final class NameFields
{
    private const MISSING = '〓';

    /** One sign, several code points: the one that Windows-31J knows. */
    private const SIGNS = [
        "\u{301C}" => '～', "\u{2212}" => '－', "\u{2010}" => '－', "\u{2011}" => '－', "\u{2012}" => '－',
        "\u{2013}" => '－', "\u{2014}" => '―', "\u{2016}" => '∥', "\u{A2}" => '￠', "\u{A3}" => '￡',
        "\u{A5}" => '￥', "\u{AC}" => '￢', "\u{A0}" => '　', '"' => '”', "'" => '’', '\\' => '＼', '~' => '～',
        "\t" => '　', "\r" => '　', "\n" => '　',
    ];

    /** Small kana and signs of half-width fields: Paygent enlarges the first, refuses the second. */
    private const HALF = [
        'ｧ' => 'ｱ', 'ｨ' => 'ｲ', 'ｩ' => 'ｳ', 'ｪ' => 'ｴ', 'ｫ' => 'ｵ', 'ｬ' => 'ﾔ', 'ｭ' => 'ﾕ', 'ｮ' => 'ﾖ', 'ｯ' => 'ﾂ',
        'ヵ' => 'ｶ', 'ヶ' => 'ｹ', '･' => ' ', '−' => '-', '‐' => '-', '―' => '-', '～' => '-', '〜' => '-', '－' => '-',
    ];

    /** @var array<string, string>|null data/plain_kanji.php */
    private static ?array $plain = null;

    /**
     * A full-width text of at most $maxBytes bytes (two per character); '' when nothing can be sent.
     *
     * @param string $kana the same name in kana, for what cannot be written in kanji
     */
    public static function fullWidth(string $text, int $maxBytes, string $kana = ''): string
    {
        [$plain, $missing] = self::plain($text);
        if (($missing || $plain === '') && $kana !== '') {
            [$katakana, $unreadable] = self::plain(mb_convert_kana($kana, 'C', 'UTF-8'));
            $plain = $unreadable || $katakana === '' ? $plain : $katakana;
        }

        return self::trim(mb_substr($plain, 0, intdiv($maxBytes, 2), 'UTF-8'));
    }

    /** A half-width text of at most $maxBytes bytes; what the field cannot hold is left out. */
    public static function halfKana(string $text, int $maxBytes, KanaSet $set = KanaSet::Bank): string
    {
        $half = mb_convert_kana(self::composed(mb_scrub($text, 'UTF-8')), 'khas', 'UTF-8');
        $half = strtr(strtoupper($half), self::HALF);
        $half = $set === KanaSet::Bank ? str_replace('ｰ', '-', $half) : $half;
        $half = trim((string) preg_replace('~[^0-9A-Z ,.()/ｦｰ-ﾟ｢｣-]~u', '', $half));
        if (mb_strlen($half, 'UTF-8') <= $maxBytes) {
            return $half;
        }
        $kept = mb_substr($half, 0, $maxBytes, 'UTF-8');
        $next = mb_substr($half, $maxBytes, 1, 'UTF-8');

        // A kana without its voiced mark would be another kana.
        return rtrim(\in_array($next, ['ﾞ', 'ﾟ'], true) ? mb_substr($kept, 0, -1, 'UTF-8') : $kept);
    }

    /** Digits of a Japanese telephone number, at most 11; '' for anything else. */
    public static function telephone(string $text): string
    {
        $half = mb_convert_kana(mb_scrub($text, 'UTF-8'), 'as', 'UTF-8');
        $half = (string) preg_replace('~^\s*(?:\+|00|010)81[\s-]*(?:\(0\))?0?~', '0', $half);
        $digits = (string) preg_replace('~\D~', '', $half);

        return \strlen($digits) >= 9 && \strlen($digits) <= 11 ? $digits : '';
    }

    /** Printable ASCII, at most $maxBytes. */
    public static function ascii(string $text, int $maxBytes): string
    {
        return trim(substr((string) preg_replace('~[^\x20-\x7E]~', '', $text), 0, $maxBytes));
    }

    /** @return array{string, bool} the text in plain characters, and whether some could not be written */
    private static function plain(string $text): array
    {
        self::$plain ??= self::table();
        $text = self::composed(strtr(mb_scrub($text, 'UTF-8'), self::$plain + self::SIGNS));
        $written = '';
        $missing = false;
        foreach (mb_str_split(mb_convert_kana($text, 'KVAS', 'UTF-8'), 1, 'UTF-8') as $character) {
            if (Jis0208::has($character)) {
                $written .= $character;
            } elseif (preg_match('~[\p{L}\p{N}]~u', $character) === 1) {
                $written .= self::MISSING;
                $missing = true;
            }
        }

        return [self::trim($written), $missing];
    }

    /** Kana and their voiced marks as one character: some systems hand them over apart. */
    private static function composed(string $text): string
    {
        $voiced = '~([かきくけこさしすせそたちつてとはひふへほカキクケコサシスセソタチツテトハヒフヘホ])(\x{3099})~u';
        $half = '~([はひふへほハヒフヘホ])(\x{309A})~u';
        $text = str_replace(["う\u{3099}", "ウ\u{3099}"], 'ヴ', $text);

        return (string) preg_replace_callback([$voiced, $half], self::joined(...), $text);
    }

    /** @param array<array-key, string> $found kana and mark */
    private static function joined(array $found): string
    {
        $step = ($found[2] ?? '') === "\u{309A}" ? 2 : 1;

        return (string) mb_chr((int) mb_ord($found[1] ?? '', 'UTF-8') + $step, 'UTF-8');
    }

    private static function trim(string $text): string
    {
        return (string) preg_replace('~^[\s　]+|[\s　]+$~u', '', $text);
    }

    /** @return array<string, string> */
    private static function table(): array
    {
        /** @var array<string, string> $table */
        $table = require \dirname(__DIR__, 2) . '/data/plain_kanji.php';

        return $table;
    }
}
