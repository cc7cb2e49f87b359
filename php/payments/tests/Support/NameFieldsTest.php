<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

use Paygent\Payments\Support\Jis0208;
use Paygent\Payments\Support\KanaSet;
use Paygent\Payments\Support\NameFields;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class NameFieldsTest extends TestCase
{
    /** @return iterable<string, array{string, string}> */
    public static function fullWidthNames(): iterable
    {
        yield 'plain' => ['高橋', '高橋'];
        yield 'ladder 高' => ['髙橋', '高橋'];
        yield 'standing 崎' => ["山\u{FA11}", '山崎'];
        yield 'beyond the basic plane' => ["\u{20BB7}野家", '吉野家'];
        yield 'compatibility ideograph' => ["\u{FA19}谷", '神谷'];
        yield 'variation selector' => ["葛\u{E0100}城", '葛城'];
        yield 'emoji' => ["花子\u{1F363}\u{200D}\u{FE0F}", '花子'];
        yield 'emoji of letters' => ["\u{1F1EF}\u{1F1F5}太郎", '太郎'];
        yield 'half-width kana' => ['ｶﾞｰﾃﾞﾝ', 'ガーデン'];
        yield 'kana and mark apart' => ["か\u{3099}は\u{309A}", 'がぱ'];
        yield 'Latin letters' => ['Smith Jr.', 'Ｓｍｉｔｈ　Ｊｒ．'];
        yield 'quotes' => ['O\'Neil "A"\\~', 'Ｏ’Ｎｅｉｌ　”Ａ”＼～'];
        yield 'company' => ['㈱山田', '（株）山田'];
        yield 'Roman numeral' => ['エリザベスⅡ', 'エリザベスＩＩ'];
        yield 'dashes' => ["あ\u{2212}い\u{2014}う\u{301C}え", 'あ－い―う～え'];
        yield 'line break' => ["山田\r\n太郎", '山田　　太郎'];
        yield 'broken UTF-8' => ["山\xFF田", '山？田'];
        yield 'blanks only' => [' 　 ', ''];
    }

    #[DataProvider('fullWidthNames')]
    public function testFullWidth(string $name, string $expected): void
    {
        self::assertSame($expected, NameFields::fullWidth($name, 100));
    }

    public function testWhatCannotBeWrittenIsSentInKatakana(): void
    {
        self::assertSame('クサナギ', NameFields::fullWidth('草彅', 20, 'くさなぎ'));
        self::assertSame('キム', NameFields::fullWidth('김', 20, 'ｷﾑ'));
        self::assertSame('ハナコ', NameFields::fullWidth("\u{1F338}", 20, 'ハナコ'));
    }

    public function testWithoutKanaAMissingCharacterIsMarked(): void
    {
        self::assertSame('草〓', NameFields::fullWidth('草彅', 20));
        self::assertSame('草〓', NameFields::fullWidth('草彅', 20, '김'));
        self::assertSame('', NameFields::fullWidth("\u{1F338}", 20));
    }

    public function testLongNamesAreCutToTheirBytes(): void
    {
        $cut = NameFields::fullWidth(str_repeat('寿限無', 667), 20);

        self::assertSame('寿限無寿限無寿限無寿', $cut);
        self::assertSame(20, \strlen(mb_convert_encoding($cut, 'SJIS-win', 'UTF-8')));
        self::assertSame('寿', NameFields::fullWidth('寿　限', 4), 'no blank at the end');
    }

    /** @return iterable<string, array{string, KanaSet, string}> */
    public static function halfWidthNames(): iterable
    {
        yield 'katakana' => ['タカハシ', KanaSet::Bank, 'ﾀｶﾊｼ'];
        yield 'hiragana' => ['たかはし', KanaSet::Bank, 'ﾀｶﾊｼ'];
        yield 'voiced marks stay' => ['ガパ', KanaSet::Bank, 'ｶﾞﾊﾟ'];
        yield 'small kana are enlarged' => ['キャップ', KanaSet::Bank, 'ｷﾔﾂﾌﾟ'];
        yield 'long mark of the bank set' => ['サーバー', KanaSet::Bank, 'ｻ-ﾊﾞ-'];
        yield 'long mark of the stores' => ['サーバー', KanaSet::Store, 'ｻｰﾊﾞｰ'];
        yield 'old kana' => ['ヰヱヮヵヶヴ', KanaSet::Bank, 'ｲｴﾜｶｹｳﾞ'];
        yield 'Latin letters' => ['ａbＣ', KanaSet::Bank, 'ABC'];
        yield 'middle dot' => ['ジョン・スミス', KanaSet::Bank, 'ｼﾞﾖﾝ ｽﾐｽ'];
        yield 'kanji, emoji, refused signs' => ["高ﾀ\u{1F363}&'+:¥､。ﾛ", KanaSet::Bank, 'ﾀﾛ'];
        yield 'brackets' => ['「ア」（イ）', KanaSet::Bank, '｢ｱ｣(ｲ)'];
    }

    #[DataProvider('halfWidthNames')]
    public function testHalfKana(string $name, KanaSet $set, string $expected): void
    {
        self::assertSame($expected, NameFields::halfKana($name, 100, $set));
    }

    public function testAKanaIsNotPartedFromItsMark(): void
    {
        self::assertSame('ｶﾞｶﾞ', NameFields::halfKana('ガガガ', 5));
        self::assertSame('ｶﾞｶﾞｶﾞ', NameFields::halfKana('ガガガ', 6));
        self::assertSame(14, mb_strlen(NameFields::halfKana(str_repeat('ア', 2000), 14)));
    }

    /** @return iterable<string, array{string, string}> */
    public static function telephones(): iterable
    {
        yield 'with hyphens' => ['03-1234-5678', '0312345678'];
        yield 'full width' => ['０９０－１２３４－５６７８', '09012345678'];
        yield 'international' => ['+81-90-1234-5678', '09012345678'];
        yield 'international with (0)' => ['+81 (0)3 1234 5678', '0312345678'];
        yield 'too long' => ['090123456789', ''];
        yield 'too short' => ['110', ''];
        yield 'none' => ['', ''];
    }

    #[DataProvider('telephones')]
    public function testTelephone(string $given, string $expected): void
    {
        self::assertSame($expected, NameFields::telephone($given));
    }

    public function testAsciiDropsTheRest(): void
    {
        self::assertSame('(c) Shop', NameFields::ascii("(c) Shop店\n", 64));
        self::assertSame('abc', NameFields::ascii('abcdef', 3));
    }

    public function testEveryReplacementIsAcceptedAndNeeded(): void
    {
        /** @var array<string, string> $table */
        $table = require \dirname(__DIR__, 2) . '/data/plain_kanji.php';

        foreach ($table as $from => $to) {
            self::assertFalse(Jis0208::has($from), "$from is accepted as it is");
            foreach (mb_str_split($to) as $character) {
                self::assertTrue(Jis0208::has($character), "$from becomes $character, which is refused");
            }
        }
    }

    public function testTheSetIsThatOfJisX0208(): void
    {
        foreach (['ア', 'あ', '　', 'Ａ', '々', '〆', '─', '熙', '～', '－', '〓'] as $character) {
            self::assertTrue(Jis0208::has($character), $character);
        }
        foreach (['髙', "\u{FA11}", '①', 'Ⅲ', '㈱', 'ｱ', 'a', "\u{1F363}", 'é', "\u{E000}", '〜'] as $character) {
            self::assertFalse(Jis0208::has($character), $character);
        }
    }
}
