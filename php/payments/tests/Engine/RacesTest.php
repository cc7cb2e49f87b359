<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\Testing\Child;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** Hard cases of processes that meet: double click, two tabs, two hosts. Each child is a host of its own. */
final class RacesTest extends EngineTestCase
{
    /** The same form, sent twice in the same instant. */
    #[DataProvider('databases')]
    public function testADoubleClickChargesOnce(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        for ($round = 0; $round < 3; ++$round) {
            $order = $bench->order();
            $input = $bench->input(MethodId::Card);
            $click = static fn (EngineBench $host) => $host->pay($order, MethodId::Card, $input);

            $bench = $this->race($bench, $click, $click);

            self::assertLessThanOrEqual(1, $this->moneyOf($bench, $order), 'one authorization at most');
            $bench->notice();
            $this->settled($bench);
            if ($bench->state($order) === OrderState::Purchasing) {
                // Both saw the other one and none was first: the customer tries again.
                $bench->pay($order, MethodId::Card);
            }
            self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        }
        self::assertMoneyAgrees($bench);
    }

    /** Two tabs of one order, each with a card of its own, on two hosts. */
    #[DataProvider('databases')]
    public function testTwoTabsChargeOnce(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        [$one, $two] = [$bench->input(MethodId::Card), $bench->input(MethodId::Card)];

        $bench = $this->race(
            $bench,
            static fn (EngineBench $host) => $host->pay($order, MethodId::Card, $one),
            static fn (EngineBench $host) => $host->pay($order, MethodId::Card, $two),
            static fn (EngineBench $host) => $host->pay($order, MethodId::Conveni),
        );

        $this->settled($bench);
        self::assertLessThanOrEqual(1, $this->moneyOf($bench, $order));
        self::assertMoneyAgrees($bench);
    }

    /** The browser's return and Paygent's notice, on two hosts at once, with a replay of the return. */
    #[DataProvider('databases')]
    public function testTheReturnAndTheNoticeAtOnce(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, MethodId::Softbank));
        $back = Customer::atTheShop($this->customer->atTheCarrier($page, 'buy', MethodId::Softbank));
        $notices = $bench->taken();
        $notice = static function (EngineBench $host) use ($notices): void {
            foreach ($notices as $fields) {
                $host->receive($fields);
            }
            $host->applier->apply();
        };
        $come = static fn (EngineBench $host) => $host->come($back);

        $bench = $this->race($bench, $come, $notice, $come, $notice);

        $this->settled($bench);
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame(['complete_order'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    /** Two people press 売上, another one 取消, on three hosts. */
    #[DataProvider('databases')]
    public function testOperatorsAtOnce(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $press = static fn (Operation $operation, string $nonce) => static fn (EngineBench $host) => $host->operate($order, $operation, $nonce);

        $bench = $this->race(
            $bench,
            $press(Operation::Capture, 'one'),
            $press(Operation::Capture, 'one'),
            $press(Operation::Capture, 'two'),
            $press(Operation::Cancel, 'three'),
        );

        $this->settled($bench);
        $id = $bench->engine->payments->ofOrder($order)[0]->paymentId;
        self::assertContains(self::$paygent->tool->status($id), ['32', '40'], 'one of them');
        self::assertLessThanOrEqual(1, \count(array_filter(
            self::$paygent->tool->telegrams('022'),
            static fn (array $line): bool => \is_array($line['request'] ?? null) && ($line['request']['payment_id'] ?? '') === $id,
        )), 'sold once at most');
        self::assertMoneyAgrees($bench);
    }

    /** The same amendment asked for twice, while a worker reconciles. */
    #[DataProvider('databases')]
    public function testAnAmendmentTwiceAndTheReconciler(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->operate($order, Operation::Capture);
        $bench->changeTotal($order, 2980);
        $amend = static fn (EngineBench $host) => $host->operate($order, Operation::AmendDown, bin2hex(random_bytes(4)));
        $work = static fn (EngineBench $host) => $host->work();

        $bench = $this->race($bench, $amend, $amend, $work, $work);

        $this->settled($bench);
        if ($bench->payment($order)->amount !== 2980) {
            // Each saw the row change under its hands: nothing was sent, the operator presses again.
            self::assertSame('done', $bench->operate($order, Operation::AmendDown)->done->value);
        }
        self::assertSame([2980, '40'], [$bench->payment($order)->amount, $bench->status($order)]);
        self::assertSame(1, $this->moneyOf($bench, $order));
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** The worker and the notice cancel, and the operator too: given back once. */
    #[DataProvider('databases')]
    public function testAnEndIsGivenBackOnce(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->notice();
        $bench->elsewhere('021', $bench->payment($order)->paymentId);
        $notices = $bench->taken();
        $notice = static function (EngineBench $host) use ($notices): void {
            foreach ($notices as $fields) {
                $host->receive($fields);
            }
            $host->applier->apply();
        };

        $bench = $this->race(
            $bench,
            $notice,
            $notice,
            static fn (EngineBench $host) => $host->operate($order, Operation::Cancel),
            static fn (EngineBench $host) => $host->work(),
        );

        $this->settled($bench);
        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        self::assertSame(1, $bench->engine->database->int("SELECT COUNT(*) FROM {effect} WHERE kind = 'release_hold'"));
        self::assertMoneyAgrees($bench);
    }

    /**
     * @param callable(EngineBench): mixed ...$acts
     *
     * @return EngineBench to go on with
     */
    private function race(EngineBench $bench, callable ...$acts): EngineBench
    {
        $bench->disconnect();
        $children = array_map(
            static fn (callable $act): Child => Child::fork(static function () use ($bench, $act): void {
                $act($bench->host());
            }),
            $acts,
        );
        foreach ($children as $child) {
            $child->begin();
        }
        foreach ($children as $child) {
            self::assertTrue($child->end());
        }

        return $bench->host();
    }

    /** What was left over by the race is looked after. */
    private function settled(EngineBench $bench): void
    {
        for ($i = 0; $i < 3; ++$i) {
            $bench->advance('5m');
            $bench->work();
        }
    }

    /** How many payments of the order hold money at Paygent. */
    private function moneyOf(EngineBench $bench, string $order): int
    {
        $count = 0;
        foreach ($bench->engine->database->rows('SELECT DISTINCT trading_id FROM {intent} WHERE order_ref = ? AND trading_id <> \'\'', [$order]) as $row) {
            foreach (self::$paygent->tool->payments((string) $row['trading_id']) as $payment) {
                $count += \in_array($payment['status'] ?? '', ['20', '40'], true) ? 1 : 0;
            }
        }

        return $count;
    }
}
