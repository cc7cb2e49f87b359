<?php

/**
 * Writes the tables that crates/core/src/charset is compared with: what mbstring of PHP 8.2 does.
 *
 *     php8.2 tests/vectors/make-charset.php
 *
 * NAME.decode.txt: one line per first byte, "XX: cells". A first byte that stands alone has one
 * cell; one that looks at the byte after it has 256, one per second byte. A cell is what both bytes
 * become: code points in hex joined by "+"; "*N" after a cell repeats it N times.
 * NAME.encode.txt: one line per 16 code points of the BMP, "XXXX: 16 cells" of bytes in hex; "-" is
 * a character without a code (mbstring writes "?"). Lines of nothing but "-" are left out.
 * NAME.sequences.txt: longer byte sequences, mostly broken, and what they become: "hex hex-of-UTF-8".
 */

declare(strict_types=1);

if (!str_starts_with(PHP_VERSION, '8.2.')) {
    fwrite(STDERR, 'This table is that of PHP 8.2, not ' . PHP_VERSION . ".\n");
    exit(1);
}
mb_substitute_character(0x3F);

/** @return string code points in hex joined by "+" */
function decoded(string $bytes, string $encoding): string
{
    $units = str_split(bin2hex((string) mb_convert_encoding($bytes, 'UTF-32BE', $encoding)), 8);

    return implode('+', array_map(static fn (string $unit): string => sprintf('%04x', hexdec($unit)), $units));
}

/** @param list<string> $cells */
function runs(array $cells): string
{
    $out = [];
    for ($i = 0; $i < count($cells); $i += $length) {
        $length = 1;
        while (($cells[$i + $length] ?? null) === $cells[$i]) {
            ++$length;
        }
        $out[] = $length === 1 ? $cells[$i] : $cells[$i] . '*' . $length;
    }

    return implode(' ', $out);
}

function decodeTable(string $encoding): string
{
    $table = '';
    for ($first = 0; $first < 256; ++$first) {
        $alone = decoded(chr($first), $encoding);
        $cells = [];
        $together = false;
        for ($second = 0; $second < 256; ++$second) {
            $cells[] = $cell = decoded(chr($first) . chr($second), $encoding);
            $together = $together || $cell !== $alone . '+' . decoded(chr($second), $encoding);
        }
        $table .= sprintf("%02x: %s\n", $first, $together ? runs($cells) : $alone);
    }

    return $table;
}

function encodeTable(string $encoding): string
{
    $table = '';
    for ($row = 0; $row < 0x10000; $row += 16) {
        $cells = [];
        for ($code = $row; $code < $row + 16; ++$code) {
            $surrogate = $code >= 0xD800 && $code < 0xE000;
            $bytes = $surrogate ? '?' : mb_convert_encoding(mb_chr($code, 'UTF-8'), $encoding, 'UTF-8');
            $cells[] = $bytes === '?' && $code !== 0x3F ? '-' : bin2hex($bytes);
        }
        if (array_unique($cells) !== ['-']) {
            $table .= sprintf("%04x: %s\n", $row, implode(' ', $cells));
        }
    }

    return $table;
}

/** Sequences of three and more bytes, from a fixed generator so that the file can be made again. */
function sequences(string $encoding, string $alphabet): string
{
    $state = 20240124;
    $next = static function (int $below) use (&$state): int {
        $state = ($state * 1103515245 + 12345) & 0x7FFFFFFF;

        return intdiv($state, 65536) % $below;
    };
    $table = '';
    for ($line = 0; $line < 1500; ++$line) {
        $bytes = '';
        for ($length = 3 + $next(10); $length > 0; --$length) {
            $bytes .= $alphabet[$next(strlen($alphabet))];
        }
        $table .= bin2hex($bytes) . ' ' . bin2hex((string) mb_convert_encoding($bytes, 'UTF-8', $encoding)) . "\n";
    }

    return $table;
}

$sjis = "\x00\x0A\x20\"A,=\\~\x7F\x80\x81\x82\x85\x87\x8D\x93\x9F\xA0\xA1\xB1\xDF\xE0\xEA\xED\xEE\xEF\xF0\xF9\xFA\xFC\xFD\xFE\xFF@ab";
$euc = "\x00\x0A\x20\"A,=\\~\x7F\x80\x81\x8D\x8E\x8F\x90\xA0\xA1\xA2\xA4\xA9\xAD\xB0\xC7\xDF\xE0\xF4\xF5\xF9\xFA\xFC\xFD\xFE\xFF\xA1\xB0\xC7";
$utf8 = "\x00\x0AA\"\x7F\x80\x81\x8F\x90\x9F\xA0\xBF\xC0\xC1\xC2\xDF\xE0\xE3\xE3\xED\xEF\xF0\xF0\xF3\xF4\xF5\xF8\xFC\xFE\xFF\x80\x82\x81\xBB";
foreach (['sjis-win' => ['SJIS-win', $sjis], 'cp51932' => ['CP51932', $euc]] as $name => [$encoding, $alphabet]) {
    file_put_contents(__DIR__ . "/$name.decode.txt", decodeTable($encoding));
    file_put_contents(__DIR__ . "/$name.encode.txt", encodeTable($encoding));
    file_put_contents(__DIR__ . "/$name.sequences.txt", sequences($encoding, $alphabet));
}
// Broken UTF-8 on the way to SJIS-win (6.5): what mbstring makes of it.
file_put_contents(__DIR__ . '/utf-8.sequences.txt', sequences('UTF-8', $utf8));
