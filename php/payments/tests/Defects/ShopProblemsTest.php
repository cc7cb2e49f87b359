<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Defects;

use Paygent\Payments\Journal\EffectKind;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Reconcile\What;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Engine\EngineTestCase;

/** The shop's own code fails after money has moved: what is known of the money stays. */
final class ShopProblemsTest extends EngineTestCase
{
    private ?TroubledShop $shop = null;

    public function testAnAuthorizationOutlivesTheShopsError(): void
    {
        $bench = $this->troubled();
        $order = $bench->order();
        $this->shop()->failing = EffectKind::CompleteOrder;

        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card), 'the customer has paid');
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card), 'and is not charged again');

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Placed, true);
        self::assertSame('20', $bench->payment($order)->status);
        self::assertCount(1, $bench->intents($order));
        $bench->notice();
        self::assertSame([], $bench->effects($order), 'nothing is called done that is not');
        $this->shop()->failing = null;
        $bench->advance('2h');
        $bench->work();
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame(['complete_order'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    /** One order that cannot even be read does not end the run. */
    public function testTheReconcilerPassesABrokenOrderBy(): void
    {
        $bench = $this->troubled();
        $orders = [$bench->order(), $bench->order(), $bench->order()];
        sort($orders);
        foreach ($orders as $order) {
            $bench->pay($order, MethodId::Conveni);
            self::$paygent->tool->move($bench->engine->payments->ofOrder($order)[0]->paymentId, '43');
        }
        $bench->taken(); // lost
        $bench->advance('1h');
        $this->shop()->unreadable = $orders[0];

        $report = $bench->engine->reconciler->run();

        self::assertContains(What::Failure, array_map(static fn ($row): What => $row->what, $report->rows));
        self::assertGreaterThan(0, $report->differences(), 'a command ends with an error');
        foreach ([$orders[1], $orders[2]] as $order) {
            self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        }
        $this->shop()->unreadable = '';
        self::assertSame(OrderState::Placed, $bench->state($orders[0]), 'not cancelled: it may be paid');
        $bench->advance('1d');
        $bench->engine->reconciler->run();
        self::assertStands($bench, $orders[0], OrderState::Paid, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** A page whose customer did not come back is no order to clean away: he has a number and may pay it. */
    public function testANumberOfTheLinkTypeIsNotCleanedAway(): void
    {
        $bench = $this->troubled();
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, MethodId::LinkConveni));
        $this->customer->takeLinkNumber($page, ['cvs_company_id' => '00C001']);
        $bench->taken(); // lost
        foreach (['1h', '1d'] as $span) {
            self::$paygent->tool->advance($span);
            $bench->taken();
            $bench->engine->reconciler->run();
            self::assertTrue($bench->isTaken($order), 'stock and points wait');
            self::assertNotSame(OrderState::Cancelled, $bench->state($order));
        }
        $payments = self::$paygent->tool->payments($bench->attempt($order)->tradingId);
        $id = $payments[0]['payment_id'] ?? null;
        self::assertIsString($id);
        self::$paygent->tool->move($id, '43');
        $bench->taken(); // lost, too
        self::$paygent->tool->advance('1d');
        $bench->engine->reconciler->run();

        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    private function troubled(): EngineBench
    {
        return $this->bench(port: fn (ShopPort $shop): ShopPort => $this->shop = new TroubledShop($shop));
    }

    private function shop(): TroubledShop
    {
        return $this->shop ?? throw new \LogicException('no shop yet');
    }
}
