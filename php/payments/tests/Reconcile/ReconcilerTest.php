<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Reconcile;

use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Operation\Done;
use Paygent\Payments\Reconcile\Mode;
use Paygent\Payments\Reconcile\Options;
use Paygent\Payments\Reconcile\Row;
use Paygent\Payments\Reconcile\ToDo;
use Paygent\Payments\Reconcile\What;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** The reconciler against a real local Paygent: whatever was lost on the way, orders and money agree in the end. */
final class ReconcilerTest extends EngineTestCase
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
    public function testAnAttemptAbandonedAtThreeDSecureEnds(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $bench->settings->card(['threeDSecure' => ThreeDSecure::V2]);
        $order = $bench->order();
        $step = $bench->pay($order, MethodId::Card, $bench->input(MethodId::Card, holder: 'BAVCA'));
        self::assertInstanceOf(ShowPage::class, $step);
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);

        self::$paygent->tool->advance('20m');
        $bench->engine->reconciler->run();
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);
        self::$paygent->tool->advance('25m');
        $report = $bench->engine->reconciler->run();

        self::assertSame([['attempt', ToDo::Nothing]], self::found($report->rows));
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Expired, false);
        self::assertMoneyAgrees($bench);
    }

    /** @return iterable<string, array{MethodId, string, string}> method, still open after, over after */
    public static function pages(): iterable
    {
        yield 'link type, card' => [MethodId::LinkCard, '20m', '70d'];
        yield 'link type, bank' => [MethodId::LinkBankNet, '20m', '70d'];
        yield 'bank net' => [MethodId::BankNet, '20m', '70d'];
        yield 'd払い' => [MethodId::Docomo, '20m', '2h'];
        yield 'au' => [MethodId::Au, '20m', '2h'];
        yield 'SoftBank' => [MethodId::Softbank, '20m', '2h'];
        yield 'Paidy' => [MethodId::Paidy, '20m', '2h'];
    }

    #[DataProvider('pages')]
    public function testAPageNobodyComesBackFromEnds(MethodId $method, string $open, string $over): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, $method);
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);

        self::$paygent->tool->advance($open);
        $bench->engine->reconciler->run();
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);
        self::$paygent->tool->advance($over);
        $bench->engine->reconciler->run();

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Expired, false);
        self::assertMoneyAgrees($bench);
    }

    /** A worker died after it had settled, before it ended the attempt: nothing is open but the attempt. */
    public function testConfirmingWithNothingOpenEnds(): void
    {
        $bench = $this->bench();
        $bench->settings->card(['threeDSecure' => ThreeDSecure::V2]);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card, $bench->input(MethodId::Card, holder: 'BAVCA'));
        $bench->engine->database->execute("UPDATE {attempt} SET state = 'confirming' WHERE order_ref = ?", [$order]);
        self::$paygent->tool->advance('16m');

        $bench->engine->reconciler->run();

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
    }

    public function testAnAuthorizationLeftInTenAfterAWrongInputEnds(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card, $bench->input(MethodId::Card, '4900000000008244'));
        self::assertSame(AttemptState::Open, $bench->attempt($order)->state);

        self::$paygent->tool->advance('16m');
        $bench->engine->reconciler->run();
        self::assertSame(AttemptState::Open, $bench->attempt($order)->state, 'the customer may still correct it');
        self::$paygent->tool->advance('30m');
        $bench->engine->reconciler->run();

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('databases')]
    public function testAStorePaymentPastItsLimitEndsWithoutANotice(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Waiting, true);
        self::$paygent->tool->advance('40d');
        $bench->taken();

        $bench->engine->reconciler->run();

        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Expired, false);
        self::assertMoneyAgrees($bench);
    }

    /** Paid at the store, the notice lost: the payment is there, the order not. */
    public function testAStorePaymentWhoseNoticeWasLostIsPaid(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        $payment = $bench->engine->payments->ofOrder($order)[0];
        self::$paygent->tool->move($payment->paymentId, '43');
        $bench->taken();
        self::$paygent->tool->advance('1h');

        $bench->engine->reconciler->run();

        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
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

    /** Sold in ペイジェントオンライン, nobody told us. */
    #[DataProvider('databases')]
    public function testASaleMadeElsewhereIsAdopted(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $payment = $bench->payment($order);
        self::$paygent->gateway()->send($bench->account, new \Paygent\Payments\Gateway\Telegram('022', ['payment_id' => $payment->paymentId]));
        $bench->tables->update('shop_order', ['state' => OrderState::Paid->value], ['ref' => $order]);

        $report = $bench->engine->reconciler->run();

        self::assertSame([['order', ToDo::Nothing]], self::found($report->rows));
        self::assertSame('40', $bench->payment($order)->status);
    }

    public function testWhatTheLedgerCannotSettleIsReportedWithTheDifference(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->operate($order, Operation::Capture);
        $bench->changeTotal($order, EngineBench::AMOUNT - 980);

        $first = $bench->engine->reconciler->run();
        $second = $bench->engine->reconciler->run();

        foreach ([$first, $second] as $report) {
            self::assertSame([['order', ToDo::Amend]], self::found($report->rows));
            self::assertSame(980, $report->rows[0]->difference);
            self::assertSame(1, $report->differences());
        }
        self::assertCount(1, array_keys($bench->effects($order), 'attention', true), 'a person is told once');
    }

    public function testCancelledInTheShopWithMoneyHeld(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->tables->update('shop_order', ['state' => OrderState::Cancelled->value], ['ref' => $order]);

        $row = $bench->engine->reconciler->run()->rows[0];

        self::assertSame([ToDo::GiveBack, EngineBench::AMOUNT], [$row->toDo, $row->difference]);
        self::assertSame('20', $bench->status($order), 'a person decides');
    }

    public function testADryRunOnlyAsks(): void
    {
        $bench = $this->bench(gateway: self::impatient());
        $lost = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['hang' => 'after']]);
        self::$paygent->tool->fault(['kind' => '094', 'times' => 1, 'do' => ['answer' => ['result' => '1', 'response_code' => '9005']]]);
        $bench->pay($lost, MethodId::Card);
        $cancelled = $bench->order();
        $bench->pay($cancelled, MethodId::Card);
        $bench->tables->update('shop_order', ['state' => OrderState::Cancelled->value], ['ref' => $cancelled]);
        self::$paygent->tool->advance('20m');
        $before = self::everything($bench);
        $ledger = \count(self::$paygent->tool->ledger());

        $report = $bench->engine->reconciler->run(new Options(Mode::DryRun));

        self::assertSame($before, self::everything($bench));
        $sent = array_column(\array_slice(self::$paygent->tool->ledger(), $ledger), 'kind');
        self::assertContains('094', $sent);
        self::assertSame([], array_filter($sent, static fn (mixed $kind): bool => $kind !== '094'));
        self::assertContains(['unknown', ToDo::Run], self::found($report->rows));
        self::assertContains(['order', ToDo::GiveBack], self::found($report->rows));
        self::assertStringContainsString('094: 20', $report->table());
    }

    public function testOneOrderIsLookedAtAtOnceAndNoOther(): void
    {
        $bench = $this->bench(gateway: self::impatient());
        $orders = [$bench->order(), $bench->order()];
        foreach ($orders as $order) {
            self::$paygent->tool->fault(['kind' => '020', 'do' => ['hang' => 'after']]);
            self::$paygent->tool->fault(['kind' => '094', 'times' => 1, 'do' => ['answer' => ['result' => '1', 'response_code' => '9005']]]);
            $bench->pay($order, MethodId::Card);
        }

        $bench->engine->reconciler->run(new Options(orderRef: $orders[0]));

        self::assertSame(AttemptState::Placed, $bench->attempt($orders[0])->state);
        self::assertSame(AttemptState::Confirming, $bench->attempt($orders[1])->state);
    }

    public function testARunIsBoundedAndSaysWhereToGoOn(): void
    {
        $bench = $this->bench();
        $orders = [$bench->order(), $bench->order()];
        foreach ($orders as $order) {
            $bench->pay($order, MethodId::Card);
            $bench->tables->update('shop_order', ['state' => OrderState::Cancelled->value], ['ref' => $order]);
        }
        sort($orders);

        $seen = [];
        $report = $bench->engine->reconciler->run(new Options(
            afterOrder: $orders[0],
            progress: static function (Row $row) use (&$seen): void {
                $seen[] = $row->orderRef;
            },
        ));
        self::assertSame([$orders[1]], $seen);
        self::assertNull($report->nextOrder);
        self::assertSame([], $bench->engine->reconciler->run(new Options(maxMs: 0))->rows);
    }

    private static function impatient(): Gateway
    {
        return self::$paygent->gateway(['timeout_value' => '1']);
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

    /**
     * @param list<Row> $rows
     *
     * @return list<array{string, ToDo}>
     */
    private static function found(array $rows): array
    {
        return array_map(static fn (Row $row): array => [$row->what->value, $row->toDo], $rows);
    }

    /** @return list<mixed> */
    private static function telegramsOf(string $kind, string $paymentId): array
    {
        return array_values(array_filter(
            self::$paygent->tool->telegrams($kind),
            static fn (array $line): bool => ($line['payment_id'] ?? '') === $paymentId,
        ));
    }

    /** @return array<string, mixed> every row that a run could change */
    private static function everything(EngineBench $bench): array
    {
        $rows = [];
        foreach (['attempt', 'payment', 'intent', 'notice', 'effect', 'hold', 'audit'] as $table) {
            $rows[$table] = $bench->engine->database->rows('SELECT * FROM {' . $table . '} ORDER BY id');
        }

        return $rows + ['shop' => $bench->tables->fetchAllAssociative('SELECT * FROM shop_order ORDER BY ref')];
    }
}
