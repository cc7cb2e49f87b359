--TEST--
phpinfo() names versions and TLS backends and lists the settings
--EXTENSIONS--
paygent
--INI--
paygent.config_path=/etc/paygent
--FILE--
<?php

declare(strict_types=1);

$extension = new ReflectionExtension('paygent');
ob_start();
$extension->info();
echo ob_get_clean();
--EXPECTF--
paygent

Paygent support => enabled
Version => %d.%d.%d
Build => %s, %cTS
PHP API => %d
TLS backends => rustls, libcurl
%A
Directive => Local Value => Master Value
paygent.config_path => /etc/paygent => /etc/paygent
paygent.tls_backend => auto => auto
paygent.connect_timeout => 10 => 10
paygent.idle_timeout => 2 => 2
paygent.max_idle_per_host => 8 => 8
paygent.log_level => warning => warning
