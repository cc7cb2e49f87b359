<?php

declare(strict_types=1);

/*
 * PAYMENTS_VENDOR names another vendor directory than `vendor`, e.g. `vendor-dbal3`. Composer puts the
 * loader that is required last first, so this also holds when PHPUnit itself comes from elsewhere.
 */
$vendor = getenv('PAYMENTS_VENDOR');
$vendor = dirname(__DIR__) . '/' . ($vendor === false || $vendor === '' ? 'vendor' : $vendor);
if (!is_file($vendor . '/autoload.php')) {
    throw new RuntimeException("$vendor is missing: run `composer install` as php/payments/README.md says.");
}
require $vendor . '/autoload.php';
