<?php

declare(strict_types=1);

namespace PaygentModule\Entity;

use Paygent\ConnectionModule;
use PaygentModule\Internal\Loose;

/**
 * An answer of many rows (connection-module 8.3).
 *
 * @property-read list<string> $dataHeader column names
 */
class ReferenceResponseDataImpl extends ParsedResponseData
{
    protected const FORMAT = 'reference';

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

    /**
     * @param mixed $body
     *
     * @return int|string the trailer's number of rows, or E01901
     */
    public function getDataCount($body)
    {
        $connection = new ConnectionModule();
        $connection->load(static::FORMAT, 'full', Loose::textOrBlank($body));

        return $connection->trailerCount() ?? 'E01901';
    }

    public function __get(string $name)
    {
        return $name === 'dataHeader' ? $this->connection?->columns() ?? [] : parent::__get($name);
    }

    public function __isset(string $name): bool
    {
        return $name === 'dataHeader' || parent::__isset($name);
    }
}
