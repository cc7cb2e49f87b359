<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests;

use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** docs/defects-avoided.md names tests that exist, for every defect there is. */
final class DefectsAvoidedTest extends TestCase
{
    private const SHOP = ['A' => 15, 'B' => 8, 'C' => 15, 'D' => 12, 'L' => 3];
    private const ADMIN = ['D' => 32];

    public function testEveryDefectHasItsLine(): void
    {
        $ids = [];
        foreach (['shop' => self::SHOP, 'admin' => self::ADMIN] as $side => $groups) {
            foreach ($groups as $letter => $count) {
                for ($number = 1; $number <= $count; ++$number) {
                    $ids[] = "$side $letter$number";
                }
            }
        }
        self::assertSame($ids, array_keys(self::rows()));
    }

    #[DataProvider('rows')]
    public function testItsTestExistsOrItsLackIsExplained(string $defect, string $reach, string $test): void
    {
        self::assertNotSame('', $defect);
        self::assertContains($reach, ['yes', 'screens']);
        if (preg_match('/\A(open|plugin): (.+)\z/', $test, $found) === 1) {
            self::assertSame($found[1] === 'plugin', $reach === 'screens');
            self::assertGreaterThan(20, \strlen($found[2]), 'a reason');

            return;
        }
        foreach (explode(', ', $test) as $name) {
            self::assertMatchesRegularExpression('/\A`[\w\/.]+::\w+`\z/', $name);
            [$place, $method] = explode('::', trim($name, '`'));
            str_ends_with($place, '.rs') ? self::assertRustTest($place, $method) : self::assertTest($place, $method);
        }
    }

    private static function assertRustTest(string $place, string $method): void
    {
        $file = self::root() . "/$place";
        self::assertFileExists($file);
        self::assertStringContainsString("fn $method(", (string) file_get_contents($file), $place);
    }

    /** Inherited ones too: a contract's tests run in the class that extends it. */
    private static function assertTest(string $place, string $method): void
    {
        $class = __NAMESPACE__ . '\\' . str_replace('/', '\\', $place);
        self::assertTrue(is_subclass_of($class, TestCase::class), "$place is no test");
        self::assertTrue(method_exists($class, $method) && str_starts_with($method, 'test'), "$place has no $method()");
        self::assertFalse((new \ReflectionClass($class))->isAbstract(), "$place is not run");
    }

    /** unserialize() makes objects out of whatever somebody wrote into a column. */
    public function testNothingIsUnserialized(): void
    {
        $files = new \RecursiveIteratorIterator(new \RecursiveDirectoryIterator(\dirname(__DIR__) . '/src'));
        $read = 0;
        foreach ($files as $file) {
            if ($file instanceof \SplFileInfo && $file->getExtension() === 'php') {
                $code = (string) file_get_contents($file->getPathname());
                self::assertDoesNotMatchRegularExpression('/(?<![\w_>:$])unserialize\s*\(/', $code, $file->getFilename());
                ++$read;
            }
        }
        self::assertGreaterThan(100, $read);
    }

    /** @return array<string, array{string, string, string}> by id: defect, reach, test */
    public static function rows(): array
    {
        $rows = [];
        foreach (explode("\n", (string) file_get_contents(self::root() . '/docs/defects-avoided.md')) as $line) {
            if (preg_match('/\A\| ((?:shop|admin) \w+) \| (.+) \| (\w+) \| (.+) \|\z/', $line, $cell) === 1) {
                $rows[$cell[1]] = [$cell[2], $cell[3], $cell[4]];
            }
        }

        return $rows;
    }

    private static function root(): string
    {
        return \dirname(__DIR__, 3);
    }
}
