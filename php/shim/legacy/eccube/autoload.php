<?php

/**
 * The class names of the module inside the EC-CUBE plugin PaygentPayment (connection-module 2.2):
 * required before the plugin's own copy is used, it takes that copy's place.
 */

declare(strict_types=1);

require_once __DIR__ . '/../../autoload.php';

spl_autoload_register(static function (string $class): void {
    $prefix = 'Plugin\\PaygentPayment\\jp\\co\\ks\\merchanttool\\connectmodule\\';
    if (!str_starts_with($class, $prefix)) {
        return;
    }
    $name = substr($class, (int) strrpos($class, '\\') + 1);
    if ($class === $prefix . 'system\\PaygentB2BModule') {
        require __DIR__ . '/PaygentB2BModule.php';
    } elseif (isset(PaygentModule\Internal\OlderNames::FOLDERS[$name])) {
        PaygentModule\Internal\OlderNames::alias($name, substr($class, 0, -strlen($name)));
    }
}, prepend: true);
