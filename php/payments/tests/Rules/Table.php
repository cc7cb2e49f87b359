<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Rules;

/** The reference tables as they were given, kept in tests/data to compare with. */
final class Table
{
    /** @return list<array<string, string>> column => value */
    public static function read(string $file): array
    {
        $handle = fopen(\dirname(__DIR__) . '/data/' . $file, 'rb');
        if ($handle === false) {
            throw new \RuntimeException('Cannot open ' . $file);
        }
        $columns = null;
        $rows = [];
        while (($values = fgetcsv($handle, null, ',', '"', '')) !== false) {
            $values = array_map(strval(...), $values);
            if ($columns === null) {
                $columns = $values;
                continue;
            }
            $rows[] = array_combine($columns, $values);
        }
        fclose($handle);

        return $rows;
    }
}
