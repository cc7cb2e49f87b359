--TEST--
phpinfo() shows nothing of a settings file
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';
$client = Paygent\Client::fromConfig(settings_file());
ob_start();
phpinfo();
var_dump(str_contains((string) ob_get_clean(), 'Secret-Pass-1'));
--EXPECT--
bool(false)
