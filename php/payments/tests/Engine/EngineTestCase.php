<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\WithDatabases;
use PHPUnit\Framework\TestCase;

/** Tests through the engine's front doors; the tests of a class share a local Paygent, each has its own database. */
abstract class EngineTestCase extends TestCase
{
    use WithDatabases;

    protected static LocalPaygent $paygent;

    protected static NoticePost $post;

    protected Customer $customer;

    public static function setUpBeforeClass(): void
    {
        self::$paygent = LocalPaygent::start();
        self::$post = new NoticePost(self::$paygent);
        $contract = static::contract();
        if ($contract !== []) {
            self::$paygent->tool->contract($contract);
        }
    }

    public static function tearDownAfterClass(): void
    {
        self::$post->stop();
        self::$paygent->stop();
    }

    protected function setUp(): void
    {
        $this->customer = new Customer(self::$paygent);
    }

    protected function tearDown(): void
    {
        self::$paygent->tool->clearFaults();
    }

    /** @return array<string, mixed> changes to account.json */
    protected static function contract(): array
    {
        return [];
    }

    /** @param (callable(ShopPort): ShopPort)|null $port */
    protected function bench(
        DatabaseKind $kind = DatabaseKind::SQLite,
        ?Gateway $gateway = null,
        ?callable $port = null,
    ): EngineBench {
        return new EngineBench(self::$paygent, $this->database($kind), self::$post, $gateway, $port);
    }

    /** Order, attempt, and whether its stock and points are taken. */
    protected static function assertStands(EngineBench $bench, string $order, OrderState $state, AttemptState $attempt, bool $taken): void
    {
        $now = $bench->attempt($order);
        self::assertSame(
            [$state->value, $attempt->value, $taken ? 'taken' : 'free'],
            [$bench->state($order)->value, $now->state->value, $bench->isTaken($order) ? 'taken' : 'free'],
            'order, attempt, hold; ' . $now->reason,
        );
    }

    /** Orders and money agree, here and at Paygent (design-payments "Invariants"). */
    protected static function assertMoneyAgrees(EngineBench $bench): void
    {
        self::assertSame([], (new Invariants($bench))->violations());
    }
}
