<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Module;

use Paygent\Payments\Method\Buyer;

/** Names that today make an application fail with P008 or P009. */
final class HardNames
{
    /** @return iterable<string, array{Buyer}> */
    public static function buyers(): iterable
    {
        yield 'ladder 高, standing 崎' => [ModuleFixture::buyer("髙\u{FA11}", "\u{20BB7}子", 'タカサキ', 'ヨシコ')];
        yield 'emoji' => [ModuleFixture::buyer("花\u{1F338}", "子\u{1F469}\u{200D}\u{1F52C}", "ハナ\u{1F338}", 'コ')];
        yield '2,000 characters' => [ModuleFixture::buyer(str_repeat('寿限無', 667), str_repeat('長', 2000), str_repeat('ジュゲム', 500), str_repeat('ー', 2000))];
        yield 'Korean without kana' => [ModuleFixture::buyer('김', '민준', '', '')];
        yield 'Latin letters' => [ModuleFixture::buyer("O'Brien-Núñez", 'José "Pepe"', 'オブライエン・ヌニェス', 'ホセ')];
        yield 'signs of the vendor row' => [ModuleFixture::buyer('㈱①', 'Ⅲ世', 'カブ）', '＆サンセイ')];
        yield 'half-width kana' => [ModuleFixture::buyer('ﾔﾏﾀﾞ', 'ﾀﾛｳ', 'ﾔﾏﾀﾞ', 'ﾀﾛｳ')];
        yield 'kanji in the kana fields' => [ModuleFixture::buyer('山田', '太郎', '山田', '太郎')];
        yield 'broken bytes' => [ModuleFixture::buyer("山\xFF", "太\x81", "ヤ\xFF", 'タ')];
        yield 'wave dash, minus, yen' => [ModuleFixture::buyer("山\u{301C}田", "太\u{2212}\u{A5}郎\\", "ヤ\u{301C}\u{A5}", 'タ\\')];
    }
}
