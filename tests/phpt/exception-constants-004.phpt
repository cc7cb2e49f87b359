--TEST--
The outcomes are constants
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

use Paygent\Exception\TransportException;

var_dump(TransportException::NOT_SENT, TransportException::UNKNOWN, TransportException::ANSWERED);
--EXPECT--
string(8) "not_sent"
string(7) "unknown"
string(8) "answered"
