<?php

declare(strict_types=1);

namespace PaygentModule\Entity;

/**
 * Base of the answer classes (connection-module 3.9); its methods do nothing, as the vendor's.
 */
class ResponseData
{
    /**
     * @param mixed $body
     *
     * @return mixed true, or a code
     */
    public function parse($body)
    {
        return null;
    }

    /**
     * @param mixed $body
     *
     * @return mixed true, or a code
     */
    public function parseResultOnly($body)
    {
        return null;
    }

    /** @return mixed */
    public function getResultStatus()
    {
        return null;
    }

    /** @return mixed */
    public function getResponseCode()
    {
        return null;
    }

    /** @return mixed */
    public function getResponseDetail()
    {
        return null;
    }

    /** @return mixed */
    public function resNext()
    {
        return null;
    }

    /** @return mixed */
    public function hasResNext()
    {
        return null;
    }
}
