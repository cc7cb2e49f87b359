<?php

declare(strict_types=1);

namespace Plugin\PaygentPayment\jp\co\ks\merchanttool\connectmodule\system;

/** The facade as the EC-CUBE plugin makes it: settings lie in the plugin's data directory. */
class PaygentB2BModule extends \PaygentModule\System\PaygentB2BModule
{
    private string $dataDirectory;

    /** @param \ArrayAccess<string, mixed> $config parameter plugin_data_realdir is the parent directory */
    public function __construct(\ArrayAccess $config)
    {
        parent::__construct();
        $directory = $config['plugin_data_realdir'] ?? '';
        $this->dataDirectory = is_string($directory) ? $directory . '/PaygentPayment' : '';
    }

    protected function settingsDirectories(): array
    {
        return [$this->dataDirectory, ...parent::settingsDirectories()];
    }
}
