<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support\Shop;

use Doctrine\DBAL\Configuration;
use Doctrine\DBAL\Connection;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Shop\Testing\ShopUnderTest;
use Paygent\Payments\Shop\Testing\StatementWatch;
use Paygent\Payments\Shop\Testing\WatchMiddleware;
use Paygent\Payments\Tests\Support\TestDatabase;

/** SqlShop for the contract of ports. */
final class SqlShopRig implements ShopUnderTest
{
    public function __construct(
        private readonly TestDatabase $engine,
        private readonly TestDatabase $shop,
        private readonly ShopHabit $habit,
    ) {
        $this->run(static fn (Connection $connection) => ShopTables::create($connection));
    }

    public function engineConnection(StatementWatch $watch): Connection
    {
        return $this->engine->connect(self::watched($watch));
    }

    public function port(StatementWatch $watch): ShopPort
    {
        return new SqlShop($this->shop->connect(self::watched($watch)), $this->habit);
    }

    public function order(int $amount): string
    {
        $this->run(static fn (Connection $connection) => $connection->executeStatement('UPDATE shop_stock SET quantity = 1000000'));

        return $this->run(static fn (Connection $connection): string => ShopTables::order($connection, $amount));
    }

    public function changeAmount(string $orderRef, int $amount): void
    {
        $this->run(static fn (Connection $connection) => $connection->update('shop_order', ['amount' => $amount], ['ref' => $orderRef]));
    }

    public function sellOut(string $orderRef): void
    {
        $this->run(static fn (Connection $connection) => $connection->executeStatement('UPDATE shop_stock SET quantity = 0'));
    }

    public function leaveWorkOpen(ShopPort $port, string $orderRef): void
    {
        if (!$port instanceof SqlShop) {
            throw new \LogicException('not this shop\'s port');
        }
        if (!$port->connection()->isTransactionActive()) {
            $port->connection()->beginTransaction();
        }
        $port->connection()->update('shop_order', ['amount' => 1], ['ref' => $orderRef]);
    }

    public function figures(string $orderRef): array
    {
        return $this->run(static fn (Connection $connection): array => ShopTables::figures($connection, $orderRef));
    }

    /**
     * @template T
     *
     * @param callable(Connection): T $work
     *
     * @return T
     */
    private function run(callable $work): mixed
    {
        $connection = $this->shop->connect();
        try {
            return $work($connection);
        } finally {
            $connection->close();
        }
    }

    private static function watched(StatementWatch $watch): Configuration
    {
        $configuration = new Configuration();
        $configuration->setMiddlewares([new WatchMiddleware($watch)]);

        return $configuration;
    }
}
