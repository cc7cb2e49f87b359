--TEST--
Only the extension makes clients, answers and rows
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

foreach (['Client', 'Response', 'Rows', 'Hash', 'Log'] as $class) {
    $name = "Paygent\\$class";
    try {
        new $name();
    } catch (Error $error) {
        echo $error->getMessage(), "\n";
    }
    try {
        (new ReflectionClass($name))->newInstanceWithoutConstructor();
    } catch (ReflectionException $exception) {
        echo get_class($exception), "\n";
    }
}
--EXPECT--
Call to private Paygent\Client::__construct() from global scope
ReflectionException
Call to private Paygent\Response::__construct() from global scope
ReflectionException
Call to private Paygent\Rows::__construct() from global scope
ReflectionException
Call to private Paygent\Hash::__construct() from global scope
ReflectionException
Call to private Paygent\Log::__construct() from global scope
ReflectionException
