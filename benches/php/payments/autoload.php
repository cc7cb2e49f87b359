<?php

declare(strict_types=1);

// The engine with the parts that its own tests start: databases, local Paygent, a small shop.
require __DIR__ . '/../../../php/payments/tests/bootstrap.php';
require __DIR__ . '/../lib.php';

spl_autoload_register(static function (string $class): void {
    $file = __DIR__ . '/' . substr($class, strlen('Paygent\\Payments\\Bench\\')) . '.php';
    if (str_starts_with($class, 'Paygent\\Payments\\Bench\\') && is_file($file)) {
        require $file;
    }
});
