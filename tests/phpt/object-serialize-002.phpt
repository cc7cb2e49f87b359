--TEST--
serialize and unserialize are refused
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

$path = settings_file();
foreach ([Paygent\Client::fromConfig($path), new Paygent\ConnectionModule($path)] as $object) {
    try {
        serialize($object);
    } catch (Exception $exception) {
        echo $exception->getMessage(), "\n";
    }
}
foreach (['Client', 'ConnectionModule', 'Response', 'Rows', 'Hash', 'Log'] as $class) {
    $name = "Paygent\\$class";
    try {
        unserialize(sprintf('O:%d:"%s":0:{}', strlen($name), $name));
    } catch (Exception $exception) {
        echo $exception->getMessage(), "\n";
    }
}
--EXPECT--
Serialization of 'Paygent\Client' is not allowed
Serialization of 'Paygent\ConnectionModule' is not allowed
Unserialization of 'Paygent\Client' is not allowed
Unserialization of 'Paygent\ConnectionModule' is not allowed
Unserialization of 'Paygent\Response' is not allowed
Unserialization of 'Paygent\Rows' is not allowed
Unserialization of 'Paygent\Hash' is not allowed
Unserialization of 'Paygent\Log' is not allowed
