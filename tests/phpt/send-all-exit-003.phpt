--TEST--
A callback that calls exit() ends the script in the usual way
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

register_shutdown_function(static function (): void {
    echo "shutdown\n";
});
try {
    Paygent\Client::fromConfig(settings_file())->sendAll(
        [['kind' => '020'], ['kind' => '021']],
        1,
        static function (): void {
            echo "callback\n";
            exit(0);
        },
    );
} catch (Throwable $thrown) {
    echo 'caught ', get_class($thrown), "\n";
}
echo "after\n";
--EXPECT--
callback
shutdown
