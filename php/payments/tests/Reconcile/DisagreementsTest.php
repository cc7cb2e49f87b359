<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Reconcile;

use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Reconcile\Mode;
use Paygent\Payments\Reconcile\Options;
use Paygent\Payments\Reconcile\Row;
use Paygent\Payments\Reconcile\ToDo;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** Orders beside their payments, and the ways to run: dry, one order, bounded. */
final class DisagreementsTest extends ReconcileTestCase
{
    /** Sold in ペイジェントオンライン, nobody told us. */
    #[DataProvider('databases')]
    public function testASaleMadeElsewhereIsAdopted(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $payment = $bench->payment($order);
        self::$paygent->gateway()->send($bench->account, new Telegram('022', ['payment_id' => $payment->paymentId]));
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
