<?php

declare(strict_types=1);

namespace Paygent\Tests\Support;

/** Directories that go away when the run ends. */
final class Scratch
{
    private static ?string $root = null;

    /** A new empty directory. */
    public static function directory(string $name): string
    {
        if (self::$root === null) {
            self::$root = sys_get_temp_dir() . '/paygent-phpunit-' . bin2hex(random_bytes(6));
            mkdir(self::$root, 0700);
            $root = self::$root;
            $pid = getmypid();
            register_shutdown_function(static function () use ($root, $pid): void {
                if (getmypid() === $pid) {
                    self::remove($root);
                }
            });
        }
        $path = self::$root . '/' . $name . '-' . bin2hex(random_bytes(4));
        mkdir($path, 0700);

        return $path;
    }

    private static function remove(string $directory): void
    {
        foreach (array_diff((array) scandir($directory), ['.', '..']) as $name) {
            $path = $directory . '/' . $name;
            is_dir($path) && !is_link($path) ? self::remove($path) : unlink($path);
        }
        rmdir($directory);
    }
}
