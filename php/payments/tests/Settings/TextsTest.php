<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Settings;

use Paygent\Payments\Settings\Fields;
use Paygent\Payments\Settings\TextRule;
use Paygent\Payments\Support\Texts;
use PHPUnit\Framework\TestCase;

/** The texts of every room: the same keys and the same places in both languages. */
final class TextsTest extends TestCase
{
    public function testHasEveryTextInBothLanguages(): void
    {
        $ja = Texts::all('ja');
        $en = Texts::all('en');

        self::assertSame([], array_keys(array_diff_key($ja, $en)), 'missing in English');
        self::assertSame([], array_keys(array_diff_key($en, $ja)), 'missing in Japanese');
        foreach ($ja as $key => $text) {
            self::assertSame(self::places($text), self::places($en[$key]), $key);
            self::assertNotSame('', trim($text));
        }
    }

    /** A key in two rooms' files would silently hide one of the texts. */
    public function testHasEveryKeyOnce(): void
    {
        foreach (['ja', 'en'] as $language) {
            $seen = [];
            foreach ((array) glob(\dirname(__DIR__, 2) . '/data/texts/*.' . $language . '.php') as $file) {
                /** @var array<string, string> $texts */
                $texts = require $file;
                self::assertSame([], array_intersect_key($seen, $texts), (string) $file);
                $seen += $texts;
            }
        }
    }

    public function testHasATextForEveryRuleOfASetting(): void
    {
        foreach (TextRule::cases() as $rule) {
            self::assertTrue(Texts::has('settings.' . $rule->value), $rule->value);
        }
        foreach (Fields::all() as $field) {
            self::assertNotSame('', $field->label('ja'));
            self::assertNotSame('', $field->label('en'));
        }
    }

    public function testHasNoHintWithoutAField(): void
    {
        foreach (array_keys(Texts::all('ja')) as $key) {
            if (str_starts_with($key, 'settings.hint.')) {
                self::assertNotSame('', Fields::get(substr($key, 14))->hint('ja'));
            }
        }
        self::assertNotSame('', Fields::get('api_key')->hint('en'));
        self::assertSame('', Fields::get('shop_name')->hint('en'));
    }

    public function testReplacesValuesOnce(): void
    {
        self::assertSame(
            '「%max%」は5文字以内で入力してください。',
            Texts::get('settings.length', 'ja', ['label' => '%max%', 'max' => 5]),
        );
        self::assertSame(Texts::get('settings.url', 'en'), Texts::get('settings.url', 'fr_FR'));
        self::assertSame(Texts::get('settings.url'), Texts::get('settings.url', 'ja_JP'));
    }

    public function testRefusesAnUnknownKey(): void
    {
        $this->expectException(\OutOfBoundsException::class);

        Texts::get('settings.nothing');
    }

    /** @return list<string> */
    private static function places(string $text): array
    {
        preg_match_all('/%[a-z_]+%/', $text, $found);
        $places = array_values(array_unique($found[0]));
        sort($places);

        return $places;
    }
}
