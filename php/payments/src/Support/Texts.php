<?php

declare(strict_types=1);

namespace Paygent\Payments\Support;

/**
 * Texts for shop people and customers, Japanese and English.
 *
 * Each room keeps its own in `data/texts/<room>.ja.php` and `.en.php`: arrays of key => text, keys
 * beginning with the room's name ("card.declined"). `%name%` in a text is replaced by a value.
 */
final class Texts
{
    /** @var array<string, array<string, string>> texts by language */
    private static array $texts = [];

    /**
     * @param string $locale "ja…" for Japanese, anything else for English
     * @param array<string, string|int> $values by the name between the per cent signs
     *
     * @throws \OutOfBoundsException when there is no such text: an error of the program
     */
    public static function get(string $key, string $locale = 'ja', array $values = []): string
    {
        $text = self::all($locale)[$key]
            ?? throw new \OutOfBoundsException(sprintf('There is no text "%s".', $key));
        $pairs = [];
        foreach ($values as $name => $value) {
            $pairs['%' . $name . '%'] = (string) $value;
        }

        return strtr($text, $pairs);
    }

    public static function has(string $key, string $locale = 'ja'): bool
    {
        return isset(self::all($locale)[$key]);
    }

    /** @return array<string, string> every text of one language, by key */
    public static function all(string $locale): array
    {
        $language = str_starts_with($locale, 'ja') ? 'ja' : 'en';

        return self::$texts[$language] ??= self::load($language);
    }

    /** @return array<string, string> */
    private static function load(string $language): array
    {
        $files = glob(\dirname(__DIR__, 2) . '/data/texts/*.' . $language . '.php');
        $texts = [];
        foreach ($files === false ? [] : $files as $file) {
            /** @var array<string, string> $room */
            $room = require $file;
            $texts += $room;
        }

        return $texts;
    }
}
