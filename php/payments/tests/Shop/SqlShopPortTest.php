<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Shop;

use Paygent\Payments\Shop\Testing\PortContract;
use Paygent\Payments\Shop\Testing\ShopUnderTest;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\Shop\ShopHabit;
use Paygent\Payments\Tests\Support\Shop\SqlShopRig;
use Paygent\Payments\Tests\Support\TestDatabase;

/** The contract of ports, kept by the tests' own shop with every habit on every database. */
final class SqlShopPortTest extends PortContract
{
    /** @var list<TestDatabase> */
    private static array $databases = [];

    public static function shops(): iterable
    {
        foreach (DatabaseKind::cases() as $kind) {
            foreach (ShopHabit::cases() as $habit) {
                yield "$kind->value, $habit->value" => [static fn (): ShopUnderTest => self::shop($kind, $habit)];
            }
        }
    }

    protected function tearDown(): void
    {
        foreach (self::$databases as $database) {
            $database->drop();
        }
        self::$databases = [];
    }

    private static function shop(DatabaseKind $kind, ShopHabit $habit): ShopUnderTest
    {
        $engine = self::$databases[] = TestDatabase::create($kind);
        $shop = $engine;
        if ($habit === ShopHabit::AnotherDatabase) {
            $shop = self::$databases[] = TestDatabase::create($kind);
        }

        return new SqlShopRig($engine, $shop, $habit);
    }
}
