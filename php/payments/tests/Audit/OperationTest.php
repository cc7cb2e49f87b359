<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Audit;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Operation\Done;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Engine\EngineTestCase;

/** Operations while other things happen. */
final class OperationTest extends EngineTestCase
{
    /** The total is changed while 094 is asked: the sale must not go on with the total of before. */
    public function testATotalChangedDuringTheQuestionIsNotSold(): void
    {
        $gateway = new HookedGateway(self::$paygent->gateway());
        $bench = $this->bench(gateway: $gateway);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $payment = $bench->payment($order);
        $bench->engine->payments->change($payment, ['next_look_at' => 1], $bench->engine->clock->now());
        $gateway->after(['094' => static function () use ($bench, $order): void {
            $bench->changeTotal($order, 1000);
        }]);

        $result = $bench->operate($order, Operation::Capture);

        self::assertTrue($gateway->isDone(), '094 was asked');
        self::assertSame(Done::NotAllowed, $result->done);
        self::assertSame('20', $bench->status($order));
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
    }

    /** The network is away for longer than the engine repeats by itself: the old payment is cancelled when it is back. */
    public function testAnOldPaymentIsCancelledWhenTheNetworkIsBack(): void
    {
        $gateway = new Outage(self::$paygent->gateway(), ['021']);
        $bench = $this->bench(gateway: $gateway);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->notice();
        $old = $bench->payment($order);
        $bench->changeTotal($order, 2980);
        $bench->operate($order, Operation::AmendDown);
        for ($i = 0; $i < 14; ++$i) {
            $bench->advance('2m');
            $bench->work();
        }
        self::assertSame('20', self::$paygent->tool->status($old->paymentId));
        self::assertNotSame($old->paymentId, $bench->payment($order)->paymentId);

        $gateway->kinds = [];
        for ($i = 0; $i < 3; ++$i) {
            $bench->advance('4h');
            $bench->work();
        }

        self::assertSame('32', self::$paygent->tool->status($old->paymentId));
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** A notice that nobody can confirm changes nothing, and does not wait in silence for ever. */
    public function testANoticeThatIsNeverConfirmedCallsAPerson(): void
    {
        $gateway = new Outage(self::$paygent->gateway(), []);
        $bench = $this->bench(gateway: $gateway);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->notice();
        $bench->elsewhere('022', $bench->payment($order)->paymentId);
        $gateway->kinds = ['094'];
        $bench->notice();
        self::assertNotContains('attention', $bench->effects($order));

        $bench->advance('25h');
        $bench->work();

        self::assertContains('attention', $bench->effects($order));
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        $gateway->kinds = [];
        $bench->advance('2h');
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }
}
