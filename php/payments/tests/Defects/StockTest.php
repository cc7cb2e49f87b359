<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Defects;

use Doctrine\DBAL\Connection;
use Paygent\Payments\Card\StoredCards;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\Shop\ShopHabit;
use Paygent\Payments\Tests\Support\Shop\ShopTables;
use Paygent\Payments\Tests\Support\Shop\SqlShop;
use PHPUnit\Framework\Attributes\DataProvider;

/** Stock and points: taken before anything leaves, locked by nobody meanwhile, never given back unless taken. */
final class StockTest extends EngineTestCase
{
    public function testWhatWasNeverTakenIsNotGivenBack(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->tables->executeStatement('UPDATE shop_stock SET quantity = 0');
        $cards = new StoredCards(self::$paygent->gateway(), $bench->account, $bench->settings->active($bench->account->id)->card);
        $before = ShopTables::figures($bench->tables, $order);

        for ($i = 0; $i < 3; ++$i) {
            $step = $bench->pay($order, MethodId::Card);
            self::assertInstanceOf(Refused::class, $step);
            self::assertSame('checkout.out_of_stock', $step->customerText);
            self::assertFalse($cards->delete('customer-' . $order, '4711')->isDone(), 'a card that is not his');
            $bench->work();
        }

        self::assertSame($before, ShopTables::figures($bench->tables, $order));
    }

    /** @return iterable<string, array{MethodId}> */
    public static function numbersAndPages(): iterable
    {
        foreach ([MethodId::LinkConveni, MethodId::LinkAtm, MethodId::LinkCard, MethodId::Conveni, MethodId::Atm] as $method) {
            yield $method->value => [$method];
        }
    }

    #[DataProvider('numbersAndPages')]
    public function testWithoutStockThereIsNothingToPay(MethodId $method): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->tables->executeStatement('UPDATE shop_stock SET quantity = 0');
        $known = \count(self::$paygent->tool->ledger());

        self::assertInstanceOf(Refused::class, $bench->pay($order, $method));

        self::assertCount($known, self::$paygent->tool->ledger(), 'Paygent was told nothing');
        self::assertNotContains('mail', $bench->effects($order));
        self::assertNotContains('complete_order', $bench->effects($order));
        self::assertSame(AttemptState::Refused, $bench->attempt($order)->state);
    }

    /** The shop is always in a transaction, as with a framework's listener, and still locks nothing for Paygent. */
    #[DataProvider('databases')]
    public function testOthersBuyTheSameArticleWhileATelegramIsOut(DatabaseKind $kind): void
    {
        /** @var EngineBench|null $bench */
        $bench = null;
        $gateway = new Meanwhile(self::$paygent->gateway(), static function () use (&$bench): void {
            \assert($bench !== null);
            self::buyAnother($bench);
        });
        $bench = $this->bench($kind, $gateway, static fn (ShopPort $shop): ShopPort => $shop instanceof SqlShop
            ? new SqlShop($shop->connection(), ShopHabit::AutocommitOff)
            : $shop);
        $order = $bench->order();
        self::assertInstanceOf(SqlShop::class, $bench->engine->shop);
        $bench->engine->shop->connection()->executeStatement('UPDATE shop_stock SET quantity = quantity'); // and no commit

        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));

        self::assertGreaterThan(0, $gateway->sent);
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame(
            EngineBench::STOCK - 1 - $gateway->sent,
            ShopTables::figures($bench->database->connect(), $order)['stock'],
        );
    }

    public function testNothingIsSentWhileTheShopIsInATransaction(): void
    {
        $troubled = null;
        $bench = $this->bench(port: static function (ShopPort $shop) use (&$troubled): ShopPort {
            return $troubled = new TroubledShop($shop);
        });
        self::assertInstanceOf(TroubledShop::class, $troubled);
        $order = $bench->order();
        $troubled->isBusy = true;

        self::assertInstanceOf(Refused::class, $bench->pay($order, MethodId::Card));

        self::assertSame([], self::$paygent->tool->telegrams('020', $bench->attempt($order)->tradingId));
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        $troubled->isBusy = false;
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));
        self::assertMoneyAgrees($bench);
    }

    private static function buyAnother(EngineBench $bench): void
    {
        $other = $bench->database->connect();
        self::waitAtMost($other, $bench->database->kind);
        $other->executeStatement('UPDATE shop_stock SET quantity = quantity - 1');
        $other->close();
    }

    /** A lock becomes an error after some seconds. */
    private static function waitAtMost(Connection $connection, DatabaseKind $kind): void
    {
        $connection->executeStatement(match ($kind) {
            DatabaseKind::SQLite => 'PRAGMA busy_timeout = 5000',
            DatabaseKind::PostgreSQL => "SET lock_timeout = '5s'",
            DatabaseKind::MariaDB => 'SET innodb_lock_wait_timeout = 5',
        });
    }
}
