<?php

declare(strict_types=1);

namespace Paygent\Payments\Bench;

use Doctrine\DBAL\Connection;
use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Engine;
use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Flow\SettingsSource;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Migrator;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Support\Clock;
use Paygent\Payments\Tests\Support\SettingsFixture;
use Paygent\Payments\Tests\Support\Shop\ShopTables;
use Paygent\Payments\Tests\Support\Shop\SqlShop;
use Psr\Clock\ClockInterface;

/** A shop's counter: orders paid by card, at a gateway that answers at once. */
final class Counter implements SettingsSource, ClockInterface
{
    public readonly Statements $statements;

    /** The one whose statements are counted. Counting costs time: the measured one goes without. */
    private readonly Engine $counted;

    private readonly Engine $measured;

    private readonly TimedShop $shop;

    private readonly Account $account;

    private readonly Connection $orders;

    private readonly Settings $settings;

    private readonly Buyer $buyer;

    /** @param callable(?\Doctrine\DBAL\Configuration): Connection $connect a new connection with each call */
    public function __construct(callable $connect)
    {
        $this->statements = new Statements();
        $this->settings = SettingsFixture::module(card: ['threeDSecure' => ThreeDSecure::None]);
        $this->buyer = new Buyer('山田', '花子', 'ヤマダ', 'ハナコ', '0312345678', 'hanako@example.com', '1000001', '13', '千代田区', '千代田1-1');
        $setup = new Database($connect(null));
        (new Migrator($setup))->migrate();
        $this->orders = $connect(null);
        if (!$this->orders->createSchemaManager()->tablesExist(['shop_order'])) {
            ShopTables::create($this->orders);
        }
        $this->shop = new TimedShop(new SqlShop($connect(null)));
        $this->counted = self::engine(new Database($connect($this->statements->configuration())), $this->shop, $this);
        $this->account = $this->counted->accounts->of(Environment::Local, '900000001', '', (new Clock($this))->now());
        $this->measured = self::engine(new Database($connect(null)), $this->shop, $this);
    }

    public function order(): string
    {
        return ShopTables::order($this->orders, 1080);
    }

    /**
     * One order paid.
     *
     * @return array{float, float} microseconds of the engine and of the shop
     */
    public function pay(): array
    {
        $order = $this->order();
        $this->shop->spent = 0;
        $started = hrtime(true);
        $this->paid($this->measured, $order);
        $all = hrtime(true) - $started;

        return [($all - $this->shop->spent) / 1000, $this->shop->spent / 1000];
    }

    /** One order paid under the counter's eyes. */
    public function count(): Statements
    {
        $order = $this->order();
        $this->statements->reset();
        $this->paid($this->counted, $order);

        return $this->statements;
    }

    public function active(string $accountId): Settings
    {
        return $this->settings;
    }

    public function revision(string $accountId, string $revision): Settings
    {
        return $this->settings;
    }

    public function now(): \DateTimeImmutable
    {
        return new \DateTimeImmutable();
    }

    private function paid(Engine $engine, string $order): void
    {
        $started = $engine->checkout->start($this->account, $order, MethodId::Card, $this->buyer, [
            'card_token' => 'tok_bench', 'payment_class' => '10',
        ]);
        $started->step instanceof Done || throw new \RuntimeException('not paid: ' . $started->step::class);
    }

    private static function engine(Database $database, TimedShop $shop, self $self): Engine
    {
        return new Engine(
            $database,
            new AnswersAtOnce(),
            $shop,
            $self,
            new ReturnDoor('https://shop.example/paygent/return', new Secret(random_bytes(32))),
            $self,
        );
    }
}
