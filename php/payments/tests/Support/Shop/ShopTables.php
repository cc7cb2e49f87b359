<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support\Shop;

use Doctrine\DBAL\Connection;
use Paygent\Payments\Shop\OrderState;

/** The tables of SqlShop, and what fills them. */
final class ShopTables
{
    private const SQL = [
        'CREATE TABLE shop_order (ref VARCHAR(64) NOT NULL PRIMARY KEY, number VARCHAR(64) NOT NULL, amount INTEGER NOT NULL,'
            . ' state VARCHAR(10) NOT NULL, customer VARCHAR(64) NOT NULL, shipped INTEGER NOT NULL, paid_at BIGINT,'
            . ' changes INTEGER NOT NULL)',
        'CREATE TABLE shop_stock (article INTEGER NOT NULL PRIMARY KEY, quantity INTEGER NOT NULL)',
        'CREATE TABLE shop_points (customer VARCHAR(64) NOT NULL PRIMARY KEY, balance INTEGER NOT NULL)',
        'CREATE TABLE shop_note (order_ref VARCHAR(64) NOT NULL, kind VARCHAR(20) NOT NULL)',
        'CREATE TABLE shop_done (done VARCHAR(190) NOT NULL PRIMARY KEY)',
    ];

    public static function create(Connection $connection, int $stock = 1_000_000): void
    {
        foreach (self::SQL as $sql) {
            $connection->executeStatement($sql);
        }
        $connection->insert('shop_stock', ['article' => 1, 'quantity' => $stock]);
    }

    /** @return string ref of a new order of a new customer */
    public static function order(Connection $connection, int $amount, int $points = 1_000): string
    {
        $ref = bin2hex(random_bytes(6));
        $connection->insert('shop_points', ['customer' => "customer-$ref", 'balance' => $points]);
        $connection->insert('shop_order', [
            'ref' => $ref,
            'number' => 'N' . $ref,
            'amount' => $amount,
            'state' => OrderState::Purchasing->value,
            'customer' => "customer-$ref",
            'shipped' => 0,
            'changes' => 0,
        ]);

        return $ref;
    }

    /** @return array<string, int> all that holds and effects change */
    public static function figures(Connection $connection, string $orderRef): array
    {
        $row = $connection->fetchAssociative(
            'SELECT o.state, o.changes, CASE WHEN o.paid_at IS NULL THEN 0 ELSE 1 END AS paid, p.balance AS points,'
            . ' (SELECT SUM(quantity) FROM shop_stock) AS stock,'
            . ' (SELECT COUNT(*) FROM shop_note n WHERE n.order_ref = o.ref) AS notes'
            . ' FROM shop_order o JOIN shop_points p ON p.customer = o.customer WHERE o.ref = ?',
            [$orderRef],
        );
        if ($row === false) {
            throw new \OutOfBoundsException("no order $orderRef");
        }
        $row['state'] = array_search($row['state'], array_column(OrderState::cases(), 'value'), true);

        return array_map(static fn (mixed $value): int => is_numeric($value) ? (int) $value : -1, $row);
    }
}
