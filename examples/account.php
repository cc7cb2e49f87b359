<?php

/**
 * Where the examples get their account from: the settings file (first argument, else the
 * environment's PAYGENT_CONFIG), and the merchant id (environment's PAYGENT_MERCHANT_ID, else the
 * account.json that the local Paygent writes beside the settings file).
 *
 * @return array{config: string, merchant_id: string}
 */

declare(strict_types=1);

$config = $argv[1] ?? getenv('PAYGENT_CONFIG');
if (!is_string($config) || !is_file($config)) {
    fwrite(STDERR, "usage: php {$argv[0]} SETTINGS_FILE\nSETTINGS_FILE is modenv_properties.conf of the kit.\n");
    exit(64);
}
$merchantId = getenv('PAYGENT_MERCHANT_ID');
if ($merchantId === false) {
    $file = dirname($config) . '/account.json';
    /** @var array{merchants: list<array{merchant_id: string}>} $account */
    $account = is_file($file)
        ? json_decode((string) file_get_contents($file), true, 512, JSON_THROW_ON_ERROR)
        : ['merchants' => []];
    $merchantId = $account['merchants'][0]['merchant_id'] ?? null;
}
if ($merchantId === null) {
    fwrite(STDERR, "Set PAYGENT_MERCHANT_ID to your merchant id.\n");
    exit(64);
}

return ['config' => $config, 'merchant_id' => $merchantId];
