<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Audit;

use Paygent\Payments\Journal\Role;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Operation\Done as Outcome;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Engine\Customer;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** Amendments whose answer was lost, and that make another payment. */
final class LostAmendmentTest extends EngineTestCase
{
    /** 094 by the old payment shows its end; that is no end of the order. */
    #[DataProvider('databases')]
    public function testALost103OfDocomo(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $login = $this->customer->open($bench->pay($order, MethodId::Docomo));
        $page = $this->customer->open($bench->come($this->customer->loginAtCarrier($login)));
        $bench->come(Customer::atTheShop($this->customer->atTheCarrier($page, 'buy', MethodId::Docomo)));
        $bench->notice();
        $old = $bench->payment($order);
        $bench->changeTotal($order, 2980);
        self::$paygent->tool->fault(['kind' => '103', 'do' => ['swallow' => true]]);

        $bench->operate($order, Operation::AmendDown);
        $bench->work();
        self::assertNotSame(OrderState::Cancelled, $bench->state($order), 'before the notices');
        $bench->notice();
        $bench->work();

        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        $new = $bench->payment($order);
        self::assertSame([2980, $old->paymentId, '40'], [$new->amount, $new->replaces, $new->status]);
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('databases')]
    public function testALost342OfPaidy(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        self::assertInstanceOf(Done::class, $bench->come($this->customer->atPaidy($bench->pay($order, MethodId::Paidy))));
        $bench->notice();
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Capture)->done);
        $bench->notice();
        $old = $bench->payment($order);
        $bench->changeTotal($order, 2980);
        self::$paygent->tool->fault(['kind' => '342', 'do' => ['swallow' => true]]);

        $bench->operate($order, Operation::RefundPartial);
        $bench->work();
        self::assertNotSame(OrderState::Cancelled, $bench->state($order), 'before the notices');
        $bench->notice();
        $bench->work();

        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        $new = $bench->payment($order);
        self::assertSame([2980, $old->paymentId, '40'], [$new->amount, $new->replaces, $new->status]);
        self::assertMoneyAgrees($bench);
    }

    /** The new authorization was given up as never made, and surfaces: nobody else would take it back. */
    #[DataProvider('databases')]
    public function testALateAuthorizationOfAnAmendmentIsSurplus(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind, self::$paygent->gateway(['timeout_value' => '1']));
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->notice();
        $old = $bench->payment($order);
        $bench->changeTotal($order, 5000);
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['process_later_ms' => 3_000]]);
        $bench->operate($order, Operation::AmendUp);
        $tradingId = $bench->intents($order)[1]->tradingId;
        for ($i = 0; $i < 4; ++$i) {
            $bench->advance('10m');
            $bench->work();
        }
        self::assertSame('settled_not_done', $bench->intents($order)[1]->state->value);

        $late = $this->booked($tradingId);
        $bench->advance('1h');
        $bench->work();
        $bench->advance('1h');
        $bench->work();

        self::assertSame($old->paymentId, $bench->payment($order)->paymentId);
        self::assertSame(Role::Surplus, $bench->engine->payments->find($bench->account->id, $late)?->role);
        self::assertSame('32', self::$paygent->tool->status($late), 'given back');
        self::assertContains('attention', $bench->effects($order));
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    private function booked(string $tradingId): string
    {
        for ($i = 0; $i < 100; ++$i) {
            $id = self::$paygent->tool->payments($tradingId)[0]['payment_id'] ?? null;
            if (\is_scalar($id)) {
                return (string) $id;
            }
            usleep(100_000);
        }
        self::fail('it was not booked');
    }
}
