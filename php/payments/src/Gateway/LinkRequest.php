<?php

declare(strict_types=1);

namespace Paygent\Payments\Gateway;

use Paygent\ConnectionModule;

/**
 * A link-type request in URL mode (link-type 2, 6): fields posted in UTF-8 without a client certificate,
 * lines `name=value` back. Certificates to trust, time-out and proxy are those of the settings file.
 *
 * @internal of ExtensionGateway
 */
final class LinkRequest
{
    private const PREFIX = 'paygentB2Bmodule.';

    /** libcurl: the proxy or host has no address, or nobody listens there. */
    private const NEVER_CONNECTED = '/^[567]: /';

    /** The module's code for certificate files that cannot be used. */
    private const CERTIFICATE_PROBLEM = 'E02004';

    /** @param array<string, string|int> $fields */
    public static function send(string $url, string $settingsFile, #[\SensitiveParameter] array $fields): Answer
    {
        if ($url === '') {
            return Answer::notSent('', 'the account has no link-type address');
        }
        $settings = ConnectionModule::settings($settingsFile);
        if ($settings === null) {
            return Answer::notSent('E01001', 'the settings file cannot be read');
        }
        $answer = ConnectionModule::transmit(self::transport($url, $settings), array_map(\strval(...), $fields));
        if ($answer['code'] === '') {
            return self::read((string) $answer['body']);
        }
        $notSent = $answer['code'] === self::CERTIFICATE_PROBLEM
            || preg_match(self::NEVER_CONNECTED, $answer['message']) === 1;

        return $notSent
            ? Answer::notSent($answer['code'], $answer['message'])
            : Answer::unknown($answer['code'], $answer['message']);
    }

    /**
     * @param array<string, string> $settings
     *
     * @return array<string, string>
     */
    private static function transport(string $url, array $settings): array
    {
        $value = static fn (string $name): string => $settings[self::PREFIX . $name] ?? '';

        return [
            'url' => $url,
            'timeout' => $value('timeout_value'),
            'not_use_client_cert' => 'true',
            'ca_file_path' => $value('ca_file_path'),
            'not_use_ca_cert' => $value('ca_file_path') === '' ? 'true' : 'false',
            'proxy_host' => $value('proxy_server_ip') === '' ? $value('proxy_server_name') : $value('proxy_server_ip'),
            'proxy_port' => $value('proxy_server_port'),
        ];
    }

    /** Lines are split at the first "=", their order counts for nothing (link-type 6). */
    private static function read(string $body): Answer
    {
        $text = mb_check_encoding($body, 'UTF-8') ? $body : mb_convert_encoding($body, 'UTF-8', 'SJIS-win');
        $fields = [];
        foreach (explode("\n", $text) as $line) {
            [$name, $value] = explode('=', rtrim($line, "\r"), 2) + ['', ''];
            if (preg_match('/^\w+$/', $name) === 1) {
                $fields[$name] = $value;
            }
        }
        // A body without its last line end may have lost the end of a line.
        if (($fields['result'] ?? '') === '' || !str_ends_with($text, "\n")) {
            return Answer::unknown('', 'the answer to the link-type request has no result');
        }
        $row = array_diff_key($fields, ['result' => 1, 'response_code' => 1, 'response_detail' => 1]);

        return Answer::answered(
            $fields['result'],
            $fields['response_code'] ?? '',
            $fields['response_detail'] ?? '',
            [$row],
        );
    }
}
