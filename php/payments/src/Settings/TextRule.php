<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** What a text may consist of. */
enum TextRule: string
{
    case Digits = 'digits';
    /** Letters and digits. Plugin 1.4.1's A-z let six signs more pass (eccube-plugin-admin 14, D24). */
    case Alnum = 'alnum';
    case TradingIdPart = 'trading_id_part';
    case Ascii = 'ascii';
    case AsciiWithoutSpace = 'ascii_without_space';
    /** Full-width characters of JIS X 0208: rows 1-8 and 16-84 (request_fields.A ※1). */
    case FullWidth = 'full_width';
    /** As FullWidth, katakana and the long mark only; at most 24 bytes once it is half-width. */
    case Katakana = 'katakana';
    case PaidyPublicKey = 'paidy_public_key';
    /** Any printable text. */
    case Printable = 'printable';

    public function accepts(#[\SensitiveParameter] string $value): bool
    {
        return match ($this) {
            self::Digits => preg_match('/\A[0-9]+\z/', $value) === 1,
            self::Alnum => preg_match('/\A[A-Za-z0-9]+\z/', $value) === 1,
            self::TradingIdPart => preg_match('/\A[A-Za-z0-9_]+\z/', $value) === 1,
            self::Ascii => preg_match('/\A[\x20-\x7E]+\z/', $value) === 1,
            self::AsciiWithoutSpace => preg_match('/\A[\x21-\x7E]+\z/', $value) === 1,
            self::FullWidth => self::isJis($value),
            self::Katakana => preg_match('/\A[ァ-ヴー]+\z/u', $value) === 1 && self::isJis($value)
                && \strlen(mb_convert_encoding(mb_convert_kana($value, 'k', 'UTF-8'), 'SJIS-win', 'UTF-8')) <= 24,
            self::PaidyPublicKey => preg_match('/\Apk_(live|test)[A-Za-z0-9_]+\z/', $value) === 1,
            self::Printable => preg_match('/\A\P{C}+\z/u', $value) === 1,
        };
    }

    /** CP932 as the telegram is, without the rows that JIS X 0208 does not have (NEC's and IBM's: ①, 髙). */
    private static function isJis(string $value): bool
    {
        $substitute = mb_substitute_character();
        mb_substitute_character(0x3F);
        $bytes = mb_convert_encoding($value, 'SJIS-win', 'UTF-8');
        mb_substitute_character($substitute);

        return preg_match('/\A(?:[\x81-\x84\x88-\x9F\xE0-\xEA][\x40-\xFC])+\z/', $bytes) === 1;
    }
}
