<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** The hosts in a settings file of the connection module (connection-module: `paygentB2Bmodule.url.…`). */
final class TelegramHosts
{
    /**
     * @return list<string> without repetition; [] when the file names none or cannot be read
     */
    public static function inFile(string $path): array
    {
        $text = is_file($path) && is_readable($path) ? file_get_contents($path) : false;

        return $text === false ? [] : self::inText($text);
    }

    /** @return list<string> */
    public static function inText(string $text): array
    {
        // Bytes, not characters: comments may be in Windows-31J.
        preg_match_all('~^[ \t]*paygentB2Bmodule\.url\.[^=:\s]+[ \t]*[=:]?[ \t]*https?://([^/:\s]+)~m', $text, $found);

        return array_values(array_unique(array_map(strtolower(...), $found[1])));
    }
}
