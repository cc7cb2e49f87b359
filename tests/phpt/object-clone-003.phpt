--TEST--
clone and added properties are refused
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

$path = settings_file();
foreach ([Paygent\Client::fromConfig($path), new Paygent\ConnectionModule($path)] as $object) {
    try {
        $copy = clone $object;
    } catch (Error $error) {
        echo $error->getMessage(), "\n";
    }
    try {
        $object->added = 1;
    } catch (Error $error) {
        echo $error->getMessage(), "\n";
    }
}
--EXPECT--
Trying to clone an uncloneable object of class Paygent\Client
Cannot create dynamic property Paygent\Client::$added
Trying to clone an uncloneable object of class Paygent\ConnectionModule
Cannot create dynamic property Paygent\ConnectionModule::$added
