<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Link;

use Paygent\Payments\Method\Link\LinkText;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Names as the link type takes them (link-type 3 notes 2 and 3). */
final class LinkTextTest extends TestCase
{
    #[DataProvider('fullWidthTexts')]
    public function testFullWidth(string $text, string $expected, bool $fits): void
    {
        self::assertSame($expected, LinkText::fullWidth($text, 12));
        self::assertSame($fits, LinkText::fits($text, 12));
    }

    /** @return array<string, array{string, string, bool}> */
    public static function fullWidthTexts(): array
    {
        return [
            'as it is' => ['山田', '山田', true],
            'empty' => ['', '', true],
            'latin' => ['Smith-1', 'Ｓｍｉｔｈ－', false],
            'short latin' => ["O'Ki", 'Ｏ’Ｋｉ', false],
            'half-width kana' => ['ｶﾞｷﾞ', 'ガギ', true],
            'six' => ['一二三四五六', '一二三四五六', true],
            'seven' => ['一二三四五六七', '一二三四五六', false],
            'ladder 高 and standing 崎' => ["髙\u{FA11}", '高崎', false],
            'earth-roof 吉' => ["\u{20BB7}野", '吉野', false],
            'emoji' => ["太\u{1F600}郎", '太？郎', false],
            'joined emoji is one' => ["\u{2764}\u{FE0F}", '？', false],
            'circled digit' => ['①', '？', false],
            'an extension of Windows' => ['彅', '？', false],
            'Hangul' => ['김', '？', false],
            'wave dash' => ["\u{301C}", "\u{FF5E}", false],
            'lines and tabs' => ["太\r\n\t郎 ", '太　郎', true],
            'broken UTF-8' => ["太\xE3", '太？', true],
        ];
    }

    /** Every character of the answer is one that Paygent's rows have. */
    public function testEveryCharacterOfTheBmpBecomesSendable(): void
    {
        for ($first = 0x20; $first < 0xFFFE; $first += 64) {
            $text = '';
            for ($code = $first; $code < $first + 64; ++$code) {
                $text .= $code >= 0xD800 && $code <= 0xDFFF ? '' : (string) mb_chr($code, 'UTF-8');
            }
            $sendable = LinkText::fullWidth($text, 400);
            $bytes = mb_convert_encoding($sendable, 'SJIS-win', 'UTF-8');
            self::assertSame(2 * mb_strlen($sendable, 'UTF-8'), \strlen($bytes), dechex($first));
            foreach (str_split($bytes, 2) as $code) {
                // Rows 9 to 15 are 0x8540 to 0x889E, rows above 84 begin with 0xEB.
                self::assertMatchesRegularExpression('/\A(?:[\x81-\x84][\x40-\xFC]|\x88[\x9F-\xFC]|[\x89-\x9F\xE0-\xEA].)\z/s', $code);
            }
        }
    }

    #[DataProvider('kana')]
    public function testHalfKana(string $text, string $expected): void
    {
        self::assertSame($expected, LinkText::halfKana($text, 12));
    }

    /** @return array<string, array{string, string}> */
    public static function kana(): array
    {
        return [
            'katakana' => ['ヤマダ', 'ﾔﾏﾀﾞ'],
            'hiragana' => ['やまだ', 'ﾔﾏﾀﾞ'],
            'long vowel' => ['オノー', 'ｵﾉ-'],
            'middle dot' => ['ア・イ', 'ｱ.ｲ'],
            'latin' => ['Ａｎｎ', 'Ann'],
            'kanji are left out' => ['山ア', 'ｱ'],
            'cut' => ['ガギグゲゴザジ', 'ｶﾞｷﾞｸﾞｹﾞｺﾞｻﾞ'],
            'empty' => ['', ''],
        ];
    }

    #[DataProvider('phones')]
    public function testPhone(string $text, string $expected): void
    {
        self::assertSame($expected, LinkText::phone($text));
    }

    /** @return array<string, array{string, string}> */
    public static function phones(): array
    {
        return [
            'hyphens' => ['090-1234-5678', '09012345678'],
            'full width' => ['０３－１２３４－５６７８', '0312345678'],
            'international' => ['+81 90 1234 5678', '09012345678'],
            'international with 0' => ['+81 (0)3-1234-5678', '0312345678'],
            'too short' => ['1234', ''],
            'too long' => ['090123456789', ''],
            'foreign' => ['+1 212 555 0100', ''],
            'empty' => ['', ''],
        ];
    }

    public function testAscii(): void
    {
        self::assertSame('(c) Shop 2026', LinkText::ascii("(c) Shop\n 2026、店", 256));
        self::assertSame('abc', LinkText::ascii('abcdef', 3));
    }

    public function testPlainKeepsTheWidthAndLeavesOutWhatCannotBeSent(): void
    {
        self::assertSame('1-2-3 高層ビル', LinkText::plain("1-2-3 髙層ビル\u{1F600}", 50));
        self::assertSame('', LinkText::plain("\u{3000}  ", 50));
        self::assertSame('ああ', LinkText::plain('あああ', 2));
    }
}
