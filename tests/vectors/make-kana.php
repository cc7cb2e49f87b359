<?php

/**
 * Writes kana.txt: what mbstring of PHP 8.2 makes half-width (option "k"), one pair a line, in hex
 * of Shift_JIS. Codes that it turns into "?" are left out: they stay as they are (O-21).
 *
 *     php8.2 tests/vectors/make-kana.php
 */

declare(strict_types=1);

$table = '';
foreach ([...range(0x81, 0x9F), ...range(0xE0, 0xFC)] as $lead) {
    for ($trail = 0x40; $trail <= 0xFC; ++$trail) {
        $full = chr($lead) . chr($trail);
        $half = mb_convert_kana($full, 'k', 'SJIS');
        if ($half !== $full && !str_contains($half, '?')) {
            $table .= bin2hex($full) . ' ' . bin2hex($half) . "\n";
        }
    }
}
file_put_contents(__DIR__ . '/kana.txt', $table);
