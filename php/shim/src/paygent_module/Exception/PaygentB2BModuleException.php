<?php

declare(strict_types=1);

namespace PaygentModule\Exception;

/**
 * Error class of the vendor's module (connection-module 3.10). The module returns codes and never
 * throws it; it can be thrown here, which the vendor's cannot (O-41).
 */
class PaygentB2BModuleException extends \Exception
{
    private string $errorCode;

    /**
     * @param mixed $errorCode
     * @param mixed $message
     */
    public function __construct($errorCode, $message = null)
    {
        $this->errorCode = \PaygentModule\Internal\Loose::textOrBlank($errorCode);
        parent::__construct(\PaygentModule\Internal\Loose::textOrBlank($message));
    }

    /** @return string */
    public function getErrorCode()
    {
        return $this->errorCode;
    }

    /** @return null */
    public function getLocalizedMessage()
    {
        return null;
    }
}
