<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Journal;

use Paygent\Payments\Journal\Database;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\WithDatabases;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Values are data, whatever is in them: PDO puts statements together itself for MySQL and PostgreSQL. */
final class ValuesTest extends TestCase
{
    use WithDatabases;

    private const HARD = [
        "O'Brien", "'; DROP TABLE paygent_hard; --", '\\', "\\' OR 1=1 --", '? :name $1 {hard}', '"double"', "two\r\nlines",
        '髙﨑 ①㈱ ～ 😀', '%_', '', '0', '007', "E'\\n'", '/* ? */', '--',
    ];

    #[DataProvider('databases')]
    public function testEveryValueComesBackAsItWas(DatabaseKind $kind): void
    {
        $database = new Database($this->database($kind)->connect());
        $charset = $database->isMysql() ? ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : '';
        $database->execute("CREATE TABLE {hard} (id INTEGER NOT NULL PRIMARY KEY, value VARCHAR(64)$charset, number BIGINT)");
        foreach (self::HARD as $id => $value) {
            $database->insert('hard', ['id' => $id, 'value' => $value, 'number' => 1_800_000_000_123 + $id]);
        }
        $database->insert('hard', ['id' => 99, 'value' => null, 'number' => null]);

        foreach (self::HARD as $id => $value) {
            $row = $database->row('SELECT id, value, number FROM {hard} WHERE value = ? AND id = ?', [$value, $id]);
            self::assertSame($value, $row['value'] ?? null);
            self::assertSame(1_800_000_000_123 + $id, (int) ($row['number'] ?? 0));
        }
        self::assertSame(1, $database->change('hard', ['value' => "it's"], ['id' => 99, 'value' => null]));
        self::assertSame(\count(self::HARD) + 1, $database->int('SELECT COUNT(*) FROM {hard}'));
    }
}
