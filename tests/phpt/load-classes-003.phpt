--TEST--
These classes are declared
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

$names = (new ReflectionExtension('paygent'))->getClassNames();
sort($names);
foreach ($names as $name) {
    echo (new ReflectionClass($name))->isFinal() ? 'final ' : '', $name, "\n";
}
--EXPECT--
final Paygent\Client
final Paygent\ConnectionModule
Paygent\Exception\ConfigException
Paygent\Exception\PaygentException
Paygent\Exception\RequestException
Paygent\Exception\ResponseException
Paygent\Exception\TransportException
final Paygent\Hash
final Paygent\Log
final Paygent\Response
final Paygent\Rows
