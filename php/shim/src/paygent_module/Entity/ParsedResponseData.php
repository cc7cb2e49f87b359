<?php

declare(strict_types=1);

namespace PaygentModule\Entity;

use Paygent\ConnectionModule;
use PaygentModule\Internal\Loose;
use PaygentModule\Internal\Warnings;

/**
 * What the three answer classes share: they show the answer that a native object holds.
 *
 * @internal name of ours; callers use the three classes
 *
 * @property-read list<array<string, string>> $data all records
 */
abstract class ParsedResponseData extends ResponseData
{
    /** @var string format name of the native parser */
    protected const FORMAT = '';

    /** @var string */
    public $resultStatus = '';
    /** @var string */
    public $responseCode = '';
    /** @var string */
    public $responseDetail = '';
    /** @var int */
    public $currentIndex = 0;

    protected ?ConnectionModule $connection = null;

    /** Shows the answer that $connection has just received. */
    public function show(ConnectionModule $connection): static
    {
        $this->connection = $connection;
        $this->resultStatus = (string) $connection->getResultStatus();
        $this->responseCode = (string) $connection->getResponseCode();
        $this->responseDetail = (string) $connection->getResponseDetail();
        $this->currentIndex = 0;

        return $this;
    }

    /**
     * @param mixed $body
     *
     * @return bool|string true, E02005 or E01901
     */
    public function parse($body)
    {
        return $this->load('full', $body);
    }

    /**
     * @param mixed $body
     *
     * @return bool|string true, or E02005
     */
    public function parseResultOnly($body)
    {
        return $this->load('result', $body);
    }

    /** @return string */
    public function getResultStatus()
    {
        return $this->resultStatus;
    }

    /** @return string */
    public function getResponseCode()
    {
        return $this->responseCode;
    }

    /** @return string */
    public function getResponseDetail()
    {
        return $this->responseDetail;
    }

    /** @return array<string>|null */
    public function resNext()
    {
        $record = $this->connection?->resNext();
        if ($record !== null) {
            $this->currentIndex++;
        }

        return $record;
    }

    /** @return bool */
    public function hasResNext()
    {
        return $this->connection?->hasResNext() ?? false;
    }

    /** @return mixed the vendor's public array fields, made when asked for */
    public function __get(string $name)
    {
        return $name === 'data' ? $this->connection?->rows() ?? [] : null;
    }

    public function __isset(string $name): bool
    {
        return $name === 'data';
    }

    /** @return array<string, mixed> without values of the answer */
    public function __debugInfo(): array
    {
        return ['resultStatus' => $this->resultStatus, 'responseCode' => $this->responseCode];
    }

    /** @return bool|string */
    protected function load(string $depth, mixed $body)
    {
        $connection = new ConnectionModule();
        $result = $connection->load(static::FORMAT, $depth, Loose::textOrBlank($body));
        $this->show($connection);
        Warnings::raise($connection);

        return $result;
    }

    /** @return bool|string true, or E01004 */
    protected function write(mixed $body, mixed $path)
    {
        $connection = new ConnectionModule();
        $connection->load(static::FORMAT, 'result', Loose::textOrBlank($body));
        $connection->takeWarnings();
        $result = $connection->writeCsv(Loose::textOrBlank($path));
        Warnings::raise($connection);

        return $result;
    }
}
