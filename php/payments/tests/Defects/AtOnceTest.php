<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Defects;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\Testing\Child;
use Paygent\Payments\Tests\Engine\Customer;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\Shop\SqlShop;
use PHPUnit\Framework\Attributes\DataProvider;

/** Two processes at the same moment, which today's plugin lets through both. */
final class AtOnceTest extends EngineTestCase
{
    #[DataProvider('databases')]
    public function testTwoClicksPayOnce(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $inputs = [$bench->input(MethodId::Card), $bench->input(MethodId::Card)];
        $before = self::received('020');

        self::atOnce($bench, array_map(
            static fn (array $input): \Closure => static fn (EngineBench $host) => $host->pay($order, MethodId::Card, $input),
            $inputs,
        ));

        self::assertSame($before + 1, self::received('020'));
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        // The one who came second may have ended an attempt that had sent nothing yet: its stock comes back.
        self::assertCount(1, array_keys($bench->effects($order), 'complete_order', true));
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('databases')]
    public function testTwoOperatorsDoOneThing(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $sold = $bench->order();
        $either = $bench->order();
        $bench->pay($sold, MethodId::Card);
        $bench->pay($either, MethodId::Card);
        $before = self::received('021', '022');
        $press = static fn (string $order, Operation $operation, string $form): \Closure
            => static fn (EngineBench $host) => $host->operate($order, $operation, $form);

        self::atOnce($bench, [$press($sold, Operation::Capture, 'list'), $press($sold, Operation::Capture, 'edit')]);
        self::atOnce($bench, [$press($either, Operation::Capture, 'list'), $press($either, Operation::Cancel, 'edit')]);

        $sent = array_filter($bench->intents($sold), static fn ($intent): bool => $intent->sentAt !== null);
        self::assertSame(['020', '022'], array_column($sent, 'kind'));
        self::assertSame($before + 2, self::received('021', '022'));
        self::assertStands($bench, $sold, OrderState::Paid, AttemptState::Placed, true);
        self::assertContains($bench->state($either), [OrderState::Paid, OrderState::Cancelled]);
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('databases')]
    public function testTwoWorkersApplyNoticesOnce(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $paid = [$bench->order(), $bench->order(), $bench->order()];
        foreach ($paid as $order) {
            $bench->pay($order, MethodId::Conveni);
            self::$paygent->tool->move($bench->engine->payments->ofOrder($order)[0]->paymentId, '43');
        }
        foreach ($bench->taken() as $fields) {
            $bench->receive($fields);
        }

        $apply = static fn (EngineBench $host) => $host->applier->apply();
        self::atOnce($bench, [$apply, $apply]);
        $bench->applier->apply();

        foreach ($paid as $order) {
            self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
            self::assertSame(['complete_order', 'mark_paid'], $bench->effects($order));
        }
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('databases')]
    public function testNoticeAndReturnCompleteAnOrderOnce(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, MethodId::Softbank));
        $back = Customer::atTheShop($this->customer->atTheCarrier($page, 'buy', MethodId::Softbank));
        foreach ($bench->taken() as $fields) {
            $bench->receive($fields);
        }

        self::atOnce($bench, [
            static fn (EngineBench $host) => $host->come($back),
            static fn (EngineBench $host) => $host->applier->apply(),
        ]);
        $bench->advance('1m');

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame(['complete_order'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    /** @param array<\Closure(EngineBench): mixed> $works each in a process of its own, as if on another host */
    private static function atOnce(EngineBench $bench, array $works): void
    {
        $bench->engine->database->connection()->close();
        $bench->tables->close();
        if ($bench->engine->shop instanceof SqlShop) {
            $bench->engine->shop->connection()->close();
        }
        $children = array_map(
            static fn (\Closure $work): Child => Child::fork(static function () use ($work, $bench): void {
                $work($bench->host());
            }),
            $works,
        );
        foreach ($children as $child) {
            $child->begin();
        }
        foreach ($children as $child) {
            self::assertTrue($child->end());
        }
    }

    /** How many telegrams of these kinds Paygent has received from anybody. */
    private static function received(string ...$kinds): int
    {
        return array_sum(array_map(static fn (string $kind): int => \count(self::$paygent->tool->telegrams($kind)), $kinds));
    }
}
