<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop\Testing;

use Doctrine\DBAL\Driver\Connection;
use Doctrine\DBAL\Driver\Middleware\AbstractConnectionMiddleware;
use Doctrine\DBAL\Driver\Middleware\AbstractStatementMiddleware;
use Doctrine\DBAL\Driver\Result;
use Doctrine\DBAL\Driver\Statement;

/** @internal of WatchMiddleware; its signatures fit DBAL 3 and 4 */
final class WatchedConnection extends AbstractConnectionMiddleware
{
    public function __construct(Connection $connection, private readonly StatementWatch $watch)
    {
        parent::__construct($connection);
    }

    public function prepare(string $sql): Statement
    {
        return new class (parent::prepare($sql), $this->watch) extends AbstractStatementMiddleware {
            public function __construct(Statement $statement, private readonly StatementWatch $watch)
            {
                parent::__construct($statement);
            }

            /** DBAL 3 has a parameter here, which its own Connection and Statement never give. */
            public function execute(mixed $params = null): Result
            {
                $this->watch->before();

                return parent::execute();
            }
        };
    }

    public function query(string $sql): Result
    {
        $this->watch->before();

        return parent::query($sql);
    }

    public function exec(string $sql): int
    {
        $this->watch->before();

        return (int) parent::exec($sql);
    }

    public function beginTransaction(): void
    {
        $this->watch->before();
        parent::beginTransaction();
    }

    public function commit(): void
    {
        $this->watch->before();
        parent::commit();
    }

    public function rollBack(): void
    {
        $this->watch->before();
        parent::rollBack();
    }
}
