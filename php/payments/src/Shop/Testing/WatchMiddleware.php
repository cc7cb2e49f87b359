<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop\Testing;

use Doctrine\DBAL\Driver;
use Doctrine\DBAL\Driver\Connection;
use Doctrine\DBAL\Driver\Middleware;
use Doctrine\DBAL\Driver\Middleware\AbstractDriverMiddleware;

/**
 * Tells a StatementWatch of every statement of a DBAL connection (3 and 4):
 *
 *     $configuration = new Doctrine\DBAL\Configuration();
 *     $configuration->setMiddlewares([new WatchMiddleware($watch)]);
 */
final class WatchMiddleware implements Middleware
{
    public function __construct(private readonly StatementWatch $watch) {}

    public function wrap(Driver $driver): Driver
    {
        return new class ($driver, $this->watch) extends AbstractDriverMiddleware {
            public function __construct(Driver $driver, private readonly StatementWatch $watch)
            {
                parent::__construct($driver);
            }

            public function connect(#[\SensitiveParameter] array $params): Connection
            {
                return new WatchedConnection(parent::connect($params), $this->watch);
            }
        };
    }
}
