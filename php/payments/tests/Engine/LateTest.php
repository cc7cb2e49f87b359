<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Operation\Done as Outcome;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;

/** What Paygent does late: a telegram that arrives after it seemed not done, a change by time that nobody told. */
final class LateTest extends EngineTestCase
{
    /** A storm of 10,000 found it: Paidy's refund, settled as not done, came through afterwards. */
    public function testARefundThatSeemedNotDoneIsOursAllTheSame(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $step = $bench->pay($order, MethodId::Paidy);
        self::assertInstanceOf(Done::class, $bench->come($this->customer->atPaidy($step)));
        $bench->notice();
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Capture)->done);
        $bench->notice();
        self::$paygent->tool->fault(['kind' => '342', 'do' => ['http_status' => 503]]);
        self::assertSame(Outcome::Refused, $bench->operate($order, Operation::Refund)->done);
        self::assertSame(OrderState::Paid, $bench->state($order));

        // What was sent then arrives now.
        self::assertTrue($bench->elsewhere('342', $bench->payment($order)->paymentId)->isSuccess());
        $bench->notice();

        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        self::assertMoneyAgrees($bench);
    }

    /** Notices lost and purged: 094 is asked once when the time has come. */
    public function testAChangeByTimeIsSeenWithoutItsNotice(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->notice();
        self::assertSame('20', $bench->status($order));

        self::$paygent->tool->advance('63d');
        self::assertSame('20', $bench->payment($order)->status, 'nobody has told');
        $bench->work();

        self::assertSame('33', $bench->payment($order)->status);
        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }
}
