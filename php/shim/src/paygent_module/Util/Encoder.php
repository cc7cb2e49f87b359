<?php

declare(strict_types=1);

namespace PaygentModule\Util;

use Paygent\ConnectionModule;
use PaygentModule\Internal\Loose;
use PaygentModule\System\PaygentB2BModuleResources;

/** Conversion between the caller's encoding and UTF-8 kinds (connection-module 3.5, 6.5). */
class Encoder
{
    private const ERROR = 'E01006';

    private ?string $encoding = null;

    /** @var array<mixed> */
    private array $params = [];

    private string $errorCode = '';

    private string $resultMessage = '';

    /**
     * @param mixed $encoding UTF-8, Shift_JIS or EUC-JP
     *
     * @return bool
     */
    public function setEncoding($encoding)
    {
        $name = Loose::textOrBlank($encoding);
        if ((new ConnectionModule())->setEncoding($name) !== null) {
            return $this->fail('this encoding is not supported; use UTF-8, Shift_JIS or EUC-JP');
        }
        $this->encoding = $name;
        $this->errorCode = '';
        $this->resultMessage = '';

        return true;
    }

    /**
     * @param mixed $map
     * @param mixed $kind
     *
     * @return bool
     */
    public function encode($map, $kind)
    {
        $this->params = is_array($map) ? $map : [];
        $settings = PaygentB2BModuleResources::getInstance();
        $isUtf8Kind = $settings instanceof PaygentB2BModuleResources && $settings->isTelegramKindUtf8($kind);
        if ($isUtf8Kind !== ($this->encoding !== null)) {
            return $this->fail($isUtf8Kind
                ? 'an encoding must be set for this telegram kind'
                : 'no encoding can be set for this telegram kind');
        }
        if ($this->encoding !== null) {
            foreach ($this->params as $key => $value) {
                $this->params[$key] = ConnectionModule::toUtf8($this->encoding, Loose::textOrBlank($value));
            }
        }

        return true;
    }

    /** @return array<mixed> */
    public function getParams()
    {
        return $this->params;
    }

    /**
     * @param mixed $bytes
     *
     * @return string
     */
    public function decode($bytes)
    {
        $bytes = Loose::textOrBlank($bytes);

        return $this->encoding === null ? $bytes : ConnectionModule::fromUtf8($this->encoding, $bytes);
    }

    /** @return string */
    public function getErrorCode()
    {
        return $this->errorCode;
    }

    /** @return string */
    public function getResultMessage()
    {
        return $this->resultMessage;
    }

    private function fail(string $message): bool
    {
        $this->errorCode = self::ERROR;
        $this->resultMessage = self::ERROR . ': ' . $message;
        trigger_error($this->resultMessage, E_USER_WARNING);

        return false;
    }
}
