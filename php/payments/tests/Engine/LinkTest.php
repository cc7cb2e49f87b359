<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Operation\Done as Outcome;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\Page;
use PHPUnit\Framework\Attributes\DataProvider;

/** Lives of the link type's methods: everything happens on Paygent's pages, the notice decides. */
final class LinkTest extends EngineTestCase
{
    /** @return iterable<string, array{MethodId}> */
    public static function methods(): iterable
    {
        foreach (MethodId::cases() as $method) {
            if ($method->isLink()) {
                yield $method->value => [$method];
            }
        }
    }

    /** Back button, closed browser: the page is offered again until its limit, then the attempt ends. */
    #[DataProvider('methods')]
    public function testAbandonedAndExpired(MethodId $method): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $step = $bench->pay($order, $method);
        self::assertInstanceOf(GoToUrl::class, $step);
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);
        $this->customer->open($step);

        $bench->advance('10d');
        $bench->work();

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Expired, false);
        self::assertSame([], $bench->paygent->tool->payments($bench->attempt($order)->tradingId));
        self::assertInstanceOf(GoToUrl::class, $bench->pay($order, $method), 'a new page');
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('methods')]
    public function testGivenUpByTheCustomer(MethodId $method): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, $method));

        self::assertInstanceOf(Refused::class, $bench->come($this->customer->home($page, Customer::STOP)));

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Abandoned, false);
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('databases')]
    public function testACardIsPaidSoldAndRefunded(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $finish = $this->customer->payLinkCard($this->customer->open($bench->pay($order, MethodId::LinkCard)));

        self::assertInstanceOf(Done::class, $bench->come($this->customer->home($finish)));

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        $bench->notice();
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Capture)->done);
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        $bench->changeTotal($order, 4980);
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::AmendUp)->done);
        self::assertSame(4980, $bench->payment($order)->amount);
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Refund)->done);
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        self::assertMoneyAgrees($bench);
    }

    public function testADeclinedCardMayBeTriedAgainOnThePage(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $first = $this->customer->open($bench->pay($order, MethodId::LinkCard));
        $this->customer->payLinkCard($first, Customer::DECLINED);
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);

        $finish = $this->customer->payLinkCard($first);
        $bench->notice();

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertInstanceOf(Done::class, $bench->come($this->customer->home($finish)));
        self::assertMoneyAgrees($bench);
    }

    public function testADeclinedCardAndGivenUp(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $page = $this->customer->payLinkCard($this->customer->open($bench->pay($order, MethodId::LinkCard)), Customer::DECLINED);
        $bench->notice();

        self::assertInstanceOf(Refused::class, $bench->come($this->customer->home($page, Customer::STOP)));

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Abandoned, false);
        self::assertMoneyAgrees($bench);
    }

    /** @return iterable<string, array{MethodId, array<string, string>, string, array<string, string>}> */
    public static function numbers(): iterable
    {
        yield 'store' => [MethodId::LinkConveni, ['cvs_company_id' => '00C001'], '43', []];
        yield 'atm' => [MethodId::LinkAtm, [], '40', ['bank_code' => '0001']];
    }

    /**
     * @param array<string, string> $typed
     * @param array<string, string> $more
     */
    #[DataProvider('numbers')]
    public function testANumberIsPaid(MethodId $method, array $typed, string $paid, array $more): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $finish = $this->customer->takeLinkNumber($this->customer->open($bench->pay($order, $method)), $typed);
        $bench->notice();

        self::assertInstanceOf(Instructions::class, $bench->come($this->customer->home($finish)));

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Waiting, true);
        $id = $bench->engine->payments->ofOrder($order)[0]->paymentId;
        self::$paygent->tool->move($id, $paid, $more);
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertSame(['complete_order', 'mark_paid'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    /**
     * @param array<string, string> $typed
     */
    #[DataProvider('numbers')]
    public function testANumberThatIsNeverPaidExpires(MethodId $method, array $typed): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $this->customer->takeLinkNumber($this->customer->open($bench->pay($order, $method)), $typed);

        $bench->advance('20d');

        self::assertSame(AttemptState::Expired, $bench->attempt($order)->state);
        self::assertFalse($bench->isTaken($order));
        self::assertSame(OrderState::Cancelled, $bench->state($order));
        self::assertMoneyAgrees($bench);
    }

    public function testABankIsPaid(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $banks = $this->customer->onToProvider($this->customer->open($bench->pay($order, MethodId::LinkBankNet)));
        $finish = $this->customer->atTheBank($banks, 'pay');
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);

        self::assertInstanceOf(Done::class, $bench->come($this->customer->home($finish)));

        self::assertMoneyAgrees($bench);
    }

    /** @return iterable<string, array{MethodId}> */
    public static function carriers(): iterable
    {
        foreach ([MethodId::Docomo, MethodId::Au, MethodId::Softbank] as $carrier) {
            yield $carrier->value => [$carrier];
        }
    }

    #[DataProvider('carriers')]
    public function testACarrierIsPaidSoldAndCancelled(MethodId $carrier): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, MethodId::LinkCarrier));
        $finish = $this->customer->payLinkCarrier($page, $carrier);

        self::assertInstanceOf(Done::class, $bench->come($this->customer->home($finish)));

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame($carrier->carrier(), $bench->payment($order)->carrier);
        $bench->notice();
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Capture)->done);
        $bench->advance('30h');
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Refund)->done);
        $bench->advance('30h');
        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        self::assertMoneyAgrees($bench);
    }

    /** The browser is closed on Paygent's last page: the notice completes the order. */
    public function testWithoutTheWayBackTheNoticeDecides(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $this->customer->payLinkCard($this->customer->open($bench->pay($order, MethodId::LinkCard)));
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);

        $bench->notice();

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::LinkCard), 'the page again: paid');
        self::assertMoneyAgrees($bench);
    }

    /** Whoever types the return address proves nothing, and does not shut the door. */
    public function testAReturnWithoutPayingProvesNothing(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, MethodId::LinkCard));
        $finish = $this->customer->payLinkCard($page);
        $other = $bench->order();
        $forged = $this->customer->open($bench->pay($other, MethodId::LinkCard));
        $home = $this->customer->home($finish);

        $stop = $this->customer->home($forged, Customer::STOP);
        $return = Page::atTheShop('GET', $stop->url, '');
        $paid = $bench->come($home);

        self::assertInstanceOf(Done::class, $paid);
        self::assertStands($bench, $other, OrderState::Purchasing, AttemptState::Away, true);
        self::assertInstanceOf(BeingConfirmed::class, $bench->engine->checkout->look($bench->attempt($other)->id));
        self::assertInstanceOf(Refused::class, $bench->come($return));
        self::assertMoneyAgrees($bench);
    }
}
