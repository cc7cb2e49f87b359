--TEST--
The compatible class looks in the given places, the modern one in the include path
--EXTENSIONS--
paygent
--FILE--
<?php

declare(strict_types=1);

require __DIR__ . '/settings.inc';

use Paygent\Client;
use Paygent\ConnectionModule;

$directory = sys_get_temp_dir() . '/paygent-' . getmypid();
mkdir($directory);
copy(settings_file(), "$directory/modenv_properties.php");
$module = new ConnectionModule(searchPath: ['/nonexistent', $directory]);
var_dump($module->init(), $module->settingsPath() === "$directory/modenv_properties.php");
set_include_path("/nonexistent:$directory");
var_dump(str_contains(print_r(Client::fromConfig(), true), "[config] => $directory/modenv_properties.php"));
unlink("$directory/modenv_properties.php");
rmdir($directory);
--EXPECT--
bool(true)
bool(true)
bool(true)
