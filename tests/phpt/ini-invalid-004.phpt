--TEST--
A bad value is named in a warning, and the default is used
--EXTENSIONS--
paygent
--INI--
display_startup_errors=1
html_errors=0
paygent.tls_backend=gnutls
paygent.connect_timeout=soon
paygent.idle_timeout=0
paygent.max_idle_per_host=-1
paygent.log_level=loud
--FILE--
<?php

declare(strict_types=1);

foreach (['tls_backend', 'connect_timeout', 'idle_timeout', 'max_idle_per_host', 'log_level'] as $name) {
    echo $name, ' = ', ini_get("paygent.$name"), "\n";
}
var_dump(@ini_set('paygent.log_level', 'loud'));
--EXPECT--
Warning: PHP Startup: paygent.tls_backend: "gnutls" is not auto, rustls or libcurl; the default "auto" is used in Unknown on line 0

Warning: PHP Startup: paygent.connect_timeout: "soon" is not seconds, more than 0; the default "10" is used in Unknown on line 0

Warning: PHP Startup: paygent.idle_timeout: "0" is not seconds, more than 0; the default "2" is used in Unknown on line 0

Warning: PHP Startup: paygent.max_idle_per_host: "-1" is not a whole number from 0 to 1000; the default "8" is used in Unknown on line 0

Warning: PHP Startup: paygent.log_level: "loud" is not off, error, warning, info or debug; the default "warning" is used in Unknown on line 0
tls_backend = auto
connect_timeout = 10
idle_timeout = 2
max_idle_per_host = 8
log_level = warning
bool(false)
