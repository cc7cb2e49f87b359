<?php

/**
 * Loads the compatible classes without Composer: `require 'php/shim/autoload.php';`.
 */

declare(strict_types=1);

if (!extension_loaded('paygent')) {
    throw new RuntimeException(
        'The PHP extension paygent is not loaded: install it and put "extension=paygent" into php.ini.',
    );
}

spl_autoload_register(static function (string $class): void {
    $prefix = 'PaygentModule\\';
    if (!str_starts_with($class, $prefix)) {
        return;
    }
    $path = __DIR__ . '/src/paygent_module/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
    if (is_file($path)) {
        require $path;
    }
});
