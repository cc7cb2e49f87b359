<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\IntentState;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Operation\Done as Outcome;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Rules\Reason;
use Paygent\Payments\Shop\OrderState;

/** What the engine could not tell, a person ends: nothing stays shut for ever, and nothing is believed but 094. */
final class ResolveTest extends EngineTestCase
{
    public function testAPersonNamesThePayment(): void
    {
        $bench = $this->bench();
        $order = $this->waitingForAPerson($bench, ['swallow' => true]);
        $paymentId = self::$paygent->tool->payments($bench->attempt($order)->tradingId)[0]['payment_id'] ?? '';
        self::assertIsString($paymentId);

        self::assertInstanceOf(BeingConfirmed::class, $bench->pay($order, MethodId::Card));
        self::assertSame(Outcome::NotAllowed, $bench->engine->resolve->run($order, '99999999', 'operator')->done);
        self::assertSame(Outcome::Done, $bench->engine->resolve->run($order, $paymentId, 'operator')->done);

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    public function testAPersonSaysThatThereIsNone(): void
    {
        $bench = $this->bench();
        $order = $this->waitingForAPerson($bench, ['http_status' => 503]);

        self::assertSame(Outcome::Done, $bench->engine->resolve->run($order, '', 'operator')->done);

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    public function testAPersonWhoIsWrongCostsNobodyMoney(): void
    {
        $bench = $this->bench();
        $order = $this->waitingForAPerson($bench, ['swallow' => true]);

        self::assertSame(Outcome::Done, $bench->engine->resolve->run($order, '', 'operator')->done);
        $bench->notice();
        $bench->advance('20m');
        $bench->work();
        $bench->notice();

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertMoneyAgrees($bench);
    }

    public function testAnOperationIsLookedAtAgain(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        self::$paygent->tool->fault(['kind' => '022', 'do' => ['swallow' => true]]);
        self::$paygent->tool->fault(['kind' => '094', 'do' => ['http_status' => 503]]);
        self::assertSame(Outcome::Unknown, $bench->operate($order, Operation::Capture)->done);
        $this->handOver($bench, $order);

        self::assertSame(Outcome::Done, $bench->engine->resolve->run($order, '', 'operator')->done);

        self::assertSame(OrderState::Paid, $bench->state($order));
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    public function testNothingIsThereToResolve(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);

        self::assertSame(Outcome::NotAllowed, $bench->engine->resolve->run($order, '', 'operator')->done);
    }

    /** @param array<string, mixed> $do to the 020 */
    private function waitingForAPerson(EngineBench $bench, array $do): string
    {
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => $do]);
        self::$paygent->tool->fault(['kind' => '094', 'do' => ['http_status' => 503]]);
        self::assertInstanceOf(BeingConfirmed::class, $bench->pay($order, MethodId::Card));
        $this->handOver($bench, $order);

        return $order;
    }

    private function handOver(EngineBench $bench, string $order): void
    {
        $open = array_values(array_filter(
            $bench->engine->intents->openOf($order),
            static fn (Intent $intent): bool => $intent->state === IntentState::Unknown,
        ));
        self::assertCount(1, $open);
        $bench->engine->settler->attention($open[0], new Reason('確認してください', 'please look'));
    }
}
