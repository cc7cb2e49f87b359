<?php

declare(strict_types=1);

namespace Paygent\Tests\Support;

/** Writes settings files that point at the body server. */
final class Settings
{
    private const PREFIX = 'paygentB2Bmodule.';

    /**
     * A good file, with some keys changed. Keys without the common prefix; null leaves a key out.
     *
     * @param array<string, string|null> $changes
     *
     * @return string its path, named as in the vendor's edition
     */
    public static function file(array $changes = []): string
    {
        return self::text(self::lines($changes));
    }

    /** @return string path of a file with exactly this content */
    public static function text(string $content): string
    {
        $path = Scratch::directory('settings') . '/modenv_properties.php';
        file_put_contents($path, $content);

        return $path;
    }

    /** @param array<string, string|null> $changes */
    public static function lines(array $changes = []): string
    {
        $server = BodyServer::get();
        $text = "<?php\n";
        foreach ($changes + self::defaults($server) as $key => $value) {
            if ($value !== null) {
                $text .= self::PREFIX . $key . '=' . $value . "\n";
            }
        }

        return $text . "?>\n";
    }

    /** @return array<string, string> */
    private static function defaults(BodyServer $server): array
    {
        $settings = [
            'client_file_path' => $server->dir . '/client.pem',
            'ca_file_path' => $server->dir . '/ca.crt',
            'proxy_server_name' => '',
            'proxy_server_ip' => '',
            'proxy_server_port' => '0',
            'default_id' => 'defid',
            'default_password' => 'defpw',
            'timeout_value' => '35',
            'log_output_path' => '',
            'select_max_cnt' => '2000',
            'debug_flg' => '0',
            'telegram_kind.utf8' => '098,380,410,411,412,413,414,415,416,417,418,450',
            'telegram_kind.ref' => '027,090',
        ];
        foreach (['01', '02', '03', '09', '091', '11', '20', '26', '263', '42', '45'] as $group) {
            $settings["url.$group"] = $server->url("/n/$group/request");
        }

        return $settings;
    }
}
