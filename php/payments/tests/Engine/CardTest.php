<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Operation\Done as Outcome;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Settings\SalesMode;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** A card's life through the engine: authorized, sold, amended, cancelled, refunded, expired. */
final class CardTest extends EngineTestCase
{
    #[DataProvider('databases')]
    public function testAuthorizedSoldAndRefunded(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();

        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame('20', $bench->status($order));
        self::assertSame(2, $bench->notice(), '10 and 20');
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);

        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Capture)->done);
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertSame('40', $bench->status($order));
        $bench->notice();

        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Refund)->done);
        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        self::assertSame('60', $bench->status($order));
        self::assertSame(['complete_order', 'mark_paid', 'cancel_order', 'release_hold'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('databases')]
    public function testAuthorizedAndCancelled(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);

        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Cancel)->done);

        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        $bench->notice();
        self::assertSame('32', $bench->status($order));
        self::assertMoneyAgrees($bench);
    }

    public function testDeclinedGivesBackAndMayBeTriedAgain(): void
    {
        $bench = $this->bench();
        $order = $bench->order();

        $step = $bench->pay($order, MethodId::Card, $bench->input(MethodId::Card, Customer::DECLINED));

        self::assertInstanceOf(Refused::class, $step);
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    public function testAnAuthorizationThatNobodySellsExpires(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);

        $bench->advance('61d');

        self::assertSame('33', $bench->status($order));
        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        self::assertSame(Outcome::NotAllowed, $bench->operate($order, Operation::Capture)->done);
        self::assertMoneyAgrees($bench);
    }

    public function testAShippedOrderIsNeverCancelledByItself(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->ship($order);

        $bench->advance('61d');

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertContains('attention', $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    /** @return iterable<string, array{Operation, int, bool}> operation, new total, sold first */
    public static function amendments(): iterable
    {
        yield 'authorization down' => [Operation::AmendDown, 2980, false];
        yield 'authorization up' => [Operation::AmendUp, 4980, false];
        yield 'sale down' => [Operation::AmendDown, 2980, true];
        yield 'sale up' => [Operation::AmendUp, 4980, true];
    }

    #[DataProvider('amendments')]
    public function testAmended(Operation $operation, int $total, bool $sold): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        if ($sold) {
            $bench->operate($order, Operation::Capture);
        }
        $bench->notice();
        $old = $bench->payment($order);
        $bench->changeTotal($order, $total);
        self::assertSame(Outcome::NotAllowed, $bench->operate($order, Operation::Capture)->done, 'the total differs, or it is sold');

        self::assertSame(Outcome::Done, $bench->operate($order, $operation)->done);

        $new = $bench->payment($order);
        self::assertSame([$total, $old->paymentId, $sold ? '40' : '20'], [$new->amount, $new->replaces, $bench->status($order)]);
        self::assertSame($sold ? '60' : '32', self::$paygent->tool->status($old->paymentId));
        self::assertStands($bench, $order, $sold ? OrderState::Paid : OrderState::Placed, AttemptState::Placed, true);
        $bench->notice();
        self::assertStands($bench, $order, $sold ? OrderState::Paid : OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);

        $bench->changeTotal($order, 1980);
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::AmendDown)->done, 'an amendment can be amended');
        self::assertSame(Outcome::Done, $bench->operate($order, $sold ? Operation::Refund : Operation::Capture)->done);
        $bench->notice();
        self::assertStands(
            $bench,
            $order,
            $sold ? OrderState::Cancelled : OrderState::Paid,
            $sold ? AttemptState::Ended : AttemptState::Placed,
            !$sold,
        );
        self::assertMoneyAgrees($bench);
    }

    public function testSoldAtOnce(): void
    {
        $bench = $this->bench();
        $bench->settings->card(['salesMode' => SalesMode::SellAtOnce]);
        $order = $bench->order();

        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));

        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        $bench->notice();
        self::assertSame('40', $bench->status($order));
        self::assertSame(['complete_order', 'mark_paid'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }
}
