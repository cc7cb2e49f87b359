<?php

/**
 * The constants of the vendor's editions by class (connection-module 3.11). The legacy names are
 * `<class>__<name>`.
 *
 * @return array<string, array<string, string|int>>
 */

declare(strict_types=1);

$settings = [];
foreach (
    [
        'client_file_path', 'not_use_client_cert', 'ca_file_path', 'not_use_ca_cert', 'proxy_server_name',
        'proxy_server_ip', 'proxy_server_port', 'default_id', 'default_password', 'timeout_value',
        'log_output_path', 'select_max_cnt', 'debug_flg', 'telegram_kind.utf8', 'telegram_kind.ref', 'url',
    ] as $key
) {
    $settings[strtoupper(strtr($key, '.', '_'))] = 'paygentB2Bmodule.' . $key;
}

return [
    'PaygentB2BModuleException' => [
        'serialVersionUID' => 1,
        'RESOURCE_FILE_NOT_FOUND_ERROR' => 'E01001',
        'RESOURCE_FILE_REQUIRED_ERROR' => 'E01002',
        'CSV_OUTPUT_ERROR' => 'E01004',
        'FILE_PAYMENT_ERROR' => 'E01005',
        'ENCODING_ERROR' => 'E01006',
        'OTHER_ERROR' => 'E01901',
    ],
    'PaygentB2BModuleConnectException' => [
        'serialVersionUID' => 1,
        'ENCODING_ERROR' => 'E01006',
        'MODULE_PARAM_REQUIRED_ERROR' => 'E02001',
        'TEREGRAM_PARAM_REQUIRED_ERROR' => 'E02002',
        'TEREGRAM_PARAM_OUTSIDE_ERROR' => 'E02003',
        'CERTIFICATE_ERROR' => 'E02004',
        'KS_CONNECT_ERROR' => 'E02005',
        'RESPONSE_TYPE_ERROR' => 'E02007',
    ],
    'PaygentB2BModule' => [
        'TELEGRAM_KEY_LENGTH' => 8190,
        'TELEGRAM_VALUE_LENGTH' => 102400,
        'TELEGRAM_LENGTH' => 102400,
        'TELEGRAM_LENGTH_FILE' => 10485760,
        'CONNECT_ID_KEY' => 'connect_id',
        'CONNECT_PASSWORD_KEY' => 'connect_password',
        'TELEGRAM_KIND_KEY' => 'telegram_kind',
        'LIMIT_COUNT_KEY' => 'limit_count',
        'DATA_KEY' => 'data',
        'RESULT_STATUS_ERROR' => '1',
        'RESPONSE_CODE_9003' => '9003',
        'TELEGRAM_KIND_FILE_PAYMENT_RES' => '201',
    ],
    'PaygentB2BModuleResources' => [
        'PROPERTIES_FILE_NAME' => 'modenv_properties.php',
        'TELEGRAM_KIND_SEPARATOR' => ',',
        'TELEGRAM_KIND_FIRST_CHARS' => 2,
    ] + $settings,
];
