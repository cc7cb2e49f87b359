<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Settings\AttemptControl;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Support\Page;
use PHPUnit\Framework\Attributes\DataProvider;

/** Hard cases of the browser: back button, two tabs, replays, forged and lost returns, used tokens. */
final class ReturnsTest extends EngineTestCase
{
    public function testThreeDSecureIsPassedWithoutTheBanksQuestion(): void
    {
        [$bench, $order, $page] = $this->atTheBank('BAVYA');

        self::assertInstanceOf(Done::class, $bench->come($page));

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    /** @return iterable<string, array{string, string}> */
    public static function passwords(): iterable
    {
        yield 'right' => ['14012', 'placed'];
        yield 'wrong' => ['14042', 'refused'];
    }

    #[DataProvider('passwords')]
    public function testTheBankAsksForAPassword(string $password, string $end): void
    {
        [$bench, $order, $page] = $this->atTheBank('BAVCA');

        $bench->come($this->customer->challenged($page, $password));

        $placed = $end === 'placed';
        self::assertStands(
            $bench,
            $order,
            $placed ? OrderState::Placed : OrderState::Purchasing,
            $placed ? AttemptState::Placed : AttemptState::Refused,
            $placed,
        );
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    public function testAReplayedReturnChargesOnce(): void
    {
        [$bench, $order, $page] = $this->atTheBank('BAVYA');
        self::assertInstanceOf(Done::class, $bench->come($page));

        foreach ([1, 2, 3] as $ignored) {
            self::assertInstanceOf(Done::class, $bench->come($page), 'reload, back button');
        }

        self::assertCount(1, self::$paygent->tool->telegrams('020', $bench->attempt($order)->tradingId));
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** The return of an abandoned 3-D Secure comes when the customer has paid otherwise. */
    public function testAnAbandonedThreeDSecureReturnsAfterAnotherPayment(): void
    {
        [$bench, $order, $page] = $this->atTheBank('BAVYA');
        self::assertInstanceOf(ShowPage::class, $bench->pay($order, MethodId::Card), 'back button, the same order again');
        $bench->settings->card(['threeDSecure' => ThreeDSecure::None]);
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));

        $step = $bench->come($page);

        self::assertInstanceOf(Refused::class, $step, 'that attempt was given up');
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    public function testTheReturnOfOneOrderDoesNotPayAnother(): void
    {
        [$bench, $order, $page] = $this->atTheBank('BAVYA');
        $other = $bench->order(1);
        $away = $bench->pay($other, MethodId::Card, $bench->input(MethodId::Card, Customer::CARD, 'BAVNA'));
        $failed = Customer::atTheShop($this->customer->open($away));

        // The good result, brought through the other order's address.
        $fields = $page->fields();
        $token = $failed->fields()[ReturnDoor::PARAMETER];
        unset($fields[ReturnDoor::PARAMETER]);
        $step = $bench->resume($token, $fields);

        self::assertNotInstanceOf(Done::class, $step);
        self::assertSame(OrderState::Purchasing, $bench->state($other));
        self::assertSame([], self::$paygent->tool->telegrams('020', $bench->attempt($other)->tradingId));
        self::assertInstanceOf(Done::class, $bench->come($page), 'the first one is not harmed');
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** A forged return does not shut the door for the true one. */
    public function testAForgedReturnThenTheTrueOne(): void
    {
        [$bench, $order, $page] = $this->atTheBank('BAVYA');
        $token = $page->fields()[ReturnDoor::PARAMETER];

        self::assertNotInstanceOf(Done::class, $bench->resume($token, ['result' => '0', '3ds_auth_id' => 'x', 'hc' => str_repeat('0', 64)]));
        self::assertNotInstanceOf(Done::class, $bench->resume($token));
        self::assertInstanceOf(Refused::class, $bench->resume('nonsense'));
        self::assertInstanceOf(Refused::class, $bench->resume(''));
        $bench->come($page);

        self::assertCount(1, self::$paygent->tool->telegrams('020', $bench->attempt($order)->tradingId));
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** Nothing of the session is needed: another host with nothing but the address goes on. */
    public function testAReturnWithoutSession(): void
    {
        [$bench, $order, $page] = $this->atTheBank('BAVYA');

        self::assertInstanceOf(Done::class, $bench->host()->come($page));

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    public function testAReusedTokenIsRefusedAndANewOneGoesOn(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $input = $bench->input(MethodId::Card);
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card, $input));
        $second = $bench->order();

        $step = $bench->pay($second, MethodId::Card, $input);

        self::assertInstanceOf(Refused::class, $step);
        self::assertNotSame(Retry::None, $step->retry, $step->shopReason);
        self::assertStands($bench, $second, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertInstanceOf(Done::class, $bench->pay($second, MethodId::Card));
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    /** 2003: the input is corrected in the same attempt, three times at most. */
    public function testAWrongInputIsCorrectedInTheSameAttempt(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $step = $bench->pay($order, MethodId::Card, $bench->input(MethodId::Card, '4900000000008244'));
        self::assertInstanceOf(Refused::class, $step);
        self::assertSame(Retry::SameAttempt, $step->retry, $step->shopReason);
        $attempt = $bench->attempt($order);
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Open, true);
        $bench->notice();

        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));

        self::assertSame($attempt->id, $bench->attempt($order)->id);
        self::assertCount(1, self::$paygent->tool->payments($attempt->tradingId), 'the same payment');
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    public function testWrongInputsEndAfterThreeCorrections(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        for ($try = 0; $try < 4; ++$try) {
            $step = $bench->pay($order, MethodId::Card, $bench->input(MethodId::Card, '4900000000008244'));
            self::assertInstanceOf(Refused::class, $step);
        }

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    /** Two tabs: the second one's payment replaces the first one's page, and only one is paid. */
    public function testTwoTabs(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $first = $bench->pay($order, MethodId::Softbank);
        $second = $bench->pay($order, MethodId::Softbank);
        self::assertInstanceOf(ShowPage::class, $second);
        $paid = $this->customer->atTheCarrier($this->customer->open($second), 'buy', MethodId::Softbank);
        self::assertInstanceOf(Done::class, $bench->come(Customer::atTheShop($paid)));

        $back = $this->customer->atTheCarrier($this->customer->open($first), 'stop', MethodId::Softbank);

        self::assertInstanceOf(Refused::class, $bench->come(Customer::atTheShop($back)));
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** Both tabs are paid: the fenced one is surplus, a person is told, nothing is sold twice. */
    public function testTwoTabsPaidTwice(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $first = $bench->pay($order, MethodId::Softbank);
        $second = $bench->pay($order, MethodId::Softbank);
        foreach ([$first, $second] as $step) {
            $bench->come(Customer::atTheShop($this->customer->atTheCarrier($this->customer->open($step), 'buy', MethodId::Softbank)));
        }
        $bench->notice();

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        $roles = array_map(static fn ($payment): string => $payment->role->value, $bench->engine->payments->ofOrder($order));
        sort($roles);
        self::assertSame(['current', 'surplus'], $roles);
        self::assertContains('attention', $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    public function testThePageOfALinkIsOpenedAgain(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $old = $bench->pay($order, MethodId::LinkCard);
        self::assertInstanceOf(GoToUrl::class, $old);
        $new = $bench->pay($order, MethodId::LinkCard);
        self::assertInstanceOf(GoToUrl::class, $new);

        // The customer pays on the old page, which is in another tab.
        $bench->come($this->customer->home($this->customer->payLinkCard($this->customer->open($old))));
        $bench->notice();
        $step = $bench->come($this->customer->home($this->customer->payLinkCard($this->customer->open($new))));
        $bench->notice();

        self::assertInstanceOf(Done::class, $step);
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    public function testAttemptControlRefusesWhatTheShopDoesNotWant(): void
    {
        $bench = $this->bench();
        $bench->settings->card(['threeDSecure' => ThreeDSecure::V2, 'attemptControl' => AttemptControl::None]);
        $order = $bench->order();
        $away = $bench->pay($order, MethodId::Card, $bench->input(MethodId::Card, Customer::CARD, 'BAVAA'));

        self::assertInstanceOf(Refused::class, $bench->come(Customer::atTheShop($this->customer->open($away))));

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertSame([], self::$paygent->tool->telegrams('020', $bench->attempt($order)->tradingId));
        self::assertMoneyAgrees($bench);
    }

    public function testLookingShowsTheAttempt(): void
    {
        [$bench, $order, $page] = $this->atTheBank('BAVYA');
        self::assertInstanceOf(BeingConfirmed::class, $bench->look($order));
        $bench->come($page);
        self::assertInstanceOf(Done::class, $bench->look($order));
        self::assertInstanceOf(Refused::class, $bench->engine->checkout->look('nobody'));
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card), 'the payment page of a placed order');
    }

    /** @return array{EngineBench, string, Page} the bank's page, or the way back where it asks nothing */
    private function atTheBank(string $holder): array
    {
        $bench = $this->bench();
        $bench->settings->card(['threeDSecure' => ThreeDSecure::V2, 'attemptControl' => AttemptControl::NormalOnly]);
        $order = $bench->order();
        $away = $bench->pay($order, MethodId::Card, $bench->input(MethodId::Card, Customer::CARD, $holder));
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);

        return [$bench, $order, $this->customer->open($away)];
    }
}
