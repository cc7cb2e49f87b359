--TEST--
Without a path the settings file is the one of paygent.config_path
--EXTENSIONS--
paygent
--INI--
paygent.config_path=/tmp/paygent-ini-config-path-005.conf
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';
file_put_contents('/tmp/paygent-ini-config-path-005.conf', file_get_contents(settings_file()));
var_dump(Paygent\Client::fromConfig());
$module = new Paygent\ConnectionModule();
var_dump($module->init(), $module->settingsPath());
--CLEAN--
<?php
unlink('/tmp/paygent-ini-config-path-005.conf');
--EXPECT--
object(Paygent\Client)#1 (1) {
  ["config"]=>
  string(37) "/tmp/paygent-ini-config-path-005.conf"
}
bool(true)
string(37) "/tmp/paygent-ini-config-path-005.conf"
