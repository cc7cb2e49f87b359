--TEST--
A subclass presets what the methods return
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

use Paygent\Exception\TransportException;

final class Refused extends TransportException
{
    protected $vendorCode = 'E02004';

    public function __construct(string $message, string $outcome)
    {
        parent::__construct($message);
        $this->outcome = $outcome;
        $this->errno = 58;
    }
}
$exception = new Refused('text', TransportException::NOT_SENT);
var_dump($exception->vendorCode(), $exception->outcome(), $exception->errno());
--EXPECT--
string(6) "E02004"
string(8) "not_sent"
int(58)
