--TEST--
Exceptions made by PHP code have the constructor of Exception and safe defaults
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

$cause = new LogicException('cause');
$exception = new TransportException('text', 7, $cause);
var_dump($exception->getMessage(), $exception->getCode(), $exception->getPrevious() === $cause);
var_dump($exception->outcome(), $exception->errno(), $exception->results());
foreach ([PaygentException::class, ConfigException::class, RequestException::class, TransportException::class, ResponseException::class] as $class) {
    echo (new $class())->vendorCode(), "\n";
}
var_dump((new RequestException())->field());
--EXPECT--
string(4) "text"
int(7)
bool(true)
string(7) "unknown"
int(0)
array(0) {
}
E01901
E01002
E02003
E02005
E02005
NULL
