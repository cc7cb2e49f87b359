--TEST--
php.ini overrides every setting
--EXTENSIONS--
paygent
--INI--
paygent.config_path=/srv/paygent
paygent.connect_timeout=3.5
paygent.idle_timeout=0.5
paygent.log_level=error
paygent.max_idle_per_host=0
paygent.tls_backend=libcurl
--FILE--
<?php

declare(strict_types=1);

foreach (ini_get_all('paygent') as $name => $setting) {
    echo $name, ' = ', $setting['global_value'], "\n";
}
--EXPECT--
paygent.config_path = /srv/paygent
paygent.connect_timeout = 3.5
paygent.idle_timeout = 0.5
paygent.log_level = error
paygent.max_idle_per_host = 0
paygent.tls_backend = libcurl
