--TEST--
Every exception is caught as PaygentException and as RuntimeException
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

use Paygent\Exception\ConfigException;
use Paygent\Exception\PaygentException;
use Paygent\Exception\RequestException;
use Paygent\Exception\ResponseException;
use Paygent\Exception\TransportException;

foreach ([ConfigException::class, RequestException::class, TransportException::class, ResponseException::class] as $class) {
    try {
        throw new $class('text');
    } catch (PaygentException $exception) {
        echo get_class($exception), ': ', $exception->getMessage(), ' ';
        var_dump($exception instanceof RuntimeException);
    }
}
--EXPECT--
Paygent\Exception\ConfigException: text bool(true)
Paygent\Exception\RequestException: text bool(true)
Paygent\Exception\TransportException: text bool(true)
Paygent\Exception\ResponseException: text bool(true)
