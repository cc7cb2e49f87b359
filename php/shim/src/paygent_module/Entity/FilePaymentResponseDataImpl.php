<?php

declare(strict_types=1);

namespace PaygentModule\Entity;

/** The answer of telegram 201 (connection-module 8.4): only its result is read. */
class FilePaymentResponseDataImpl extends ParsedResponseData
{
    protected const FORMAT = 'file_payment';

    /**
     * @param mixed $body
     * @param mixed $path
     *
     * @return bool|string true, or E01004
     */
    public function writeCSV($body, $path)
    {
        return $this->write($body, $path);
    }
}
