<?php

declare(strict_types=1);

namespace PaygentModule\Internal;

/**
 * Directories that may hold modenv_properties.php or .conf, as the vendor's editions look
 * (connection-module 2.1, 5.1). The ini setting paygent.config_path comes before all of them.
 *
 * @internal
 */
final class SettingsPlaces
{
    /** @return list<string> the include path, then the package's own directory */
    public static function directories(): array
    {
        $directories = [];
        foreach (explode(PATH_SEPARATOR, (string) get_include_path()) as $directory) {
            if ($directory !== '') {
                $directories[] = $directory === '.' ? (string) getcwd() : $directory;
            }
        }
        $directories[] = dirname(__DIR__);

        return $directories;
    }
}
