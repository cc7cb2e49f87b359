<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Operation\Done;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** What the storm and the kill harness have found, each as a small story of its own. */
final class FoundTest extends EngineTestCase
{
    private const WRONG_INPUT = '4900000000008244';

    /** The card refused with 2003 stays in 10 at Paygent for ever: the order lives by another payment. */
    #[DataProvider('databases')]
    public function testWhatARefusedCardLeavesBehindKeepsNoOrderAlive(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card, $bench->input(MethodId::Card, self::WRONG_INPUT));
        $bench->changeTotal($order, 4_000);
        $bench->pay($order, MethodId::Card);
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);

        self::assertSame(Done::Done, $bench->operate($order, Operation::Cancel)->done);

        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
    }

    /** The sale was answered, the question about it was not: the next click asks before it sends. */
    #[DataProvider('databases')]
    public function testAfterASaleThatNobodyCouldLookAtTheNextClickAsksFirst(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        self::$paygent->tool->fault(['kind' => '094', 'do' => ['http_status' => 503]]);
        self::assertSame(Done::Done, $bench->operate($order, Operation::Capture)->done);
        self::assertSame(['40', '20'], [$bench->status($order), $bench->payment($order)->status], 'here it is not known yet');

        self::assertSame(Done::NotAllowed, $bench->operate($order, Operation::Cancel)->done);

        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** Sold at the old total, and the difference given back: the rest pays the order, and nobody else will say so. */
    #[DataProvider('databases')]
    public function testAnOrderIsPaidOnceItsTotalAgreesAgain(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->come($this->customer->atPaidy($bench->pay($order, MethodId::Paidy)));
        self::$paygent->tool->fault(['kind' => '094', 'do' => ['http_status' => 503]]);
        $bench->operate($order, Operation::Capture);
        $bench->changeTotal($order, 3_000);
        $bench->advance('1m');
        self::assertSame(['40', OrderState::Placed], [$bench->payment($order)->status, $bench->state($order)]);
        self::assertSame(Done::Done, $bench->operate($order, Operation::RefundPartial)->done);
        $bench->advance('1m');

        $bench->engine->reconciler->run();

        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertSame([], $bench->engine->reconciler->run()->rows);
    }

    /** Nothing follows for the order, so nobody asks before; but a wrong end would hide money that is alive. */
    #[DataProvider('databases')]
    public function testAWrongStatusUnderARightHashIsFoundOut(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->notice();
        $old = $bench->payment($order);
        $bench->changeTotal($order, 3_000);
        self::$paygent->tool->fault(['kind' => 'notice', 'trading_id' => $old->tradingId, 'do' => ['status' => '60']]);
        self::assertSame(Done::Done, $bench->operate($order, Operation::AmendDown)->done);
        $bench->advance('1m');

        $bench->engine->reconciler->run();

        self::assertSame('32', $bench->engine->payments->find($old->accountId, $old->paymentId)?->status);
        self::assertMoneyAgrees($bench);
    }

    /** Refused with 2003, and nobody was told: 094 shows 10 for ever, the order must not wait for ever. */
    #[DataProvider('databases')]
    public function testALostRefusalToBeCorrectedFreesTheOrder(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['swallow' => true]]);
        $bench->pay($order, MethodId::Card, $bench->input(MethodId::Card, self::WRONG_INPUT));
        self::assertSame(AttemptState::Confirming, $bench->attempt($order)->state);

        for ($hour = 0; $hour < 3; ++$hour) {
            self::$paygent->tool->advance('1h');
            $bench->engine->reconciler->run();
        }

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertSame([], $bench->intents($order)[0]->state->isOpen() ? ['open'] : []);
    }

    /** The number of a notice stays with what 094 has said of it: an older one, applied later, is known as older. */
    #[DataProvider('databases')]
    public function testAConfirmedNoticeKeepsItsNumber(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        $paymentId = $bench->engine->payments->ofOrder($order)[0]->paymentId;
        self::$paygent->tool->move($paymentId, '43');
        self::$paygent->tool->move($paymentId, '40');
        $taken = $bench->taken();
        foreach ($taken as $fields) {
            $bench->receive($fields);
        }

        $bench->applier->apply();

        self::assertSame(
            [max(0, ...array_map(intval(...), array_column($taken, 'payment_notice_id'))), '40'],
            [$bench->payment($order)->statusNoticeId, $bench->payment($order)->status],
        );
    }
}
