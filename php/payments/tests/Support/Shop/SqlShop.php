<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support\Shop;

use Doctrine\DBAL\Connection;
use Doctrine\DBAL\Platforms\AbstractMySQLPlatform;
use Paygent\Payments\Journal\Effect;
use Paygent\Payments\Journal\EffectKind;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\OutOfStock;
use Paygent\Payments\Shop\Receipt;
use Paygent\Payments\Shop\ShopPort;

/**
 * A small shop on SQL: an order takes one article and 100 points of its customer (tables in ShopTables).
 *
 * Amounts and stock change by "quantity = quantity - 1", so that whatever is done twice shows.
 */
final class SqlShop implements ShopPort
{
    public const POINTS = 100;

    public function __construct(
        private readonly Connection $connection,
        private readonly ShopHabit $habit = ShopHabit::BesideTheEngine,
    ) {
        if ($habit === ShopHabit::AutocommitOff) {
            $connection->setAutoCommit(false);
        }
    }

    /** The shop's own, not the engine's. */
    public function connection(): Connection
    {
        return $this->connection;
    }

    public function snapshot(string $orderRef): ?OrderSnapshot
    {
        // With autocommit off the present transaction may look at the data of long ago.
        $this->settle();
        $row = $this->connection->fetchAssociative('SELECT * FROM shop_order WHERE ref = ?', [$orderRef]);
        $this->settle();
        if ($row === false) {
            return null;
        }
        $row = array_map(static fn (mixed $value): string => \is_scalar($value) ? (string) $value : '', $row);

        return new OrderSnapshot(
            $row['ref'],
            $row['number'],
            (int) $row['amount'],
            OrderState::from($row['state']),
            $row['customer'] === '' ? null : $row['customer'],
            $row['shipped'] === '1',
            1,
            $row['paid_at'] === '' ? null : (int) $row['paid_at'],
        );
    }

    public function hold(string $orderRef, string $attemptId, Receipt $receipt): void
    {
        $this->once($receipt, "hold:$orderRef:$attemptId", function () use ($orderRef): void {
            $taken = $this->connection->executeStatement('UPDATE shop_stock SET quantity = quantity - 1 WHERE quantity > 0');
            if ($taken === 0) {
                throw new OutOfStock('在庫がありません。');
            }
            $this->changePoints($orderRef, -self::POINTS);
        });
    }

    public function settle(): bool
    {
        if ($this->connection->isTransactionActive()) {
            $this->connection->commit();
        }

        return true;
    }

    public function apply(Effect $effect, Receipt $receipt): void
    {
        $this->once($receipt, $effect->key, fn () => match ($effect->kind) {
            EffectKind::CompleteOrder => $this->setState($effect, OrderState::Placed),
            EffectKind::MarkPaid => $this->markPaid($effect),
            EffectKind::CancelOrder => $this->setState($effect, OrderState::Cancelled),
            EffectKind::ReleaseHold => $this->giveBack($effect),
            EffectKind::Mail, EffectKind::Attention => $this->note($effect),
        });
    }

    private function setState(Effect $effect, OrderState $state): void
    {
        $this->connection->executeStatement(
            'UPDATE shop_order SET state = ?, changes = changes + 1 WHERE ref = ?',
            [$state->value, $effect->orderRef],
        );
    }

    private function markPaid(Effect $effect): void
    {
        $this->setState($effect, OrderState::Paid);
        $this->connection->executeStatement(
            'UPDATE shop_order SET paid_at = ? WHERE ref = ?',
            [(int) $effect->text('paid_at'), $effect->orderRef],
        );
    }

    private function giveBack(Effect $effect): void
    {
        $attempt = (string) $effect->attemptId;
        if ($this->habit === ShopHabit::AnotherDatabase && !$this->remember("hold:$effect->orderRef:$attempt", Wish::IfOld)) {
            return;
        }
        $this->connection->executeStatement('UPDATE shop_stock SET quantity = quantity + 1');
        $this->changePoints($effect->orderRef, self::POINTS);
    }

    private function note(Effect $effect): void
    {
        $this->connection->insert('shop_note', ['order_ref' => $effect->orderRef, 'kind' => $effect->kind->value]);
    }

    private function changePoints(string $orderRef, int $points): void
    {
        $this->connection->executeStatement(
            'UPDATE shop_points SET balance = balance + ? WHERE customer = (SELECT customer FROM shop_order WHERE ref = ?)',
            [$points, $orderRef],
        );
    }

    /**
     * One transaction with the receipt, or with the shop's own record of what it has done.
     *
     * @param callable(): void $work
     */
    private function once(Receipt $receipt, string $key, callable $work): void
    {
        $this->settle();
        try {
            if ($this->habit !== ShopHabit::AutocommitOff) {
                $this->connection->beginTransaction(); // with autocommit off connecting begins one
            }
            $isFirst = $this->habit === ShopHabit::AnotherDatabase
                ? $this->remember($key, Wish::IfNew)
                : $receipt->claim($this->connection->executeStatement(...));
            if ($isFirst) {
                $work();
                $this->connection->commit();
            } else {
                $this->connection->rollBack();
            }
        } catch (\Throwable $problem) {
            $this->undo();

            throw $problem;
        }
    }

    /**
     * Writes down that something is done.
     *
     * @return bool whether it was new, or was old, as wished
     */
    private function remember(string $key, Wish $wish): bool
    {
        $isNew = (int) $this->connection->executeStatement(
            $this->connection->getDatabasePlatform() instanceof AbstractMySQLPlatform
                ? 'INSERT IGNORE INTO shop_done (done) VALUES (?)'
                : 'INSERT INTO shop_done (done) VALUES (?) ON CONFLICT DO NOTHING',
            [$key],
        ) === 1;

        return $isNew === ($wish === Wish::IfNew);
    }

    private function undo(): void
    {
        try {
            $this->connection->rollBack();
        } catch (\Throwable) {
            // The connection is of no use any more; a new one begins at the next statement.
        }
        $this->connection->close();
    }
}
