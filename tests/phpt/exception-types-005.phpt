--TEST--
The methods keep their types whatever a subclass puts into the properties
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

use Paygent\Exception\RequestException;
use Paygent\Exception\TransportException;

final class Odd extends TransportException
{
    protected $vendorCode = [];
    protected $outcome = 5;
    protected $errno = 'x';
    protected $results = false;
}
$odd = new Odd();
var_dump($odd->vendorCode(), $odd->outcome(), $odd->errno(), $odd->results());
$odd = new class () extends RequestException {
    protected $field = 5;
};
var_dump($odd->field());
--EXPECT--
string(6) "E01901"
string(7) "unknown"
int(0)
array(0) {
}
NULL
