<?php

declare(strict_types=1);

namespace PaygentModule\Util;

use Paygent\ConnectionModule;
use PaygentModule\Internal\Loose;

/**
 * One POST outside the settings file (connection-module 3.4). The facade does not use it; the native
 * class sends. initCurl(), setProxy() and closeCurl() have nothing to do: there is no cURL handle.
 */
class HttpsRequestSender
{
    /** @var string */
    public $KEYSTORE_PASSWORD = 'changeit';
    /** @var list<string> */
    public $MASK_COLUMNS = ['card_number', 'card_conf_number'];
    /** @var string */
    public $url;
    /** @var mixed always null */
    public $ch;
    /** @var array<string, string|null> filled by parseResponse() only */
    public $responseHeader = [];
    /** @var string|null */
    public $responseBody;
    /** @var int */
    public $statusCode = 0;
    /** @var mixed */
    public $clientCertificatePath = '';
    /** @var mixed */
    public $notUseClientCert = '';
    /** @var mixed */
    public $caCertificatePath = '';
    /** @var mixed */
    public $notUseCaCert = '';
    /** @var mixed seconds */
    public $timeout = '';
    /** @var mixed not used */
    public $proxyConnectTimeout = '';
    /** @var mixed not used */
    public $proxyCommunicateTimeout = '';
    /** @var mixed */
    public $proxyHostName = '';
    /** @var mixed */
    public $proxyHostPort = 0;
    /** @var bool */
    public $isUsingProxy = false;
    /** @var string */
    public $resultMessage = '';

    private string $errorCode = '';

    /** @param mixed ...$arguments constants holder and URL, in either order; or the URL alone */
    public function __construct(...$arguments)
    {
        $this->url = Loose::textOrBlank(Loose::withoutHolder(array_values($arguments))[0] ?? '');
    }

    /**
     * @param mixed $path
     *
     * @return void
     */
    public function setClientCertificatePath($path)
    {
        $this->clientCertificatePath = $path;
    }

    /**
     * @param mixed $flag
     *
     * @return void
     */
    public function setNotUseClientCert($flag)
    {
        $this->notUseClientCert = $flag;
    }

    /**
     * @param mixed $path
     *
     * @return void
     */
    public function setCaCertificatePath($path)
    {
        $this->caCertificatePath = $path;
    }

    /**
     * @param mixed $flag
     *
     * @return void
     */
    public function setNotUseCaCert($flag)
    {
        $this->notUseCaCert = $flag;
    }

    /**
     * @param mixed $seconds
     *
     * @return void
     */
    public function setTimeout($seconds)
    {
        $this->timeout = $seconds;
    }

    /**
     * @param mixed $seconds
     *
     * @return void
     */
    public function setProxyConnectTimeout($seconds)
    {
        $this->proxyConnectTimeout = $seconds;
    }

    /**
     * @param mixed $seconds
     *
     * @return void
     */
    public function setProxyCommunicateTimeout($seconds)
    {
        $this->proxyCommunicateTimeout = $seconds;
    }

    /**
     * @param mixed $host
     * @param mixed $port
     *
     * @return void
     */
    public function setProxyInfo($host, $port)
    {
        $this->proxyHostName = $host;
        $this->proxyHostPort = $port;
        $this->isUsingProxy = !StringUtil::isEmpty($host) && is_numeric($port) && $port > 0;
    }

    /** @return string */
    public function getResultMessage()
    {
        return $this->resultMessage;
    }

    /**
     * @param mixed $map
     * @param mixed $debugFlag
     *
     * @return bool|string true, E02004 or E02005
     */
    public function postRequestBody($map, $debugFlag)
    {
        $this->send($map, $debugFlag);

        return $this->errorCode === '' ? true : $this->procError();
    }

    /** @return string|null */
    public function getResponseBody()
    {
        return $this->responseBody;
    }

    /**
     * @param mixed $map
     *
     * @return int bytes, as the total check measures them (connection-module 6.2)
     */
    public function getTelegramLength($map)
    {
        $pairs = [];
        foreach ($this->fields($map) as $key => $value) {
            $pairs[] = "{$key}={$value}";
        }

        return strlen($this->url . '?' . implode('&', $pairs));
    }

    /**
     * @param mixed $map
     * @param mixed $maskFlag
     *
     * @return string
     */
    public function convertToUrlEncodedString($map, $maskFlag)
    {
        return ConnectionModule::urlEncode($this->fields($map), (bool) $maskFlag);
    }

    /**
     * @param mixed $text
     *
     * @return void
     */
    public function outputDebugLog($text)
    {
        PaygentB2BModuleLogger::getInstance()->debug(static::class, $text);
    }

    /** @return void */
    public function setProxy() {}

    /** @return void */
    public function initCurl() {}

    /** @return void */
    public function closeCurl() {}

    /**
     * @param mixed $map
     * @param mixed $debugFlag
     *
     * @return string|null the answer's body
     */
    public function send($map, $debugFlag)
    {
        $fields = $this->fields($map);
        if ((bool) $debugFlag) {
            $this->outputDebugLog('request: ' . ConnectionModule::urlEncode($fields, true));
        }
        $answer = ConnectionModule::transmit([
            'url' => $this->url,
            'timeout' => Loose::textOrBlank($this->timeout),
            'client_file_path' => Loose::textOrBlank($this->clientCertificatePath),
            'not_use_client_cert' => Loose::textOrBlank($this->notUseClientCert),
            'ca_file_path' => Loose::textOrBlank($this->caCertificatePath),
            'not_use_ca_cert' => Loose::textOrBlank($this->notUseCaCert),
            'proxy_host' => $this->isUsingProxy ? Loose::textOrBlank($this->proxyHostName) : '',
            'proxy_port' => $this->isUsingProxy ? Loose::textOrBlank($this->proxyHostPort) : '',
        ], $fields);
        $this->errorCode = $answer['code'];
        $this->resultMessage = $answer['message'];
        $this->statusCode = $answer['status'];
        $this->responseBody = $answer['body'];

        return $this->responseBody;
    }

    /** @return string the code of the last failure, with its warning and log line */
    public function procError()
    {
        $this->outputDebugLog($this->resultMessage);
        trigger_error("{$this->errorCode}: {$this->resultMessage}", E_USER_WARNING);

        return $this->errorCode;
    }

    /**
     * @param mixed $raw a whole HTTP answer
     *
     * @return bool|string true, or E02005
     */
    public function parseResponse($raw)
    {
        $parts = explode("\r\n\r\n", Loose::textOrBlank($raw), 2);
        $lines = explode("\r\n", $parts[0]);
        $result = $this->parseStatusLine(array_shift($lines));
        if ($result === true) {
            array_map($this->parseResponseHeader(...), $lines);
            $this->responseBody = $parts[1] ?? '';
        }

        return $result;
    }

    /**
     * @param mixed $line
     *
     * @return bool|string true, or E02005 (connection-module 7)
     */
    public function parseStatusLine($line)
    {
        $status = explode(' ', Loose::textOrBlank($line), 3)[1] ?? '';
        $this->statusCode = preg_match('/\A[0-9]{3}\z/', $status) === 1 ? (int) $status : 0;

        return $this->statusCode >= 200 && $this->statusCode <= 206 ? true : 'E02005';
    }

    /**
     * @param mixed $line
     *
     * @return bool
     */
    public function parseResponseHeader($line)
    {
        $parts = explode(':', Loose::textOrBlank($line), 2);
        if (!isset($parts[1])) {
            return false;
        }
        $value = trim($parts[1]);
        $this->responseHeader[$parts[0]] = $value === '' ? null : $value;

        return true;
    }

    /** @return array<string, string> */
    private function fields(mixed $map): array
    {
        return Loose::texts(is_array($map) ? $map : []);
    }
}
