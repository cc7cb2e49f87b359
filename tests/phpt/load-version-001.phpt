--TEST--
The extension loads and has a version
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

var_dump(extension_loaded('paygent'));
var_dump(preg_match('/^\d+\.\d+\.\d+$/', (string) phpversion('paygent')));
--EXPECT--
bool(true)
int(1)
