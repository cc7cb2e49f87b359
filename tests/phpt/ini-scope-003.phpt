--TEST--
Scripts may change the log level only
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

var_dump(ini_set('paygent.log_level', 'debug'), ini_get('paygent.log_level'));
foreach (['config_path', 'tls_backend', 'connect_timeout', 'idle_timeout', 'max_idle_per_host'] as $name) {
    var_dump(ini_set("paygent.$name", '1'));
}
--EXPECT--
string(7) "warning"
string(5) "debug"
bool(false)
bool(false)
bool(false)
bool(false)
bool(false)
