<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Notice\Reply;
use Paygent\Payments\Operation\Done as Outcome;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** Hard cases of difference notices: whenever and however they come, the order agrees with Paygent. */
final class NoticesTest extends EngineTestCase
{
    /** The notice is there before our own answer: the answer was lost, 094 not yet asked. */
    #[DataProvider('databases')]
    public function testBeforeTheAnswer(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['swallow' => true]]);
        self::$paygent->tool->fault(['kind' => '094', 'times' => 2, 'do' => ['http_status' => 503]]);
        $bench->pay($order, MethodId::Card);
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Confirming, true);

        $bench->notice();
        self::assertSame(AttemptState::Confirming, $bench->attempt($order)->state, 'the intent is open: it waits');
        $bench->advance('1m');
        $bench->work();
        $bench->advance('1m');
        $bench->work();

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame(['complete_order'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    public function testBeforeTheReturn(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, MethodId::Softbank));
        $back = Customer::atTheShop($this->customer->atTheCarrier($page, 'buy', MethodId::Softbank));

        $bench->notice();
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);

        self::assertInstanceOf(Done::class, $bench->come($back));
        self::assertSame(['complete_order'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    /** The notices of the authorization and of the sale come when all is cancelled. */
    #[DataProvider('databases')]
    public function testAfterTheCancellation(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->operate($order, Operation::Capture);
        $late = $bench->taken();
        $bench->operate($order, Operation::Refund);
        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);

        foreach ($late as $fields) {
            self::assertSame(Reply::Taken, $bench->receive($fields));
            $bench->applier->apply();
            self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        }
        $bench->notice();

        self::assertSame(['complete_order', 'mark_paid', 'cancel_order', 'release_hold'], $bench->effects($order));
        self::assertSame('60', $bench->payment($order)->status);
        self::assertMoneyAgrees($bench);
    }

    /** The notices of what we know already come one by one, with pauses. */
    public function testOneByOneTheyNeverTurnTheRowBack(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->operate($order, Operation::Capture);
        foreach ($bench->taken() as $fields) {
            $bench->receive($fields);
            $bench->applier->apply();
            self::assertSame('40', $bench->payment($order)->status, 'after the notice of ' . $fields['payment_status']);
            self::assertMoneyAgrees($bench);
        }
    }

    /** The old payment's own notices come when the amendment is done. */
    public function testOfASupersededPayment(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->operate($order, Operation::Capture);
        $late = $bench->taken();
        $bench->changeTotal($order, 2000);
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::AmendDown)->done);

        foreach ([...$late, ...$bench->taken()] as $fields) {
            $bench->receive($fields);
            $bench->applier->apply();
            self::assertMoneyAgrees($bench);
        }

        self::assertSame(['complete_order', 'mark_paid'], $bench->effects($order));
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
    }

    public function testTwiceAndOutOfOrder(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->operate($order, Operation::Capture);
        $notices = $bench->taken();
        self::assertSame(['10', '20', '40'], array_column($notices, 'payment_status'));

        foreach ([2, 0, 1, 2, 1, 0] as $i) {
            self::assertSame(Reply::Taken, $bench->receive($notices[$i]));
            $bench->applier->apply();
            self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        }

        self::assertSame('40', $bench->payment($order)->status);
        self::assertSame(3, $bench->engine->database->int('SELECT COUNT(*) FROM {notice}'), 'stored once');
        self::assertSame(['complete_order', 'mark_paid'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    /** Paygent's own queue turns them round and sends them twice. */
    public function testTwiceAndOutOfOrderByPaygentsQueue(): void
    {
        $bench = $this->bench();
        self::$paygent->tool->fault(['kind' => 'notice', 'times' => 1, 'do' => ['reverse' => true]]);
        self::$paygent->tool->fault(['kind' => 'notice', 'times' => 0, 'do' => ['twice' => true]]);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->operate($order, Operation::Capture);
        $bench->operate($order, Operation::Refund);

        $bench->advance('5m');

        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        self::assertSame('60', $bench->payment($order)->status);
        self::assertSame(4, $bench->engine->database->int('SELECT COUNT(*) FROM {notice}'));
        self::assertMoneyAgrees($bench);
    }

    public function testForged(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        $id = $bench->engine->payments->ofOrder($order)[0]->paymentId;
        self::$paygent->tool->fault(['kind' => 'notice', 'payment_type' => '03', 'do' => ['forge' => true]]);
        self::$paygent->tool->move($id, '43');

        $forged = array_values(array_filter($bench->taken(), static fn (array $one): bool => $one['payment_status'] === '43'));

        self::assertNotSame([], $forged);
        foreach ($forged as $fields) {
            self::assertSame(Reply::Failed, $bench->receive($fields));
            self::assertSame(Reply::Failed, $bench->receive(['hc' => ''] + $fields));
            unset($fields['hc']);
            self::assertSame(Reply::Failed, $bench->receive($fields));
        }
        $bench->applier->apply();
        self::assertSame(0, $bench->engine->database->int("SELECT COUNT(*) FROM {notice} WHERE status = '43'"), 'not stored');
        self::assertSame(3, $bench->engine->database->int("SELECT amount FROM {counter} WHERE name LIKE 'notice_wrong_hash%'"));
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Waiting, true);
    }

    /** The hash does not cover the status: 094 is asked before anything is believed. */
    public function testAStatusUnderARightHashThatIsALie(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        self::$paygent->tool->fault(['kind' => 'notice', 'payment_type' => '02', 'times' => 0, 'do' => ['status' => '60']]);

        $bench->notice();

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame('20', $bench->payment($order)->status);
        self::assertMoneyAgrees($bench);
    }

    public function testWithoutAKeyNothingIsTaken(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $notices = $bench->taken();
        $bench->settings->noticeKeys = [];

        foreach ($notices as $fields) {
            self::assertSame(Reply::Failed, $bench->receive($fields));
            self::assertSame(Reply::Failed, $bench->receive(['hc' => hash('sha256', '')] + $fields));
        }

        self::assertSame(0, $bench->engine->database->int('SELECT COUNT(*) FROM {notice}'));
        self::assertSame(4, $bench->engine->database->int("SELECT amount FROM {counter} WHERE name LIKE 'notice_without_key%'"));
    }

    public function testTheKeyBeforeIsStillTaken(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->settings->noticeKeys = [new Secret('the new key'), ...$bench->settings->noticeKeys];

        self::assertSame(2, $bench->notice());
    }

    public function testWithAnotherAmount(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        $payment = $bench->engine->payments->ofOrder($order)[0];
        self::$paygent->tool->move($payment->paymentId, '43');
        $fields = array_values(array_filter($bench->taken(), static fn (array $one): bool => $one['payment_status'] === '43'))[0];
        $fields['payment_amount'] = '1';
        $fields['hc'] = hash('sha256', implode('', [
            $fields['payment_notice_id'], $fields['payment_id'], $fields['trading_id'], $fields['payment_type'],
            $fields['payment_amount'], self::$paygent->contract('notice_hash_key'),
        ]));

        self::assertSame(Reply::Taken, $bench->receive($fields));
        $bench->applier->apply();

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Waiting, true);
        self::assertSame(['complete_order', 'attention'], $bench->effects($order));
    }

    /** The total was changed while the customer paid: the money is there, a person decides. */
    public function testTheTotalWasChangedMeanwhile(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        $bench->changeTotal($order, 5000);
        self::$paygent->tool->move($bench->engine->payments->ofOrder($order)[0]->paymentId, '43');

        $bench->notice();

        self::assertSame(OrderState::Placed, $bench->state($order));
        self::assertContains('attention', $bench->effects($order));
        self::assertTrue($bench->isTaken($order));
        self::assertMoneyAgrees($bench);
    }

    /** An authorization for a total that has changed: a sale waits for the amendment. */
    public function testTheTotalWasChangedDuringThreeDSecure(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, MethodId::Softbank));
        $bench->changeTotal($order, 2000);
        $bench->come(Customer::atTheShop($this->customer->atTheCarrier($page, 'buy', MethodId::Softbank)));
        $bench->notice();

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame(Outcome::NotAllowed, $bench->operate($order, Operation::Capture)->done);
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::AmendDown)->done);
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** Money for an order that was closed meanwhile: a person is told, nothing is opened again. */
    public function testPaidAfterTheOrderWasCancelled(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        $bench->tables->update('shop_order', ['state' => OrderState::Cancelled->value], ['ref' => $order]);
        self::$paygent->tool->move($bench->engine->payments->ofOrder($order)[0]->paymentId, '43');

        $bench->notice();

        self::assertSame(OrderState::Cancelled, $bench->state($order));
        self::assertContains('attention', $bench->effects($order));
    }

    /** Sold and cancelled in ペイジェントオンライン: adopted as if done here. */
    public function testDoneElsewhere(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->notice();
        $id = $bench->payment($order)->paymentId;
        foreach ([['022', OrderState::Paid], ['023', OrderState::Cancelled]] as [$kind, $state]) {
            self::assertTrue($bench->elsewhere($kind, $id)->isSuccess());
            $bench->notice();
            self::assertSame($state, $bench->state($order));
        }
        self::assertFalse($bench->isTaken($order));
        self::assertMoneyAgrees($bench);
    }

    /** A payment of somebody else's with our merchant id: kept, tried for a day, then shown. */
    public function testAPaymentThatIsNobodys(): void
    {
        $bench = $this->bench();
        self::assertTrue($bench->elsewhere('010', '', [
            'trading_id' => $bench->settings->prefix . 'foreign',
            'payment_amount' => 500,
            'payment_detail' => '代金',
            'payment_detail_kana' => 'ﾀﾞｲｷﾝ',
            'payment_limit_date' => 5,
            'customer_family_name' => '山',
            'customer_name' => '川',
        ])->isSuccess());
        $payments = self::$paygent->tool->payments($bench->settings->prefix . 'foreign');
        $id = $payments[0]['payment_id'] ?? null;
        self::assertIsString($id);
        self::$paygent->tool->move($id, '40', ['bank_code' => '0001']);

        $bench->notice();
        $bench->advance('2d');
        $bench->advance('1m');

        self::assertSame(1, $bench->engine->database->int("SELECT COUNT(*) FROM {effect} WHERE kind = 'attention' AND order_ref = ''"));
    }
}
