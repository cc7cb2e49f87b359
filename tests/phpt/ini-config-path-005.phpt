--TEST--
Without a path the settings file is the one of paygent.config_path
--EXTENSIONS--
paygent
--INI--
paygent.config_path={PWD}/ini-config-path-005.conf
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

$path = __DIR__ . '/ini-config-path-005.conf';
copy(settings_file(), $path);
var_dump(Paygent\Client::fromConfig()->__debugInfo() === ['config' => $path]);
$module = new Paygent\ConnectionModule();
var_dump($module->init(), $module->settingsPath() === $path);
--CLEAN--
<?php
unlink(__DIR__ . '/ini-config-path-005.conf');
--EXPECT--
bool(true)
bool(true)
bool(true)
