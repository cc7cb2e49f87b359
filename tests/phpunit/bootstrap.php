<?php

declare(strict_types=1);

if (!extension_loaded('paygent')) {
    throw new RuntimeException('Run PHPUnit with `php -d extension=<path of the built extension>`.');
}

require dirname(__DIR__) . '/vendor/autoload.php';
