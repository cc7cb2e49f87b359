<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Audit;

use Paygent\Payments\Flow\Evidence;
use Paygent\Payments\Flow\Source;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Step;
use Paygent\Payments\Operation\Done as Outcome;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\Testing\Child;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\Page;
use PHPUnit\Framework\Attributes\DataProvider;

/** Two of them at once, at the one moment that matters. */
final class InterleavedTest extends EngineTestCase
{
    /** The second tab asked 094; meanwhile the first came back from the login, and its 100 is on its way. */
    #[DataProvider('databases')]
    public function testASecondTabGivesUpNothingWhoseTelegramIsOut(DatabaseKind $kind): void
    {
        $gateway = new HookedGateway(self::$paygent->gateway());
        $bench = $this->bench($kind, $gateway);
        $order = $bench->order();
        $back = $this->loggedIn($bench, $order);
        $firstTab = new HookedGateway(self::$paygent->gateway());
        $host = $bench->host($firstTab);
        $first = new \Fiber(static fn (): Step => $host->come($back));
        $firstTab->before(['100' => static function (): void {
            \Fiber::suspend();
        }]);
        $gateway->before(['094' => static function () use ($first): void {
            $first->start();
        }]);

        $second = $bench->pay($order, MethodId::Card);
        $first->resume();

        self::assertInstanceOf(BeingConfirmed::class, $second);
        self::assertSame([], self::$paygent->tool->telegrams('020', $bench->attempt($order)->tradingId));
        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);
        self::assertMoneyAgrees($bench);
    }

    /** He has paid at the carrier, does not come back, and begins anew: without an answer nobody knows. */
    #[DataProvider('silences')]
    public function testWithoutAnAnswerNothingIsGivenUp(string $kind): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $page = $this->customer->open($bench->come($this->loggedIn($bench, $order)));
        $this->customer->atTheCarrier($page, 'buy', MethodId::Docomo);
        self::$paygent->tool->fault(['kind' => '094', 'do' => ['http_status' => 503]]);

        self::assertInstanceOf(BeingConfirmed::class, $bench->pay($order, MethodId::from($kind)));

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Away, true);
        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::from($kind)), 'asked again');
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }

    /** @return iterable<string, array{string}> */
    public static function silences(): iterable
    {
        yield 'the same method' => [MethodId::Docomo->value];
        yield 'another method' => [MethodId::Card->value];
    }

    /** He took his number and closed the browser; the store tells of the money while the reconciler asks. */
    #[DataProvider('databases')]
    public function testANoticeThatCameWhile094WasUnderWayIsNotOlder(DatabaseKind $kind): void
    {
        $gateway = new HookedGateway(self::$paygent->gateway());
        $bench = $this->bench($kind, $gateway);
        $order = $bench->order();
        $page = $this->customer->open($bench->pay($order, MethodId::LinkConveni));
        $this->customer->takeLinkNumber($page, ['cvs_company_id' => '00C001']);
        $bench->advance('2h');
        $paymentId = $bench->engine->payments->ofOrder($order)[0]->paymentId;
        $gateway->after(['094' => static function () use ($bench, $paymentId): void {
            self::$paygent->tool->move($paymentId, '43');
            foreach ($bench->taken() as $notice) {
                $bench->receive($notice);
            }
            self::$paygent->tool->advance('1s');
        }]);

        $bench->work();
        self::assertTrue($gateway->isDone(), '094 was asked');
        $bench->applier->apply();
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
    }

    /** Another host's clock is ahead: what it wrote down makes true notices look older. */
    public function testANoticeOlderByTheClockOnlyIsAskedAbout(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->notice();
        $payment = $bench->payment($order);
        $bench->engine->payments->change($payment, ['evidence_at' => $bench->engine->clock->now() + 600_000], $bench->engine->clock->now());
        $bench->elsewhere('022', $payment->paymentId);
        $bench->notice();

        $bench->advance('11m');
        $bench->work();

        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
    }

    /** A shop's person opens a cancelled order again: it lives by the new payment. */
    public function testAnOrderPaidAnewLivesByTheNewPayment(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::Card);
        $bench->notice();
        $old = $bench->payment($order);
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Cancel)->done);
        $bench->notice();
        $bench->tables->update('shop_order', ['state' => OrderState::Purchasing->value], ['ref' => $order]);

        self::assertInstanceOf(Done::class, $bench->pay($order, MethodId::Card));
        $bench->notice();

        self::assertNotSame($old->paymentId, $bench->payment($order)->paymentId);
        self::assertCount(1, $this->ofRole($bench, $order, Role::Current));
        self::assertSame(Outcome::Done, $bench->operate($order, Operation::Capture)->done);
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
    }

    /** Two payments of one page are booked by two workers at once: one is the order's, the other surplus. */
    #[DataProvider('databases')]
    public function testTwoPaymentsOfOnePageAreNotBothTheOrders(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, MethodId::BankNet);
        $paid = [];
        foreach (['81', '82'] as $paymentId) {
            $bench->engine->ledger->observe($bench->account->id, self::shown($bench, $order, $paymentId, '10'));
            $paid[] = self::shown($bench, $order, $paymentId, '40');
        }
        $bench->engine->database->connection()->close();
        $bench->tables->close();
        $workers = array_map(static fn (Evidence $evidence): Child => Child::fork(static function () use ($bench, $evidence): void {
            $bench->host()->engine->ledger->observe($bench->account->id, $evidence);
        }), $paid);
        // Both have read what they decide by, and neither can write before this one lets go.
        $bench->tables->beginTransaction();
        $bench->tables->executeStatement('UPDATE paygent_payment SET evidence_at = 0');
        array_map(static fn (Child $worker): Child => $worker->begin(), $workers);
        sleep(1);
        $bench->tables->rollBack();
        foreach ($workers as $worker) {
            self::assertTrue($worker->end());
        }

        self::assertCount(1, $this->ofRole($bench, $order, Role::Current));
        self::assertCount(1, $this->ofRole($bench, $order, Role::Surplus));
        $bench->engine->delivery->deliver($order);
        self::assertContains('attention', $bench->effects($order));
    }

    /** A server that was away: the session that DBAL makes anew has the engine's isolation too. */
    public function testANewSessionOfMariaDbReadsWhatIsCommitted(): void
    {
        $bench = $this->bench(DatabaseKind::MariaDB);
        $database = $bench->engine->database;
        $bench->tables->executeStatement('KILL ' . $database->int('SELECT CONNECTION_ID()'));
        try {
            $database->int('SELECT 1');
            self::fail('the session lives on');
        } catch (\Doctrine\DBAL\Exception) {
            // DBAL closes what is lost, and connects anew with the next statement.
        }

        self::assertSame('READ-COMMITTED', $database->row('SELECT @@session.tx_isolation AS level')['level'] ?? '');
    }

    /** @return list<Payment> */
    private function ofRole(EngineBench $bench, string $order, Role $role): array
    {
        return array_values(array_filter(
            $bench->engine->payments->ofOrder($order),
            static fn (Payment $payment): bool => $payment->role === $role,
        ));
    }

    private static function shown(EngineBench $bench, string $order, string $paymentId, string $status): Evidence
    {
        return new Evidence(
            Source::Inquiry,
            $paymentId,
            $bench->attempt($order)->tradingId,
            '05',
            $status,
            EngineBench::AMOUNT,
            $bench->engine->clock->now(),
        );
    }

    /** Back from the carrier's login, not yet at the shop. */
    private function loggedIn(EngineBench $bench, string $order): Page
    {
        return $this->customer->loginAtCarrier($this->customer->open($bench->pay($order, MethodId::Docomo)));
    }
}
