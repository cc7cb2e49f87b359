<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\OpenPaidy;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Operation\Done as Outcome;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\Page;
use Paygent\Payments\Tests\Support\PaidyWindow;
use PHPUnit\Framework\Attributes\DataProvider;

/** Lives of the module-type methods whose customer goes to pages of banks, carriers, Paidy. */
final class PagesTest extends EngineTestCase
{
    /** @return iterable<string, array{MethodId}> */
    public static function carriers(): iterable
    {
        foreach ([MethodId::Docomo, MethodId::Au, MethodId::Softbank] as $carrier) {
            yield $carrier->value => [$carrier];
        }
    }

    #[DataProvider('carriers')]
    public function testACarrierIsPaidSoldAndRefunded(MethodId $carrier): void
    {
        $bench = $this->bench();
        $order = $this->bought($bench, $carrier);
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);

        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Capture)->done);
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        $bench->notice();
        if ($carrier === MethodId::Docomo) {
            self::assertSame(Outcome::NotAllowed, $bench->operate($order, Operation::Refund)->done, '44 comes the next day');
            $bench->advance('30h');
            self::assertSame('44', $bench->status($order));
        }
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Refund)->done);
        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        $bench->advance('30h');
        self::assertSame($carrier === MethodId::Docomo ? '62' : '60', $bench->status($order));
        self::assertSame(['complete_order', 'mark_paid', 'cancel_order', 'release_hold'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('carriers')]
    public function testACarrierIsAmendedOrCancelled(MethodId $carrier): void
    {
        $bench = $this->bench();
        $order = $this->bought($bench, $carrier);
        $old = $bench->payment($order);
        $bench->changeTotal($order, 2980);
        self::assertSame(Outcome::NotAllowed, $bench->operate($order, Operation::Capture)->done);
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::AmendDown)->done);
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        $new = $bench->payment($order);
        self::assertSame([2980, '40'], [$new->amount, $bench->status($order)]);
        self::assertSame($carrier === MethodId::Docomo, $new->paymentId !== $old->paymentId);
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertSame(Outcome::NotAllowed, $bench->operate($order, Operation::AmendUp)->done);

        $cancelled = $this->bought($bench, $carrier);
        self::assertSame(Outcome::Done, $bench->operate($cancelled, Operation::Cancel)->done);
        self::assertStands($bench, $cancelled, OrderState::Cancelled, AttemptState::Ended, false);
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('carriers')]
    public function testACarriersAuthorizationExpires(MethodId $carrier): void
    {
        $bench = $this->bench();
        $order = $this->bought($bench, $carrier);

        $bench->advance('100d');
        $bench->advance('2d');

        self::assertSame('33', $bench->status($order));
        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('carriers')]
    public function testGivenUpAtTheCarrier(MethodId $carrier): void
    {
        $bench = $this->bench();
        $order = $bench->order();

        $step = $bench->come($this->customer->atTheCarrier($this->carriersPage($bench, $order, $carrier), 'stop', $carrier));

        self::assertInstanceOf(Refused::class, $step);
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Abandoned, false);
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Abandoned, false);
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card), 'another method');
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('databases')]
    public function testBankNetIsPaid(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $banks = $this->customer->open($bench->pay($order, MethodId::BankNet));
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);

        $step = $bench->come($this->customer->atTheBank($banks, 'pay'));

        self::assertInstanceOf(Done::class, $step);
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertSame(['complete_order', 'mark_paid'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    public function testBankNetGivenUpAtTheBank(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $banks = $this->customer->open($bench->pay($order, MethodId::BankNet));

        self::assertInstanceOf(Refused::class, $bench->come($this->customer->atTheBank($banks, 'abort')));

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Abandoned, false);
        $bench->advance('10d');
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Abandoned, false);
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('databases')]
    public function testPaidyIsPaidSoldAndRefundedInPart(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $step = $bench->pay($order, MethodId::Paidy);
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);

        self::assertInstanceOf(Done::class, $bench->come($this->customer->atPaidy($step)));

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        $bench->notice();
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Capture)->done);
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        $bench->notice();
        $old = $bench->payment($order);
        $bench->changeTotal($order, 2980);
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::RefundPartial)->done);
        $rest = $bench->payment($order);
        self::assertSame([2980, $old->paymentId, '40'], [$rest->amount, $rest->replaces, $bench->status($order)]);
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);

        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Refund)->done);
        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    public function testPaidyIsCancelledOrExpires(): void
    {
        $bench = $this->bench();
        $cancelled = $bench->order();
        $expires = $bench->order();
        foreach ([$cancelled, $expires] as $order) {
            $bench->come($this->customer->atPaidy($bench->pay($order, MethodId::Paidy)));
        }

        self::assertSame(Outcome::Done, $bench->operate($cancelled, Operation::Cancel)->done);
        $bench->advance('100d');

        self::assertSame(['32', '33'], [$bench->status($cancelled), $bench->status($expires)]);
        self::assertStands($bench, $cancelled, OrderState::Cancelled, AttemptState::Ended, false);
        self::assertStands($bench, $expires, OrderState::Cancelled, AttemptState::Ended, false);
        self::assertMoneyAgrees($bench);
    }

    public function testPaidyRejectsOrIsClosed(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $step = $bench->pay($order, MethodId::Paidy);
        self::assertInstanceOf(Refused::class, $bench->come($this->customer->atPaidy($step, PaidyWindow::REJECTED)));
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);

        $again = $bench->pay($order, MethodId::Paidy);
        self::assertInstanceOf(OpenPaidy::class, $again);
        self::assertInstanceOf(Refused::class, $bench->come(Customer::paidyTells($again, ['status' => 'closed'])));
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Abandoned, false);
        self::assertMoneyAgrees($bench);
    }

    /** The customer's script paid one yen: nobody may sell that for the order's total. */
    public function testAPaidyAmountChangedInTheBrowserIsForAPerson(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $step = $bench->pay($order, MethodId::Paidy);
        self::assertInstanceOf(OpenPaidy::class, $step);
        $paid = $step->payload['order'] ?? null;
        self::assertIsArray($paid);
        $paid['items'] = [['id' => '', 'title' => 'x', 'description' => '', 'unit_price' => 1, 'quantity' => 1]];
        $changed = new OpenPaidy($step->publicKey, ['amount' => 1, 'order' => $paid] + $step->payload, '', $step->returnUrl);

        $bench->come($this->customer->atPaidy($changed));
        $bench->notice();

        self::assertSame(OrderState::Purchasing, $bench->state($order));
        self::assertContains('attention', $bench->effects($order));
        self::assertSame(Outcome::NotAllowed, $bench->operate($order, Operation::Capture)->done);
        self::assertSame([], self::$paygent->tool->telegrams('341', $bench->attempt($order)->tradingId));
        self::assertMoneyAgrees($bench);
    }

    /** @return iterable<string, array{MethodId}> */
    public static function pages(): iterable
    {
        foreach ([MethodId::BankNet, MethodId::Docomo, MethodId::Au, MethodId::Softbank, MethodId::Paidy] as $method) {
            yield $method->value => [$method];
        }
    }

    /** The browser is closed on somebody's page: the attempt ends by itself, what it took is given back. */
    #[DataProvider('pages')]
    public function testAClosedBrowserExpires(MethodId $method): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, $method);

        for ($day = 0; $day < 20; ++$day) {
            $bench->advance('1d');
            $bench->work();
        }

        self::assertSame(OrderState::Purchasing, $bench->state($order));
        self::assertFalse($bench->attempt($order)->state->isOpen(), $bench->attempt($order)->state->value);
        self::assertFalse($bench->isTaken($order));
        self::assertMoneyAgrees($bench);
    }

    private function bought(EngineBench $bench, MethodId $carrier): string
    {
        $order = $bench->order();
        $page = $this->customer->atTheCarrier($this->carriersPage($bench, $order, $carrier), 'buy', $carrier);
        self::assertInstanceOf(Done::class, $bench->come(Customer::atTheShop($page)));

        return $order;
    }

    /** The carrier's page of the payment, after the login where there is one. */
    private function carriersPage(EngineBench $bench, string $order, MethodId $carrier): Page
    {
        $page = $this->customer->open($bench->pay($order, $carrier));
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);

        return str_contains($page->html, 'OpenID')
            ? $this->customer->open($bench->come($this->customer->loginAtCarrier($page)))
            : $page;
    }
}
