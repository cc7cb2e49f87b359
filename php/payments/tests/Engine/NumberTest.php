<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** Lives of the methods that give a number to pay with later: store, ATM, virtual account. */
final class NumberTest extends EngineTestCase
{
    /** @return iterable<string, array{MethodId, DatabaseKind}> */
    public static function methods(): iterable
    {
        foreach (DatabaseKind::cases() as $kind) {
            yield "conveni, {$kind->value}" => [MethodId::Conveni, $kind];
        }
        yield 'atm' => [MethodId::Atm, DatabaseKind::SQLite];
        yield 'virtual account' => [MethodId::VirtualAccount, DatabaseKind::SQLite];
    }

    #[DataProvider('methods')]
    public function testOrderedAndPaid(MethodId $method, DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();

        $step = $bench->pay($order, $method);

        self::assertInstanceOf(Instructions::class, $step);
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Waiting, true);
        $bench->advance('2d');
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Waiting, true);
        $this->paid($bench, $order, $method);
        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Waiting, true);
        $bench->notice();
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertSame(['complete_order', 'mark_paid'], $bench->effects($order));
        self::assertNothingMayBeDone($bench, $order);
        $bench->advance('40d');
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertSame('40', $bench->status($order));
        self::assertMoneyAgrees($bench);
    }

    #[DataProvider('methods')]
    public function testNeverPaidExpires(MethodId $method, DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $bench->order();
        $bench->pay($order, $method);

        $bench->advance('40d');
        $bench->advance('40d');

        self::assertSame($method === MethodId::VirtualAccount ? '16' : '12', $bench->status($order));
        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Expired, false);
        self::assertSame(['complete_order', 'cancel_order', 'release_hold'], $bench->effects($order));
        self::assertMoneyAgrees($bench);
    }

    public function testANumberIsShownAgainAndNotAskedForTwice(): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $first = $bench->pay($order, MethodId::Conveni);
        self::assertInstanceOf(Instructions::class, $first);

        $again = $bench->pay($order, MethodId::Conveni);

        self::assertInstanceOf(Instructions::class, $again);
        self::assertSame($first->storable(), $again->lines, 'the same number');
        self::assertSame($first->limitAt, $again->limitAt);
        self::assertCount(1, $bench->intents($order));
        $looked = $bench->engine->checkout->look($bench->attempt($order)->id);
        self::assertInstanceOf(Instructions::class, $looked);
        self::assertSame($again->lines, $looked->lines);
    }

    /** A telephone number belongs to the customer: it is shown and mailed, never kept. */
    public function testTheJournalKeepsNoTelephoneNumber(): void
    {
        foreach ([MethodId::Conveni, MethodId::Atm, MethodId::VirtualAccount] as $method) {
            foreach (['00C001', '00C002', '00C005', '00C004'] as $store) {
                $bench = $this->bench();
                $bench->pay($bench->order(), $method, ['cvs_company_id' => $store]);
                foreach (['attempt', 'payment', 'intent', 'notice', 'effect'] as $table) {
                    $rows = json_encode($bench->engine->database->rows("SELECT * FROM {{$table}}"), JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE);
                    self::assertStringNotContainsString('0312345678', $rows, "{$method->value} $store $table");
                    self::assertStringNotContainsString('花子', $rows);
                }
            }
        }
    }

    public function testAnUnknownStoreIsRefused(): void
    {
        $bench = $this->bench();
        $order = $bench->order();

        self::assertInstanceOf(Refused::class, $bench->pay($order, MethodId::Conveni, ['cvs_company_id' => '00C099']));

        self::assertStands($bench, $order, OrderState::Purchasing, AttemptState::Refused, false);
        self::assertMoneyAgrees($bench);
    }

    /** 43 counts as paid; one in ten thousand is taken back with 61. */
    public function testPaidAtTheStoreAndTakenBack(): void
    {
        $bench = $this->bench();
        self::$paygent->tool->contract(['cvs_confirm_auto' => false]);
        try {
            $order = $bench->order();
            $bench->pay($order, MethodId::Conveni);
            $id = $bench->engine->payments->ofOrder($order)[0]->paymentId;

            self::$paygent->tool->move($id, '43');
            $bench->notice();
            self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
            self::assertMoneyAgrees($bench);
            self::$paygent->tool->move($id, '61');
            $bench->notice();
        } finally {
            self::$paygent->tool->contract(['cvs_confirm_auto' => true]);
        }

        self::assertStands($bench, $order, OrderState::Cancelled, AttemptState::Ended, false);
        self::assertContains('mail', $bench->effects($order), 'somebody may be packing the goods');
        self::assertMoneyAgrees($bench);
    }

    /** Too little, too much: payments of their own; the shop is told, the order waits on. */
    #[DataProvider('wrongAmounts')]
    public function testAWrongAmountOnAVirtualAccountWaitsForAPerson(int $amount): void
    {
        $bench = $this->bench();
        $order = $bench->order();
        $bench->pay($order, MethodId::VirtualAccount);
        $id = $bench->engine->payments->ofOrder($order)[0]->paymentId;

        self::$paygent->tool->move($id, '40', ['amount' => $amount]);
        $bench->notice();

        self::assertStands($bench, $order, OrderState::Placed, AttemptState::Waiting, true);
        $bench->advance('26h'); // a payment that fits nothing is retried for a day
        self::assertGreaterThan(0, $bench->engine->database->int("SELECT COUNT(*) FROM {effect} WHERE kind = 'attention'"));
        self::$paygent->tool->move($id, '40');
        $bench->notice();
        self::assertSame(OrderState::Placed, $bench->state($order), 'two deposits for one order: a person decides');
        self::assertMoneyAgrees($bench);
    }

    /** @return iterable<string, array{int}> */
    public static function wrongAmounts(): iterable
    {
        yield 'one yen short' => [EngineBench::AMOUNT - 1];
        yield 'one yen over' => [EngineBench::AMOUNT + 1];
    }

    private function paid(EngineBench $bench, string $order, MethodId $method): void
    {
        $id = $bench->engine->payments->ofOrder($order)[0]->paymentId;
        [$to, $more] = match ($method) {
            MethodId::Conveni => ['43', []], // 40 comes by itself some days later
            MethodId::Atm => ['40', ['bank_code' => '0001']],
            default => ['40', []],
        };
        self::$paygent->tool->move($id, $to, $more);
    }

    /** None of these can be cancelled or changed through Paygent. */
    private static function assertNothingMayBeDone(EngineBench $bench, string $order): void
    {
        $before = \count($bench->intents($order));
        foreach (Operation::ofShop() as $operation) {
            self::assertSame('not_allowed', $bench->operate($order, $operation)->done->value, $operation->value);
        }
        self::assertCount($before, $bench->intents($order));
    }
}
