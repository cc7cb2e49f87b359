<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Account\Environment;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Module\AmountRange;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Operation\Done as Outcome;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Method\Module\HardNames;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\Attributes\DataProviderExternal;

/** Hard cases at the edges: amounts, names, time zones, credentials that were replaced. */
final class ExtremesTest extends EngineTestCase
{
    /** @return iterable<string, array{MethodId, int, bool}> method, yen, whether it is taken */
    public static function amounts(): iterable
    {
        foreach ([MethodId::Card, MethodId::Conveni, MethodId::Atm, MethodId::VirtualAccount, MethodId::LinkCard] as $method) {
            yield "{$method->value}, nothing to pay" => [$method, 0, false];
        }
        yield 'card, 1' => [MethodId::Card, 1, true];
        yield 'card, the highest' => [MethodId::Card, 9_999_999, true];
        yield 'card, one yen more' => [MethodId::Card, 10_000_000, false];
        foreach ([MethodId::Conveni, MethodId::Atm, MethodId::BankNet, MethodId::VirtualAccount, MethodId::Docomo, MethodId::Paidy] as $method) {
            $highest = AmountRange::highest($method);
            yield "{$method->value}, 1" => [$method, 1, true];
            yield "{$method->value}, the highest" => [$method, $highest, true];
            yield "{$method->value}, one yen more" => [$method, $highest + 1, false];
        }
    }

    #[DataProvider('amounts')]
    public function testAmounts(MethodId $method, int $amount, bool $taken): void
    {
        $bench = $this->bench();
        $order = $bench->order($amount);

        $step = $bench->pay($order, $method);

        if ($taken) {
            self::assertNotInstanceOf(Refused::class, $step, $step instanceof Refused ? $step->shopReason : '');
            self::assertTrue($bench->isTaken($order));
            self::assertSame($amount, $bench->attempt($order)->amount);
        } else {
            self::assertInstanceOf(Refused::class, $step);
            self::assertSame(OrderState::Purchasing, $bench->state($order));
            self::assertFalse($bench->isTaken($order));
        }
        self::assertMoneyAgrees($bench);
    }

    /** The contract's own limit: P011. */
    public function testTheContractsLimit(): void
    {
        $bench = $this->bench();
        self::$paygent->tool->contract(['limits' => ['card' => 1000]]);
        try {
            $high = $bench->order(1001);
            self::assertInstanceOf(Refused::class, $bench->pay($high, MethodId::Card));
            $order = $bench->order(1000);
            self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));
            $bench->changeTotal($order, 1001);
            self::assertSame(Outcome::Refused, $bench->operate($order, Operation::AmendUp)->done);
        } finally {
            self::$paygent->tool->contract(['limits' => new \stdClass()]);
        }
        self::assertSame([OrderState::Purchasing, OrderState::Placed], [$bench->state($high), $bench->state($order)]);
        self::assertSame(1000, $bench->payment($order)->amount, 'the old authorization lives on');
        self::assertMoneyAgrees($bench);
    }

    /** An amendment to 1 and to the highest amount; to 0 it is refused. */
    public function testAmendedToTheEdges(): void
    {
        $bench = $this->bench();
        $order = $bench->order(1000);
        $bench->pay($order, MethodId::Card);
        foreach ([[0, Operation::AmendDown, Outcome::NotAllowed], [1, Operation::AmendDown, Outcome::Done],
            [10_000_000, Operation::AmendUp, Outcome::NotAllowed], [9_999_999, Operation::AmendUp, Outcome::Done]] as [$total, $operation, $done]) {
            $bench->changeTotal($order, $total);
            self::assertSame($done, $bench->operate($order, $operation)->done, (string) $total);
            self::assertMoneyAgrees($bench);
        }
    }

    #[DataProviderExternal(HardNames::class, 'buyers')]
    public function testNamesNeverStopASale(Buyer $buyer): void
    {
        foreach (MethodId::cases() as $method) {
            $bench = $this->bench();
            $order = $bench->order();

            $step = $bench->pay($order, $method, null, $buyer);

            self::assertNotInstanceOf(Refused::class, $step, $method->value . ($step instanceof Refused ? $step->shopReason : ''));
            self::assertTrue($bench->isTaken($order));
        }
    }

    /** Whatever php.ini says, days end in Japan, and the journal counts in UTC. */
    public function testTimeZones(): void
    {
        $zone = date_default_timezone_get();
        $limits = [];
        try {
            foreach (['Pacific/Kiritimati', 'UTC', 'America/Los_Angeles', 'Asia/Tokyo'] as $name) {
                date_default_timezone_set($name);
                $bench = $this->bench();
                $order = $bench->order();
                $step = $bench->pay($order, MethodId::Conveni);
                self::assertInstanceOf(Instructions::class, $step);
                $limits[$name] = $step->limitAt;
                $japan = (new \DateTimeImmutable('@' . intdiv((int) $step->limitAt, 1000)))->setTimezone(new \DateTimeZone('Asia/Tokyo'));
                self::assertSame('23:59:59', $japan->format('H:i:s'));
                self::assertSame($japan->format('Y/m/d'), $step->lines['methods.line.limit'] ?? '');
                self::assertSame(self::$paygent->tool->time(), $bench->attempt($order)->createdAt);
                self::assertMoneyAgrees($bench);
            }
        } finally {
            date_default_timezone_set($zone);
        }
        self::assertCount(1, array_unique($limits));
    }

    /**
     * Test credentials are replaced by live ones while an answer is outstanding: the old row is asked about
     * with its own account only, and "not found" of the new one proves nothing.
     */
    public function testCredentialsAreReplacedWithAttemptsStillOpen(): void
    {
        $seen = new class (self::$paygent->gateway()) implements Gateway {
            /** @var list<array{string, string}> */
            public array $sent = [];

            public function __construct(private readonly Gateway $gateway) {}

            public function send(Account $account, Telegram $telegram): Answer
            {
                $this->sent[] = [$account->environment->value . $account->merchantId, $telegram->kind];

                return $account->environment === Environment::Live
                    ? Answer::answered('1', '13001', 'no such payment')
                    : $this->gateway->send($account, $telegram);
            }

            public function sendAll(Account $account, array $telegrams, int $concurrency = 4): array
            {
                return array_map(fn (Telegram $one): Answer => $this->send($account, $one), $telegrams);
            }
        };
        $bench = $this->bench(gateway: $seen);
        $order = $bench->order();
        self::$paygent->tool->fault(['kind' => '020', 'do' => ['swallow' => true]]);
        self::$paygent->tool->fault(['kind' => '094', 'times' => 2, 'do' => ['http_status' => 503]]);
        $bench->pay($order, MethodId::Card);
        self::assertSame(AttemptState::Confirming, $bench->attempt($order)->state);
        $away = $bench->order();
        $page = $this->customer->open($bench->pay($away, MethodId::Softbank));

        $live = $bench->engine->accounts->of(Environment::Live, '123456789', '', $bench->engine->clock->now());
        $bench->settings->module([], ['merchantId' => '123456789', 'environment' => Environment::Live]);
        for ($i = 0; $i < 3; ++$i) {
            $bench->advance('10m');
            $bench->work();
        }
        $back = $bench->come(Customer::atTheShop($this->customer->atTheCarrier($page, 'buy', MethodId::Softbank)));

        self::assertInstanceOf(Done::class, $back);
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertStands($bench, $away, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Capture)->done);
        self::assertSame(
            ['local' . self::$paygent->contract('merchant_id')],
            array_values(array_unique(array_column($seen->sent, 0))),
            'never the other account',
        );
        self::assertNotSame($live->id, $bench->payment($order)->accountId);
        self::assertMoneyAgrees($bench);
    }

    /** Superseded and expired payments: nothing may be done with them, their end changes no order. */
    public function testASupersededPaymentExpires(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->changeTotal($order, 2000);
        // The cancel of the old one is refused: both hold money, a person is told.
        self::$paygent->tool->fault(['kind' => '021', 'do' => ['answer' => ['result' => '1', 'response_code' => '2004', 'response_detail' => '']]]);

        self::assertSame(Outcome::Attention, $bench->operate($order, Operation::AmendDown)->done);

        self::assertContains('attention', $bench->effects($order));
        self::assertSame(2000, $bench->payment($order)->amount);
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Capture)->done);
        $bench->advance('61d');
        $bench->work();
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }
}
