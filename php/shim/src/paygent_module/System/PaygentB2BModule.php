<?php

declare(strict_types=1);

namespace PaygentModule\System;

use Paygent\ConnectionModule;
use PaygentModule\Entity\ParsedResponseData;
use PaygentModule\Entity\ResponseDataFactory;
use PaygentModule\Internal\Loose;
use PaygentModule\Internal\SettingsPlaces;
use PaygentModule\Internal\Warnings;

/**
 * The vendor's facade (connection-module 3.1, 3.2): loose types and warnings on the native
 * Paygent\ConnectionModule, which holds every rule.
 *
 * Untyped on purpose, so that subclasses written for the vendor's class keep working. The public
 * fields are what post() sends with; it calls no other method of this class.
 */
class PaygentB2BModule implements \JsonSerializable
{
    public const CONFIG_FILE_PATH = __DIR__ . '/../constants.php';

    /** @var list<string> */
    public $REPLACE_KANA_PARAM = [
        'customer_family_name_kana',
        'customer_name_kana',
        'payment_detail_kana',
        'claim_kana',
        'receipt_name_kana',
    ];

    /** @var mixed */
    public $clientFilePath;
    /** @var mixed */
    public $notUseClientCert;
    /** @var mixed */
    public $caFilePath;
    /** @var mixed */
    public $notUseCaCert;
    /** @var mixed */
    public $proxyServerName;
    /** @var mixed */
    public $proxyServerIp;
    /** @var mixed */
    public $proxyServerPort;
    /** @var mixed */
    public $defaultId;
    /** @var mixed */
    public $defaultPassword;
    /** @var mixed seconds */
    public $timeout;
    /** @var mixed */
    public $resultCsv;
    /** @var mixed */
    public $selectMaxCnt;
    /** @var mixed */
    public $sendFilePath;
    /** @var string of the last post() */
    public $telegramKind = '';
    /** @var PaygentB2BModuleResources|string|null settings, or the code of init() */
    public $masterFile;
    /** @var array<mixed> */
    public $telegramParam = [];
    /** @var mixed always null: the native class sends */
    public $sender;
    /** @var ParsedResponseData|null */
    public $responseData;
    /** @var mixed */
    public $logger;
    /** @var mixed */
    public $debugFlg;
    /** @var string */
    public $resultMessage = '';

    /** Made on first use: a subclass need not call this class's constructor. */
    private ?ConnectionModule $connection = null;

    private ?string $configPath = null;

    /** @var array<string, mixed> the public fields as init() left them */
    private array $copied = [];

    /**
     * @param mixed $configPath ours: a settings file for this object alone; null as in the vendor's class
     */
    public function __construct($configPath = null)
    {
        $this->configPath = is_string($configPath) ? $configPath : null;
    }

    /** @return bool|string true, or E01001 or E01002 */
    public function init()
    {
        $connection = $this->connection();
        $result = $connection->init();
        if ($result === true) {
            $this->masterFile = $settings = PaygentB2BModuleResources::of($connection);
            $this->clientFilePath = $settings->clientFilePath;
            $this->notUseClientCert = $settings->notUseClientCert;
            $this->caFilePath = $settings->caFilePath;
            $this->notUseCaCert = $settings->notUseCaCert;
            $this->proxyServerName = $settings->proxyServerName;
            $this->proxyServerIp = $settings->proxyServerIp;
            $this->proxyServerPort = $settings->proxyServerPort;
            $this->defaultId = $settings->defaultId;
            $this->defaultPassword = $settings->defaultPassword;
            $this->timeout = $settings->timeout;
            $this->selectMaxCnt = $settings->selectMaxCnt;
            $this->debugFlg = $settings->debugFlg;
            $this->copied = $this->settingFields();
        } else {
            $this->masterFile = (string) $result;
        }
        Warnings::raise($connection);

        return $result;
    }

    /**
     * @param mixed $encoding UTF-8, Shift_JIS or EUC-JP; null clears (O-18)
     *
     * @return string|null null, or E01006
     */
    public function setEncoding($encoding)
    {
        $connection = $this->connection();
        $code = $connection->setEncoding($encoding === null ? null : Loose::textOrBlank($encoding));
        if ($code !== null) {
            $this->resultMessage = $connection->getResultMessage();
        }
        Warnings::raise($connection);

        return $code;
    }

    /**
     * @param mixed $key
     * @param mixed $value null becomes '' (O-24)
     *
     * @return void
     */
    public function reqPut($key, #[\SensitiveParameter] $value)
    {
        $this->telegramParam[is_string($key) ? $key : Loose::textOrBlank($key)] = $value ?? '';
    }

    /**
     * @param mixed $key
     *
     * @return mixed
     */
    public function reqGet($key)
    {
        return $this->telegramParam[Loose::textOrBlank($key)];
    }

    /**
     * @param mixed $sendFilePath
     *
     * @return void
     */
    public function setSendFilePath($sendFilePath)
    {
        $this->sendFilePath = $sendFilePath;
    }

    /** @return mixed */
    public function getSendFilePath()
    {
        return $this->sendFilePath;
    }

    /**
     * @param mixed $resultCsv
     *
     * @return void
     */
    public function setResultCsv($resultCsv)
    {
        $this->resultCsv = $resultCsv;
    }

    /** @return mixed */
    public function getResultCsv()
    {
        return $this->resultCsv;
    }

    /**
     * @param mixed $defaultId
     *
     * @return void
     */
    public function setDefaultId($defaultId)
    {
        $this->defaultId = $defaultId;
    }

    /** @return mixed */
    public function getDefaultId()
    {
        return $this->defaultId;
    }

    /**
     * @param mixed $defaultPassword
     *
     * @return void
     */
    public function setDefaultPassword(#[\SensitiveParameter] $defaultPassword)
    {
        $this->defaultPassword = $defaultPassword;
    }

    /** @return mixed */
    public function getDefaultPassword()
    {
        return $this->defaultPassword;
    }

    /**
     * @param mixed $timeout seconds
     *
     * @return void
     */
    public function setTimeout($timeout)
    {
        $this->timeout = $timeout;
    }

    /** @return mixed */
    public function getTimeout()
    {
        return $this->timeout;
    }

    /**
     * @param mixed $selectMaxCnt
     *
     * @return void
     */
    public function setSelectMaxCnt($selectMaxCnt)
    {
        $this->selectMaxCnt = $selectMaxCnt;
    }

    /** @return mixed */
    public function getSelectMaxCnt()
    {
        return $this->selectMaxCnt;
    }

    /** @return bool|string true when an answer came, also a refusal; else a code (connection-module 4.4) */
    public function post()
    {
        $this->responseData = null;
        $this->resultMessage = '';
        if (!$this->fill()) {
            return $this->refuse();
        }
        $connection = $this->connection();
        $result = $connection->post();
        $this->resultMessage = $connection->getResultMessage();
        if ($connection->getResultStatus() !== null) {
            $this->responseData = ResponseDataFactory::answer($connection);
        }
        if ($result === true) {
            Warnings::note($connection);
        } else {
            Warnings::raise($connection);
        }

        return $result;
    }

    /** @return string|null "0" normal, "1" refused, "7" 3-D Secure 1.0 page */
    public function getResultStatus()
    {
        return $this->responseData?->getResultStatus();
    }

    /** @return string|null */
    public function getResponseCode()
    {
        return $this->responseData?->getResponseCode();
    }

    /** @return string|null */
    public function getResponseDetail()
    {
        return $this->responseData?->getResponseDetail();
    }

    /** @return string */
    public function getResultMessage()
    {
        return $this->resultMessage;
    }

    /** @return bool */
    public function hasResNext()
    {
        return $this->responseData?->hasResNext() ?? false;
    }

    /** @return array<string>|null name to value */
    public function resNext()
    {
        return $this->responseData?->resNext();
    }

    /** @return void */
    public function setTelegramParamUnsetting()
    {
        if ($this->fill()) {
            $this->telegramParam += $this->connection()->completed();
        }
    }

    /** @return bool|string true, or the code of the first check that fails */
    public function postErrorCheck()
    {
        if (!$this->fill()) {
            return $this->refuse();
        }
        $connection = $this->connection();
        $result = $connection->check();
        if ($result !== true) {
            $this->resultMessage = $connection->getResultMessage();
        }
        Warnings::raise($connection);

        return $result;
    }

    /** @return string|null null, or E01005 */
    public function convertFileData()
    {
        $path = Loose::textOrBlank($this->sendFilePath);
        if (isset($this->telegramParam['data']) || trim($path) === '') {
            return null;
        }
        if (!is_file($path) || !is_readable($path)) {
            $this->resultMessage = 'E01005: the send file is missing or cannot be read';
            trigger_error($this->resultMessage, E_USER_WARNING);

            return 'E01005';
        }
        $this->telegramParam['data'] = (string) file_get_contents($path);

        return null;
    }

    /** @return bool */
    public function isModuleParamCheck()
    {
        return $this->holds('module');
    }

    /** @return bool */
    public function isTeregramParamCheck()
    {
        return $this->holds('kind');
    }

    /** @return bool */
    public function isResultCSV()
    {
        return $this->holds('result_csv');
    }

    /** @return bool */
    public function isTeregramParamKeyNullCheck()
    {
        return $this->holds('empty_key');
    }

    /** @return bool */
    public function isTelegramParamKeyLenCheck()
    {
        return $this->holds('key_length');
    }

    /** @return bool */
    public function isTelegramParamValueLenCheck()
    {
        return $this->holds('value_length');
    }

    /** @return string|null null, or E02002 */
    public function validateTelegramLengthCheck()
    {
        return $this->holds('total_length') ? null : 'E02002';
    }

    /** @return bool */
    public function isProxyDataSet()
    {
        return $this->holds('proxy');
    }

    /** @return bool */
    public function isParseProcess()
    {
        return $this->holds('full_parse');
    }

    /** @return bool */
    public function isCSVOutput()
    {
        return $this->holds('csv_output');
    }

    /** @return bool */
    public function isFilePaymentOutput()
    {
        return $this->holds('file_payment_output');
    }

    /** @return void */
    public function replaceTelegramKana()
    {
        foreach ($this->telegramParam as $key => $value) {
            if (in_array(strtolower((string) $key), $this->REPLACE_KANA_PARAM, true)) {
                $this->telegramParam[$key] = ConnectionModule::kana(Loose::textOrBlank($value));
            }
        }
    }

    /** @return array<string, mixed> without a value of the telegram (money rule 6) */
    public function __debugInfo(): array
    {
        return [
            'telegramKind' => $this->telegramKind,
            'telegramParam' => array_map(static fn (): string => '(hidden)', $this->telegramParam),
            'resultMessage' => $this->resultMessage,
            'responseData' => $this->responseData,
        ];
    }

    /**
     * The public fields hold secrets, in the vendor's class too.
     *
     * @return array<string, mixed>
     */
    public function jsonSerialize(): array
    {
        return $this->__debugInfo();
    }

    /**
     * Where to look for the settings file, for editions that keep it elsewhere.
     *
     * @return list<string>
     */
    protected function settingsDirectories(): array
    {
        return SettingsPlaces::directories();
    }

    private function connection(): ConnectionModule
    {
        return $this->connection ??= match (true) {
            $this->configPath !== null => new ConnectionModule($this->configPath),
            // It comes before all directories.
            (string) ini_get('paygent.config_path') !== '' => new ConnectionModule(),
            default => new ConnectionModule(null, $this->settingsDirectories()),
        };
    }

    private function holds(string $check): bool
    {
        return $this->fill() && $this->connection()->check($check) === true;
    }

    /** Hands fields and parameters to the native class; false when a value is no text (O-25). */
    private function fill(): bool
    {
        $this->telegramKind = Loose::textOrBlank($this->telegramParam['telegram_kind'] ?? '');
        $fields = $this->telegramParam;
        foreach ($fields as $key => $value) {
            if (is_string($value)) {
                continue;
            }
            $text = Loose::text($value);
            if ($text === null) {
                $this->resultMessage = "E02003: the value of {$key} is neither text nor a number";

                return false;
            }
            $fields[$key] = $text;
        }
        $this->connection()->prepare($fields, $this->options());

        return true;
    }

    /**
     * What is not as init() left it: the native class has the rest from the settings file itself.
     *
     * @return array<string, string>
     */
    private function options(): array
    {
        $options = [];
        $now = $this->settingFields();
        if ($now !== $this->copied) {
            foreach ($now as $name => $value) {
                if (!array_key_exists($name, $this->copied) || $value !== $this->copied[$name]) {
                    $options[$name] = Loose::textOrBlank($value);
                }
            }
        }
        if ($this->resultCsv !== null) {
            $options['resultCsv'] = Loose::textOrBlank($this->resultCsv);
        }
        if ($this->sendFilePath !== null) {
            $options['sendFilePath'] = Loose::textOrBlank($this->sendFilePath);
        }

        return $options;
    }

    /** @return array<string, mixed> the public fields that init() copies from the settings file */
    private function settingFields(): array
    {
        return [
            'clientFilePath' => $this->clientFilePath,
            'notUseClientCert' => $this->notUseClientCert,
            'caFilePath' => $this->caFilePath,
            'notUseCaCert' => $this->notUseCaCert,
            'proxyServerName' => $this->proxyServerName,
            'proxyServerIp' => $this->proxyServerIp,
            'proxyServerPort' => $this->proxyServerPort,
            'defaultId' => $this->defaultId,
            'defaultPassword' => $this->defaultPassword,
            'timeout' => $this->timeout,
            'selectMaxCnt' => $this->selectMaxCnt,
            'debugFlg' => $this->debugFlg,
        ];
    }

    private function refuse(): string
    {
        trigger_error($this->resultMessage, E_USER_WARNING);

        return 'E02003';
    }
}
