--TEST--
setEncoding takes three names; null and a later name repair (O-18)
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

$module = new Paygent\ConnectionModule();
var_dump($module->setEncoding('UTF-8'), $module->setEncoding('Shift_JIS'), $module->setEncoding('EUC-JP'));
var_dump($module->setEncoding('utf-8'), $module->getResultMessage(), count($module->takeWarnings()));
var_dump($module->setEncoding('UTF-8'), $module->setEncoding('x'), $module->setEncoding(null));
--EXPECT--
NULL
NULL
NULL
string(6) "E01006"
string(64) "E01006: unsupported encoding: declare UTF-8, Shift_JIS or EUC-JP"
int(1)
NULL
string(6) "E01006"
NULL
