<?php

declare(strict_types=1);

namespace PaygentModule\System;

use Paygent\ConnectionModule;
use PaygentModule\Internal\Loose;
use PaygentModule\Internal\SettingsPlaces;
use PaygentModule\Internal\Warnings;

/**
 * The vendor's settings class (connection-module 3.3). Reading, checking and caching are native.
 */
class PaygentB2BModuleResources
{
    /** In the order that assign() takes them. */
    private const KEYS = [
        'client_file_path', 'not_use_client_cert', 'ca_file_path', 'not_use_ca_cert', 'proxy_server_name',
        'proxy_server_ip', 'proxy_server_port', 'default_id', 'default_password', 'timeout_value',
        'log_output_path', 'select_max_cnt', 'debug_flg',
    ];

    /** @var string */
    public $clientFilePath = '';
    /** @var string */
    public $notUseClientCert = '';
    /** @var string */
    public $caFilePath = '';
    /** @var string */
    public $notUseCaCert = '';
    /** @var string */
    public $proxyServerName = '';
    /** @var string */
    public $proxyServerIp = '';
    /** @var string|int */
    public $proxyServerPort = 0;
    /** @var string */
    public $defaultId = '';
    /** @var string */
    public $defaultPassword = '';
    /** @var string|int seconds */
    public $timeout = 0;
    /** @var string */
    public $logOutputPath = '';
    /** @var string|int */
    public $selectMaxCnt = 0;
    /** @var string|int */
    public $debugFlg = 0;
    /** @var array<string, string>|null the whole file, keys as written there; null until readProperties() */
    public $propConnect;
    /** @var list<string> */
    public $telegramKindRefs = [];

    private ?ConnectionModule $connection = null;

    /** The object of getInstance(); instances of the facade have their own (O-19). */
    private static ?self $instance = null;

    /** @return self|string the process-wide object, or a code; a failure is not remembered */
    public static function &getInstance()
    {
        if (self::$instance === null) {
            $instance = new self();
            $result = $instance->readProperties();
            if ($result !== true) {
                $code = (string) $result;

                return $code;
            }
            self::$instance = $instance;
        }

        return self::$instance;
    }

    /** The settings of a native object whose init() succeeded. */
    public static function of(ConnectionModule $connection): self
    {
        $resources = new self();
        $resources->connection = $connection;
        $resources->assign();

        return $resources;
    }

    /** @return string */
    public function getClientFilePath()
    {
        return $this->clientFilePath;
    }

    /** @return string */
    public function getNotUseClientCert()
    {
        return $this->notUseClientCert;
    }

    /** @return string */
    public function getCaFilePath()
    {
        return $this->caFilePath;
    }

    /** @return string */
    public function getNotUseCaCert()
    {
        return $this->notUseCaCert;
    }

    /** @return string */
    public function getProxyServerName()
    {
        return $this->proxyServerName;
    }

    /** @return string */
    public function getProxyServerIp()
    {
        return $this->proxyServerIp;
    }

    /** @return string|int */
    public function getProxyServerPort()
    {
        return $this->proxyServerPort;
    }

    /** @return string */
    public function getDefaultId()
    {
        return $this->defaultId;
    }

    /** @return string */
    public function getDefaultPassword()
    {
        return $this->defaultPassword;
    }

    /** @return string|int */
    public function getTimeout()
    {
        return $this->timeout;
    }

    /** @return string */
    public function getLogOutputPath()
    {
        return $this->logOutputPath;
    }

    /** @return string|int */
    public function getSelectMaxCnt()
    {
        return $this->selectMaxCnt;
    }

    /** @return string|int */
    public function getDebugFlg()
    {
        return $this->debugFlg;
    }

    /**
     * @param mixed $kind telegram kind
     *
     * @return string|false
     */
    public function getUrl($kind)
    {
        $url = $this->connection()->url(Loose::textOrBlank($kind));
        if ($url === null) {
            trigger_error('E02003: no URL is configured for this telegram kind', E_USER_WARNING);

            return false;
        }

        return $url;
    }

    /** @return bool|string true, or E01001 or E01002 */
    public function readProperties()
    {
        $result = $this->connection()->init();
        if ($result === true) {
            $this->assign();
            $path = $this->connection()->settingsPath();
            $this->propConnect = $path === null ? null : ConnectionModule::settings($path);
        }
        Warnings::raise($this->connection());

        return $result;
    }

    /**
     * @param mixed $map as parseJavaProperty() returns it
     *
     * @return bool true when the required keys are there
     */
    public function isPropertiesIndispensableItem($map)
    {
        return self::passes('keys', $map);
    }

    /**
     * @param mixed $map
     *
     * @return bool true when the required values are not blank
     */
    public function isPropertiesSetData($map)
    {
        return self::passes('values', $map);
    }

    /**
     * @param mixed $map
     *
     * @return bool true when the numbers are numbers
     */
    public function isPropertieSetInt($map)
    {
        return self::passes('numbers', $map);
    }

    /**
     * @param mixed $map
     *
     * @return bool true when a URL is blank, or $map is no array
     */
    public function isURLNull($map)
    {
        return !self::passes('urls', $map);
    }

    /**
     * @param mixed $text
     * @param mixed $separator
     *
     * @return list<string> trimmed parts that are not blank
     */
    public function split($text, $separator)
    {
        $separator = Loose::textOrBlank($separator);
        if ($separator === '') {
            return [];
        }
        $parts = array_map(trim(...), explode($separator, Loose::textOrBlank($text)));

        return array_values(array_filter($parts, static fn (string $part): bool => $part !== ''));
    }

    /**
     * @param mixed $kind
     *
     * @return bool
     */
    public function isTelegramKindUtf8($kind)
    {
        return in_array(Loose::textOrBlank($kind), $this->connection()->kindList('utf8'), true);
    }

    /**
     * @param mixed $kind
     *
     * @return bool
     */
    public function isTelegramKindRef($kind)
    {
        return in_array(Loose::textOrBlank($kind), $this->connection()->kindList('ref'), true);
    }

    /**
     * @param mixed $file
     * @param mixed $comment not used: the comment character is always #
     *
     * @return array<string, string>|false false when unreadable
     */
    public function parseJavaProperty($file, $comment = '#')
    {
        return ConnectionModule::settings(Loose::textOrBlank($file)) ?? false;
    }

    /** @return array<string, mixed> without the password */
    public function __debugInfo(): array
    {
        return [
            'clientFilePath' => $this->clientFilePath,
            'caFilePath' => $this->caFilePath,
            'defaultId' => $this->defaultId,
            'timeout' => $this->timeout,
            'logOutputPath' => $this->logOutputPath,
        ];
    }

    private static function passes(string $check, mixed $map): bool
    {
        return is_array($map) && ConnectionModule::settingsPass($check, Loose::texts($map));
    }

    private function connection(): ConnectionModule
    {
        return $this->connection ??= new ConnectionModule(null, SettingsPlaces::directories());
    }

    private function assign(): void
    {
        $connection = $this->connection();
        [
            $this->clientFilePath,
            $this->notUseClientCert,
            $this->caFilePath,
            $this->notUseCaCert,
            $this->proxyServerName,
            $this->proxyServerIp,
            $port,
            $this->defaultId,
            $this->defaultPassword,
            $timeout,
            $this->logOutputPath,
            $selectMaxCnt,
            $debugFlg,
        ] = $connection->settingTexts(self::KEYS);
        $this->proxyServerPort = self::number($port);
        $this->timeout = self::number($timeout);
        $this->selectMaxCnt = self::number($selectMaxCnt);
        $this->debugFlg = self::number($debugFlg);
        $this->telegramKindRefs = $connection->kindList('ref');
    }

    /** 0 for a blank, as the vendor's class has it. */
    private static function number(string $value): string|int
    {
        return $value === '' ? 0 : $value;
    }
}
