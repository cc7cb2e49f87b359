<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Defects;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Engine\Customer;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** What a payment page may ask for, how often, and under which number Paygent hears of it. */
final class CheckoutTest extends EngineTestCase
{
    /** A wrong security code: may be corrected. */
    private const WRONG_CODE = '4900000000008244';

    private const FAILURES = 10;

    /** @return iterable<string, array{\Closure(EngineBench): string, string}> prepares an order; the text */
    public static function whatIsNotForSale(): iterable
    {
        yield 'a method that is switched off' => [static function (EngineBench $bench): string {
            $bench->settings->module(common: ['methods' => [MethodId::Conveni]]);

            return $bench->order();
        }, 'checkout.method_off'];
        yield 'nothing' => [static fn (EngineBench $bench): string => $bench->order(0), 'checkout.nothing_to_pay'];
        yield 'less than nothing' => [static fn (EngineBench $bench): string => $bench->order(-1), 'checkout.nothing_to_pay'];
        yield 'an order that nobody placed' => [static fn (): string => 'null', 'checkout.no_order'];
        yield 'a cancelled order' => [static function (EngineBench $bench): string {
            $order = $bench->order();
            $bench->tables->update('shop_order', ['state' => OrderState::Cancelled->value], ['ref' => $order]);

            return $order;
        }, 'checkout.order_closed'];
    }

    /** @param \Closure(EngineBench): string $prepared */
    #[DataProvider('whatIsNotForSale')]
    public function testOnlyWhatIsOfferedIsPaid(\Closure $prepared, string $text): void
    {
        $bench = $this->bench();
        $order = $prepared($bench);
        $input = $bench->input(MethodId::Card);
        $known = \count(self::$paygent->tool->ledger());

        $step = $bench->pay($order, MethodId::Card, $input);

        self::assertInstanceOf(Refused::class, $step);
        self::assertSame($text, $step->customerText);
        self::assertCount($known, self::$paygent->tool->ledger(), 'Paygent was told nothing');
        self::assertNull($bench->engine->attempts->latestOf($order));
    }

    /** New orders, new sessions, corrected inputs: all are the same customer's tries. */
    public function testWhoFailsTenTimesInAnHourWaits(): void
    {
        $bench = $this->bench();
        $first = $bench->order();
        for ($try = 1; $try < self::FAILURES; ++$try) {
            $refused = $this->declined($bench, $this->orderOf($bench, $first));
            self::assertNotSame('checkout.too_many', $refused->customerText, "try $try");
        }
        $bench->settings->card(['threeDSecure' => ThreeDSecure::V2]);
        $away = $bench->pay($this->orderOf($bench, $first), MethodId::Card, $bench->input(MethodId::Card, Customer::CARD, 'BAVNA'));
        self::assertInstanceOf(Refused::class, $bench->come(Customer::atTheShop($this->customer->open($away))));
        $bench->settings->card(['threeDSecure' => ThreeDSecure::None]);

        $order = $this->orderOf($bench, $first);
        $known = \count(self::$paygent->tool->telegrams('020'));
        $step = $bench->host()->pay($order, MethodId::Card);

        self::assertInstanceOf(Refused::class, $step);
        self::assertSame('checkout.too_many', $step->customerText);
        self::assertCount($known, self::$paygent->tool->telegrams('020'), 'no card is asked about');
        self::assertInstanceOf(Done::class, $bench->pay($bench->order(), MethodId::Card), 'other customers pay');
        $bench->advance('61m');
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card), 'an hour later');
    }

    /** A wrong input that is left for another method, and taken up again, is a try as well. */
    #[DataProvider('databases')]
    public function testWrongInputsThatAreGivenUpCount(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        for ($try = 0; $try < self::FAILURES; ++$try) {
            $refused = $this->declined($bench, $order, self::WRONG_CODE);
            self::assertNotSame('checkout.too_many', $refused->customerText, "try $try");
            self::assertInstanceOf(ShowPage::class, $bench->pay($order, MethodId::Softbank));
        }

        $step = $bench->pay($order, MethodId::Card);

        self::assertInstanceOf(Refused::class, $step);
        self::assertSame('checkout.too_many', $step->customerText);
    }

    /** What is the shop's own trouble closes the card to nobody. */
    public function testAnEmptyStockIsNoFailureOfTheCard(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->tables->executeStatement('UPDATE shop_stock SET quantity = 0');
        $input = $bench->input(MethodId::Card);
        for ($try = 0; $try <= self::FAILURES; ++$try) {
            self::assertInstanceOf(Refused::class, $bench->pay($order, MethodId::Card, $input));
        }
        $bench->tables->executeStatement('UPDATE shop_stock SET quantity = ' . EngineBench::STOCK);

        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card, $input));
    }

    public function testEveryTryHasANumberOfItsOwn(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $this->declined($bench, $order);
        $this->declined($bench, $order);
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));

        $numbers = array_map(
            static fn (array $row): string => (string) $row['trading_id'],
            $bench->engine->database->rows('SELECT trading_id FROM {attempt} WHERE order_ref = ?', [$order]),
        );

        self::assertCount(3, array_unique($numbers));
        $statuses = [];
        foreach ($numbers as $number) {
            self::assertStringContainsString(substr($order, -6), $number, 'found by the order number');
            self::assertLessThanOrEqual(25, \strlen($number));
            $payments = self::$paygent->tool->payments($number);
            self::assertCount(1, $payments, 'an inquiry finds one payment');
            $statuses[] = $payments[0]['status'] ?? '';
        }
        sort($statuses);
        self::assertSame(['11', '11', '20'], $statuses);
    }

    /** The amount that was authenticated is the one that is authorized. */
    public function testTheAmountStaysThatOfTheAttempt(): void
    {
        $bench = $this->bench();
        $bench->settings->card(['threeDSecure' => ThreeDSecure::V2]);
        $order = $bench->order();
        $away = $bench->pay($order, MethodId::Card, $bench->input(MethodId::Card, Customer::CARD, 'BAVYA'));
        $page = $this->customer->open($away);
        $bench->changeTotal($order, 1);

        $bench->come($page);
        $bench->notice();

        $payments = self::$paygent->tool->payments($bench->attempt($order)->tradingId);
        self::assertSame(EngineBench::AMOUNT, $payments[0]['amount'] ?? null);
        self::assertSame(AttemptState::Placed, $bench->attempt($order)->state);
        self::assertNotSame(OrderState::Paid, $bench->state($order));
        self::assertMoneyAgrees($bench);
    }

    private function declined(EngineBench $bench, string $order, string $card = Customer::DECLINED): Refused
    {
        $step = $bench->pay($order, MethodId::Card, $bench->input(MethodId::Card, $card));
        self::assertInstanceOf(Refused::class, $step, print_r($step, true));

        return $step;
    }

    /** @return string another order of the customer who placed $first */
    private function orderOf(EngineBench $bench, string $first): string
    {
        $order = $bench->order();
        $bench->tables->update('shop_order', ['customer' => 'customer-' . $first], ['ref' => $order]);

        return $order;
    }
}
