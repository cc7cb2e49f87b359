--TEST--
Defaults of the ini settings
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

foreach (ini_get_all('paygent') as $name => $setting) {
    printf("%s = %s, access %d\n", $name, var_export($setting['global_value'], true), $setting['access']);
}
--EXPECT--
paygent.config_path = '', access 4
paygent.connect_timeout = '10', access 4
paygent.idle_timeout = '2', access 4
paygent.log_level = 'warning', access 7
paygent.max_idle_per_host = '8', access 4
paygent.tls_backend = 'auto', access 4
