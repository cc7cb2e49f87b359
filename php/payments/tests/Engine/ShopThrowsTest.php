<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\ShopPort;
use PHPUnit\Framework\Attributes\DataProvider;

/** Hard case: a shop port that throws, at each of its calls in turn. Nothing is lost, nothing done twice. */
final class ShopThrowsTest extends EngineTestCase
{
    private const MOST_CALLS = 80;

    /** @return iterable<string, array{string, callable(EngineBench, string): void}> */
    public static function lives(): iterable
    {
        $lives = [
            'card sold and refunded' => static function (EngineBench $bench, string $order): void {
                self::try(static fn () => $bench->pay($order, MethodId::Card));
                self::try(static fn () => $bench->operate($order, Operation::Capture));
                self::try(static fn () => $bench->operate($order, Operation::Refund));
            },
            'card amended' => static function (EngineBench $bench, string $order): void {
                self::try(static fn () => $bench->pay($order, MethodId::Card));
                self::try(static fn () => $bench->operate($order, Operation::Capture));
                $bench->changeTotal($order, 2000);
                self::try(static fn () => $bench->operate($order, Operation::AmendDown));
            },
            'store, paid by notice' => static function (EngineBench $bench, string $order): void {
                self::try(static fn () => $bench->pay($order, MethodId::Conveni));
                foreach ($bench->engine->payments->ofOrder($order) as $payment) {
                    $bench->paygent->tool->move($payment->paymentId, '43');
                }
                self::try(static fn () => $bench->notice());
            },
        ];
        foreach ([ThrowingPort::BEFORE, ThrowingPort::AFTER] as $moment) {
            foreach ($lives as $name => $live) {
                yield "$name, $moment" => [$moment, $live];
            }
        }
    }

    /** @param callable(EngineBench, string): void $live */
    #[DataProvider('lives')]
    public function testAtEachCall(string $moment, callable $live): void
    {
        $bench = null;
        for ($call = 1; $call < self::MOST_CALLS; ++$call) {
            $port = null;
            $broken = static function (ShopPort $shop) use ($call, $moment, &$port): ShopPort {
                return $port = new ThrowingPort($shop, $call, $moment);
            };
            $bench = $bench === null ? $this->bench(port: $broken) : $bench->host(port: $broken);
            self::assertInstanceOf(ThrowingPort::class, $port);
            $order = $bench->order();

            $live($bench, $order);

            if (!$port->hasThrown()) {
                self::assertGreaterThan(8, $call);

                return;
            }
            for ($i = 0; $i < 3; ++$i) {
                $bench->advance('20m');
                $bench->work();
            }
            self::assertSame([], (new Invariants($bench))->violations(), "the shop threw $moment call $call");
            self::assertSame(0, $bench->engine->database->int("SELECT COUNT(*) FROM {effect} WHERE state = 'pending'"), "call $call");
            self::assertNotSame('', $bench->state($order)->value);
        }
        self::fail('it never came to an end');
    }

    /** @param callable(): mixed $act */
    private static function try(callable $act): void
    {
        try {
            $act();
        } catch (\RuntimeException $problem) {
            self::assertSame('the shop is broken', $problem->getMessage());
        }
    }
}
