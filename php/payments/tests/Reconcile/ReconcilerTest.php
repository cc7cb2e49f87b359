<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Reconcile;

use Paygent\Payments\Journal\Role;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Operation\Done;
use Paygent\Payments\Reconcile\ToDo;
use Paygent\Payments\Reconcile\What;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** Lost, late and surplus telegrams against a real local Paygent: orders and money agree in the end. */
final class ReconcilerTest extends ReconcileTestCase
{
    /** The case no shop can see by itself: "no such payment" now, charged ten seconds later. */
    #[DataProvider('databases')]
    public function testAnAuthorizationBookedAfterTheFirstQuestionIsFound(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind, self::impatient());
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['process_later_ms' => 2_500]]);

        self::assertInstanceOf(BeingConfirmed::class, $bench->pay($order, MethodId::Card));
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Confirming, true);
        self::assertSame([], self::$paygent->tool->payments($bench->attempt($order)->tradingId), '094 said 13001');
        self::booked($bench, $order);
        self::$paygent->tool->advance('10s');
        $report = $bench->engine->reconciler->run();

        self::assertSame([['unknown', ToDo::Nothing]], self::found($report->rows));
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertCount(1, self::$paygent->tool->telegrams('020', $bench->attempt($order)->tradingId));
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('databases')]
    public function testATelegramThatNeverArrivedEndsAfterTenMinutesAndTwoQuestions(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind, self::impatient());
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['hang' => 'before']]);
        $bench->pay($order, MethodId::Card);

        self::$paygent->tool->advance('9m');
        $bench->engine->reconciler->run();
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Confirming, true);
        self::$paygent->tool->advance('3m');
        $bench->engine->reconciler->run();

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertMoneyAgrees($bench);
    }

    /** Booked hours later: the attempt is over, its stock given back; the money goes back too. */
    #[DataProvider('databases')]
    public function testMoneyThatSurfacesOnAFencedTradingIdIsCancelled(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind, self::impatient());
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['process_later_ms' => 2_500]]);
        $bench->pay($order, MethodId::Card);
        self::$paygent->tool->advance('11m');
        $bench->engine->reconciler->run();
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        $tradingId = $bench->attempt($order)->tradingId;
        self::booked($bench, $order);

        self::$paygent->tool->advance('61m');
        $report = $bench->engine->reconciler->run();

        self::assertContains([What::Fenced->value, ToDo::Wait], self::found($report->rows));
        self::assertContains([What::Surplus->value, ToDo::Nothing], self::found($report->rows));
        $payment = $bench->engine->payments->ofOrder($order)[0];
        self::assertSame([Role::Surplus, '32'], [$payment->role, $payment->status]);
        self::assertSame('32', self::$paygent->tool->status($payment->paymentId));
        self::assertCount(1, self::$paygent->tool->payments($tradingId));
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertMoneyAgrees($bench);
    }

    /** The notice tells it first; the customer has paid anew meanwhile. */
    #[DataProvider('databases')]
    public function testASurplusPaymentBesideALiveOneIsCancelled(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind, self::impatient());
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['process_later_ms' => 2_500]]);
        $bench->pay($order, MethodId::Card);
        self::$paygent->tool->advance('11m');
        $bench->engine->reconciler->run();
        $lost = $bench->attempt($order);
        $bench->pay($order, MethodId::Card);
        self::booked($bench, $order, $lost->tradingId);

        $bench->notice();
        $bench->engine->reconciler->run();

        $surplus = $bench->engine->payments->ofAttempt($lost->id)[0];
        self::assertSame([Role::Surplus, '32'], [$surplus->role, self::$paygent->tool->status($surplus->paymentId)]);
        self::assertSame('20', self::$paygent->tool->status($bench->payment($order)->paymentId));
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('databases')]
    public function testALostSaleIsSettledAndTheOrderPaid(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind, self::impatient());
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        self::$paygent->tool->fault(['kind' => '022', 'do' => ['hang' => 'after']]);
        self::$paygent->tool->fault(['kind' => '094', 'times' => 1, 'do' => ['answer' => ['result' => '1', 'response_code' => '9005']]]);

        self::assertSame(Done::Unknown, $bench->operate($order, Operation::Capture)->done);
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::$paygent->tool->advance('1m');
        $bench->engine->reconciler->run();

        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertCount(1, self::telegramsOf('022', $bench->payment($order)->paymentId));
        self::assertMoneyAgrees($bench);
    }

    /** A worker was killed with its telegram out. */
    #[DataProvider('databases')]
    public function testAnExpiredLeaseIsAskedAbout(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $intent = $bench->intents($order)[0];
        $bench->engine->database->execute(
            "UPDATE {intent} SET state = 'sending', lock_key = ?, lease_until = ?, payment_id = '' WHERE id = ?",
            ['attempt:' . $intent->attemptId, $bench->engine->clock->now() - 1, $intent->id],
        );
        $bench->engine->database->execute("UPDATE {attempt} SET state = 'open', open_slot = 1 WHERE order_ref = ?", [$order]);

        $report = $bench->engine->reconciler->run();

        self::assertSame([['lease', ToDo::Wait], ['unknown', ToDo::Nothing]], self::found($report->rows));
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** The cancel of the old payment was refused in maintenance: the card was charged with both. */
    public function testTheOldPaymentOfAnAmendmentIsCancelledLater(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $old = $bench->payment($order);
        $bench->changeTotal($order, 2980);
        self::$paygent->tool->fault(['kind' => '021', 'do' => ['answer' => ['result' => '1', 'response_code' => '9005']]]);
        self::assertSame(Done::Attention, $bench->operate($order, Operation::AmendDown)->done);
        self::assertSame('20', self::$paygent->tool->status($old->paymentId));

        $report = $bench->engine->reconciler->run();

        self::assertContains([What::Superseded->value, ToDo::Nothing], self::found($report->rows));
        self::assertSame('32', self::$paygent->tool->status($old->paymentId));
        self::assertSame(['20', 2980], [$bench->status($order), $bench->payment($order)->amount]);
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** Waits until the local Paygent has processed what it held back. */
    private static function booked(EngineBench $bench, string $order, string $tradingId = ''): void
    {
        $tradingId = $tradingId === '' ? $bench->attempt($order)->tradingId : $tradingId;
        for ($i = 0; $i < 300 && self::$paygent->tool->payments($tradingId) === []; ++$i) {
            usleep(50_000);
        }
        self::assertCount(1, self::$paygent->tool->payments($tradingId));
    }

    /** @return list<mixed> */
    private static function telegramsOf(string $kind, string $paymentId): array
    {
        return array_values(array_filter(
            self::$paygent->tool->telegrams($kind),
            static fn (array $line): bool => ($line['payment_id'] ?? '') === $paymentId,
        ));
    }
}
