<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Journal\IntentState;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Operation\Done as Outcome;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** Hard cases of lost answers: time-outs before and after processing, maintenance, late bookings. */
final class UnknownTest extends EngineTestCase
{
    /** @return iterable<string, array{array<string, mixed>}> */
    public static function lostAfter(): iterable
    {
        yield 'closed without an answer' => [['swallow' => true]];
        yield 'reset in the answer' => [['reset_at' => 20]];
        yield 'cut off' => [['truncate_at' => 3]];
        yield 'an empty body' => [['empty' => true]];
        yield 'an error page after the work' => [['http_status' => 502, 'processed' => true]];
    }

    /**
     * Charged, and the answer lost: asked at once, and the customer need not wait.
     *
     * @param array<string, mixed> $do
     */
    #[DataProvider('lostAfter')]
    public function testLostAfterProcessing(array $do): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => $do]);

        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertCount(1, self::$paygent->tool->telegrams('020', $bench->attempt($order)->tradingId));
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    /** Nothing was processed, but that can be known only later: nobody may pay again meanwhile. */
    #[DataProvider('databases')]
    public function testLostBeforeProcessing(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind, self::$paygent->gateway(['timeout_value' => '1']));
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['hang' => 'before']]);

        self::assertInstanceOf(BeingConfirmed::class, $bench->pay($order, MethodId::Card));

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Confirming, true);
        self::assertInstanceOf(BeingConfirmed::class, $bench->pay($order, MethodId::Card), 'no second authorization');
        self::assertInstanceOf(BeingConfirmed::class, $bench->pay($order, MethodId::Conveni), 'by no other method');
        foreach (['1m', '5m', '3m'] as $span) {
            $bench->advance($span);
            $bench->work();
            self::assertSame(AttemptState::Confirming, $bench->attempt($order)->state, 'it may still be travelling');
        }
        $bench->advance('10m');
        $bench->work();
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    /** The first 094 says "no such payment", ten seconds later it is booked. */
    #[DataProvider('databases')]
    public function testBookedTenSecondsAfterOurTimeOut(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind, self::$paygent->gateway(['timeout_value' => '1']));
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['process_later_ms' => 2_000]]);
        self::assertInstanceOf(BeingConfirmed::class, $bench->pay($order, MethodId::Card));
        self::assertSame(1, $bench->intents($order)[0]->misses, '13001, which proves nothing');
        self::assertInstanceOf(BeingConfirmed::class, $bench->pay($order, MethodId::Card));

        $this->waitForABooking($bench, $bench->attempt($order)->tradingId);
        $bench->advance('10s');
        $bench->work();
        $bench->notice();

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertCount(1, self::$paygent->tool->telegrams('020', $bench->attempt($order)->tradingId));
        self::assertMoneyAgrees($bench);
    }

    /** It surfaces when we had given it up and the customer has paid again: surplus, given back, reported. */
    public function testBookedWhenWeHadGivenItUp(): void
    {
        $bench = $this->bench(gateway: self::$paygent->gateway(['timeout_value' => '1']));
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['process_later_ms' => 3_000]]);
        $bench->pay($order, MethodId::Card);
        $late = $bench->attempt($order)->tradingId;
        for ($i = 0; $i < 4; ++$i) {
            $bench->advance('10m');
            $bench->work();
        }
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));

        $this->waitForABooking($bench, $late);
        for ($i = 0; $i < 3; ++$i) {
            $bench->advance('1h');
            $bench->work();
        }

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        $statuses = array_map(static fn ($payment): string => $payment->role->value . ' ' . self::$paygent->tool->status($payment->paymentId), $bench->engine->payments->ofOrder($order));
        sort($statuses);
        self::assertSame(['current 20', 'surplus 32'], $statuses);
        self::assertContains('attention', $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    public function testMaintenance(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        self::$paygent->tool->contract(['maintenance' => true]);
        try {
            $step = $bench->pay($order, MethodId::Conveni);
        } finally {
            self::$paygent->tool->contract(['maintenance' => false]);
        }

        self::assertInstanceOf(Refused::class, $step);
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertInstanceOf(Instructions::class, $bench->pay($order, MethodId::Conveni));
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    /** Maintenance comes between the lost answer and the question: no evidence. */
    public function testMaintenanceWhileAsking(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['swallow' => true]]);
        self::$paygent->tool->fault(['kind' => '094', 'times' => 3, 'do' => ['answer' => ['result' => '1', 'response_code' => '9005', 'response_detail' => '']]]);

        self::assertInstanceOf(BeingConfirmed::class, $bench->pay($order, MethodId::Card));
        $bench->advance('20m');
        $bench->work();
        self::assertSame(AttemptState::Confirming, $bench->attempt($order)->state);
        for ($i = 0; $i < 3; ++$i) {
            $bench->advance('20m');
            $bench->work();
        }

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** @return iterable<string, array{Operation, string, OrderState, bool}> operation, telegram that is lost, end, sold before */
    public static function operations(): iterable
    {
        yield 'sale' => [Operation::Capture, '022', OrderState::Paid, false];
        yield 'cancel' => [Operation::Cancel, '021', OrderState::Cancelled, false];
        yield 'refund' => [Operation::Refund, '023', OrderState::Cancelled, true];
        yield 'amend an authorization: the new one' => [Operation::AmendDown, '020', OrderState::Placed, false];
        yield 'amend an authorization: cancel of the old one' => [Operation::AmendDown, '021', OrderState::Placed, false];
        yield 'amend a sale: the new one' => [Operation::AmendDown, '020', OrderState::Paid, true];
        yield 'amend a sale: its sale' => [Operation::AmendDown, '022', OrderState::Paid, true];
        yield 'amend a sale: refund of the old one' => [Operation::AmendDown, '023', OrderState::Paid, true];
    }

    #[DataProvider('operations')]
    public function testAnOperationsAnswerIsLost(Operation $operation, string $kind, OrderState $end, bool $sold): void
    {
        foreach ([['swallow' => true], ['hang' => 'before']] as $do) {
            $bench = $this->bench(gateway: self::$paygent->gateway(['timeout_value' => '1']));
            $order = $this->authorized($bench, $sold);
            if ($operation === Operation::AmendDown) {
                $bench->changeTotal($order, 2980);
            }
            self::$paygent->tool->fault(['kind' => $kind, 'do' => $do]);

            $done = $bench->operate($order, $operation)->done;
            if ($done === Outcome::Unknown) {
                self::assertSame(Outcome::NotAllowed, $bench->operate($order, Operation::Cancel)->done, 'one at a time');
                $before = $bench->state($order);
                for ($i = 0; $i < 5; ++$i) {
                    $bench->advance('15m');
                    $bench->work();
                }
                if ($bench->intents($order)[\count($bench->intents($order)) - 1]->state === IntentState::SettledNotDone) {
                    self::assertSame($before, $bench->state($order), 'nothing has happened');
                    self::assertMoneyAgrees($bench);
                    self::assertSame(Outcome::Done, $bench->operate($order, $operation)->done, 'so it may be done again');
                }
            } elseif ($done === Outcome::Refused) {
                self::assertSame(Outcome::Done, $bench->operate($order, $operation)->done, '094 said at once that nothing has happened');
            }

            $bench->notice();
            self::assertSame($end, $bench->state($order), json_encode($do, JSON_THROW_ON_ERROR) . ' ' . $done->value);
            if ($operation === Operation::AmendDown) {
                self::assertSame(2980, $bench->payment($order)->amount);
            }
            self::assertMoneyAgrees($bench);
        }
    }

    /** Between 30 and 40, 42 and 60 Paygent itself stops: the engine sends again, nobody else may. */
    public function testTheConveniNumberWhoseAnswerWasLostIsShown(): void
    {
        foreach ([MethodId::Conveni, MethodId::Atm, MethodId::VirtualAccount] as $method) {
            $bench = $this->bench();
            $order = $bench->order();
            self::$paygent->tool->fault(['do' => ['swallow' => true], 'payment_type' => $method->paymentType()]);

            $step = $bench->pay($order, $method);

            self::assertStands($bench, $order, OrderState::Placed, AttemptState::Waiting, true);
            self::assertInstanceOf(Instructions::class, $step);
            self::assertNotSame([], $step->lines, $method->value);
            self::assertMoneyAgrees($bench);
        }
    }

    /** A worker died with the telegram out: its lease ends, then it is asked about. */
    public function testAWorkerThatNeverCameBack(): void
    {
        $bench = $this->bench();
        $order = $this->authorized($bench, false);
        $payment = $bench->payment($order);
        $bench->operate($order, Operation::Capture);
        $bench->engine->database->execute(
            "UPDATE {intent} SET state = 'sending', lock_key = ?, lease_until = ?, finished_at = NULL WHERE kind = '022'",
            ['payment:' . $payment->accountId . ':' . $payment->paymentId, $bench->engine->clock->now() + 180_000],
        );
        self::assertSame(Outcome::NotAllowed, $bench->operate($order, Operation::Refund)->done);

        $bench->advance('10m');
        $bench->work();

        self::assertSame(OrderState::Paid, $bench->state($order));
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Refund)->done);
        self::assertMoneyAgrees($bench);
    }

    /** What the gateway holds back is real time, not its clock's. */
    private function waitForABooking(EngineBench $bench, string $tradingId): void
    {
        for ($i = 0; $i < 100 && $bench->paygent->tool->payments($tradingId) === []; ++$i) {
            usleep(100_000);
        }
        self::assertCount(1, $bench->paygent->tool->payments($tradingId), 'it is booked now');
    }

    private function authorized(EngineBench $bench, bool $sold): string
    {
        $order = $bench->order();
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));
        if ($sold) {
            self::assertSame(Outcome::Done, $bench->operate($order, Operation::Capture)->done);
        }

        return $order;
    }
}
