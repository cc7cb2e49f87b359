--TEST--
A panic becomes a PaygentException without its payload, and the process goes on (debug builds)
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

for ($i = 0; $i < 2; $i++) {
    try {
        paygent_debug_panic('Secret-Pass-1');
    } catch (Paygent\Exception\PaygentException $exception) {
        echo get_class($exception), ' ', $exception->vendorCode(), ' ', $exception->getMessage(), "\n";
    }
}
var_dump(strlen(Paygent\Hash::request(['a' => 'b'], 'key')));
--EXPECT--
Paygent\Exception\PaygentException E01901 internal error of the paygent extension; please report what the script did
Paygent\Exception\PaygentException E01901 internal error of the paygent extension; please report what the script did
int(64)
