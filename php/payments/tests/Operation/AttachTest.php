<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Operation;

use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Operation\Attachment;
use Paygent\Payments\Operation\Done;
use Paygent\Payments\Operation\OperationResult;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Rules\Reason;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\Testing\Child;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** An existing 決済ID for an order registered by hand (manual 2.5-2). */
final class AttachTest extends EngineTestCase
{
    #[DataProvider('databases')]
    public function testAnAuthorizationBecomesTheOrdersPayment(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $order = $this->byHand($bench);
        $paymentId = $this->authorized($bench);

        self::assertSame(Done::Done, $this->attach($bench, $order, $paymentId)->done);

        self::assertSame($paymentId, $bench->payment($order)->paymentId);
        self::assertSame([AttemptState::Placed, OrderState::Placed], [$bench->attempt($order)->state, $bench->state($order)]);
        self::assertFalse($bench->isTaken($order), 'stock of such an order is the shop\'s own business');
        self::assertSame(1, $bench->engine->database->int("SELECT COUNT(*) FROM {audit} WHERE action = 'attach' AND actor = 'operator'"));

        self::assertSame(Done::Done, $bench->operate($order, Operation::Capture)->done);
        self::assertSame(OrderState::Paid, $bench->state($order));
        $bench->notice();
        self::assertSame(Done::Done, $bench->operate($order, Operation::Refund)->done);
        self::assertSame(OrderState::Cancelled, $bench->state($order));
        self::assertFalse($bench->isTaken($order));
    }

    public function testASaleMarksTheOrderPaid(): void
    {
        $bench = $this->bench();
        $order = $this->byHand($bench);
        $paymentId = $this->authorized($bench);
        self::$paygent->gateway()->send($bench->account, new Telegram('022', ['payment_id' => $paymentId]));

        self::assertSame(Done::Done, $this->attach($bench, $order, $paymentId)->done);

        self::assertSame(OrderState::Paid, $bench->state($order));
    }

    public function testAStoreNumberWaitsAndIsPaidByItsNotice(): void
    {
        $bench = $this->bench();
        $order = $this->byHand($bench);
        $answer = self::$paygent->gateway()->send($bench->account, new Telegram('030', [
            'trading_id' => 'X' . bin2hex(random_bytes(6)),
            'payment_amount' => EngineBench::AMOUNT,
            'cvs_company_id' => '00C002',
            'payment_limit_date' => 10,
            'customer_tel' => '0312345678',
            'customer_family_name' => '高橋',
            'customer_name' => '花子',
            'customer_family_name_kana' => 'ﾀｶﾊｼ',
            'customer_name_kana' => 'ﾊﾅｺ',
        ]));

        self::assertSame(Done::Done, $this->attach($bench, $order, $answer->get('payment_id'), MethodId::Conveni)->done);
        self::assertSame([AttemptState::Waiting, OrderState::Placed], [$bench->attempt($order)->state, $bench->state($order)]);
        self::$paygent->tool->move($answer->get('payment_id'), '40');
        $bench->engine->fetcher->fetch($bench->account);
        $bench->engine->applier->apply();

        self::assertSame([AttemptState::Placed, OrderState::Paid], [$bench->attempt($order)->state, $bench->state($order)]);
    }

    public function testRefusals(): void
    {
        $bench = $this->bench();
        $order = $this->byHand($bench);
        $paymentId = $this->authorized($bench);
        $cancelled = $this->authorized($bench);
        self::$paygent->gateway()->send($bench->account, new Telegram('021', ['payment_id' => $cancelled]));
        $own = $bench->order();
        $bench->pay($own, MethodId::Card);
        $closed = $this->byHand($bench, OrderState::Cancelled);

        self::assertRefused('attach.no_id', $this->attach($bench, $order, 'A1'));
        self::assertRefused('attach.no_order', $this->attach($bench, 'none', $paymentId));
        self::assertRefused('attach.order_cancelled', $this->attach($bench, $closed, $paymentId));
        self::assertRefused('attach.no_payment', $this->attach($bench, $order, '999999999'));
        self::assertRefused('attach.other_method', $this->attach($bench, $order, $paymentId, MethodId::Paidy));
        self::assertRefused('attach.not_alive', $this->attach($bench, $order, $cancelled), ['status' => '32']);
        self::assertRefused('attach.owned', $this->attach($bench, $order, $bench->payment($own)->paymentId));
        self::assertRefused('attach.has_payment', $this->attach($bench, $own, $paymentId));
        $bench->changeTotal($order, 1);
        self::assertRefused('attach.amount', $this->attach($bench, $order, $paymentId), ['amount' => EngineBench::AMOUNT, 'total' => 1]);
        self::$paygent->tool->fault(['kind' => '094', 'do' => ['answer' => ['result' => '1', 'response_code' => '9005']]]);
        self::assertRefused('attach.no_answer', $this->attach($bench, $order, $paymentId));

        self::assertSame([], $bench->engine->payments->ofOrder($order));
        self::assertNull($bench->engine->attempts->latestOf($order));
    }

    /** Two operators, two orders, one 決済ID, the same moment. */
    #[DataProvider('databases')]
    public function testOnePaymentGoesToOneOrder(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        $orders = [$this->byHand($bench), $this->byHand($bench)];
        $paymentId = $this->authorized($bench);
        $bench->engine->database->connection()->close();
        $bench->tables->close();

        $children = array_map(fn (string $order): Child => Child::fork(function () use ($bench, $order, $paymentId): void {
            $this->attach($bench->host(self::$paygent->gateway(['timeout_value' => '5'])), $order, $paymentId);
        }), $orders);
        foreach ($children as $child) {
            $child->begin();
        }
        foreach ($children as $child) {
            self::assertTrue($child->end());
        }

        self::assertSame(1, $bench->engine->database->int("SELECT COUNT(*) FROM {payment} WHERE role = 'current'"));
        self::assertSame(1, $bench->engine->database->int('SELECT COUNT(*) FROM {attempt}'));
    }

    private function byHand(EngineBench $bench, OrderState $state = OrderState::Placed): string
    {
        $order = $bench->order();
        $bench->tables->update('shop_order', ['state' => $state->value], ['ref' => $order]);

        return $order;
    }

    /** @return string payment id of an authorization made by telephone */
    private function authorized(EngineBench $bench): string
    {
        $answer = self::$paygent->gateway()->send($bench->account, new Telegram('020', [
            'trading_id' => 'X' . bin2hex(random_bytes(6)),
            'payment_amount' => EngineBench::AMOUNT,
            'card_token' => self::$paygent->cardToken(),
            'payment_class' => '10',
            '3dsecure_ryaku' => '1',
        ]));
        self::assertNotSame('', $answer->get('payment_id'));

        return $answer->get('payment_id');
    }

    private function attach(EngineBench $bench, string $order, string $paymentId, MethodId $method = MethodId::Card): OperationResult
    {
        return $bench->engine->attach->run($bench->account, new Attachment($order, $paymentId, $method, 'operator'));
    }

    /** @param array<string, string|int> $values */
    private static function assertRefused(string $key, OperationResult $result, array $values = []): void
    {
        self::assertSame(Done::NotAllowed, $result->done);
        self::assertEquals(Reason::text($key, $values), $result->reason);
    }
}
