<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Reconcile;

use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Reconcile\Invariants;
use Paygent\Payments\Reconcile\SentTelegrams;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Engine\Customer;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** Each invariant is silent about a healthy shop, and speaks when what it forbids is there. */
final class InvariantsTest extends EngineTestCase
{
    /** What brings each about, by hand: {order} and {other} are two orders, paid and refused. */
    private const BROKEN = [
        'two_open_attempts_of_one_order' => ["UPDATE {attempt} SET state = 'away', order_ref = 'same'"],
        'attempt_and_slot_disagree' => ["UPDATE {attempt} SET state = 'away' WHERE order_ref = '{order}'"],
        'two_open_intents_of_one_payment' => ["UPDATE {intent} SET state = 'unknown', base_payment_id = '1'"],
        'two_open_intents_of_one_attempt' => ["UPDATE {intent} SET state = 'unknown', base_payment_id = '', attempt_id = '1'"],
        'intent_and_lock_disagree' => ["UPDATE {intent} SET state = 'unknown' WHERE order_ref = '{order}'"],
        'trading_id_used_twice' => [
            "UPDATE {intent} SET kind = '020', operation = 'amend_down' WHERE order_ref = '{order}' AND kind = '020'",
        ],
        'two_current_payments_of_one_order' => ["UPDATE {payment} SET role = 'current', order_ref = '{order}'"],
        'effect_done_twice' => [
            "UPDATE {effect} SET kind = 'mark_paid', state = 'done', order_ref = '1', attempt_id = '1'",
        ],
        'hold_kept_by_a_closed_attempt' => ["UPDATE {hold} SET state = 'held'"],
        'unknown_older_than_its_next_ask' => ["UPDATE {intent} SET state = 'unknown', next_ask_at = 1"],
        'sending_beyond_its_lease' => ["UPDATE {intent} SET state = 'sending', lease_until = 1"],
        'open_attempt_nobody_looks_at' => ["UPDATE {attempt} SET open_slot = 1, next_look_at = NULL WHERE order_ref = '{order}'"],
        'order_paid_with_no_live_paid_payment' => ["UPDATE {payment} SET status = '60' WHERE order_ref = '{order}'"],
        'live_paid_payment_with_no_order' => ["DELETE FROM {effect} WHERE order_ref = '{order}' AND kind = 'mark_paid'"],
        'superseded_or_surplus_payment_alive' => ["UPDATE {payment} SET role = 'surplus' WHERE order_ref = '{order}'"],
        'money_on_a_closed_attempt' => ["UPDATE {attempt} SET state = 'refused' WHERE order_ref = '{order}'"],
    ];

    #[DataProvider('databases')]
    public function testSilentWhenAllIsWellAndLoudWhenNot(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        [$order, $other] = $this->paidAndRefused($bench);
        $bench->pay($bench->order(), MethodId::Card);
        $engine = $bench->engine;
        $invariants = new Invariants($engine->database);
        $now = $engine->clock->now();
        self::assertSame([], $invariants->journal($now));
        self::assertSame([], $invariants->shop($engine->shop, [$order, $other]));

        foreach (self::BROKEN as $name => $statements) {
            $engine->database->connection()->beginTransaction();
            foreach ($statements as $sql) {
                $engine->database->execute(strtr($sql, ['{order}' => $order, '{other}' => $other]));
            }
            self::assertArrayHasKey($name, $invariants->journal($now), $name);
            $engine->database->connection()->rollBack();
        }
        // What a unique key makes impossible cannot be brought about.
        self::assertSame(['hold_given_back_twice'], array_values(array_diff($invariants->names(), array_keys(self::BROKEN))));
        self::assertSame([], $invariants->journal($now));
    }

    public function testTheShopBesideTheJournal(): void
    {
        $bench = $this->bench();
        [$order] = $this->paidAndRefused($bench);
        $invariants = new Invariants($bench->engine->database);
        $bench->tables->update('shop_order', ['state' => OrderState::Placed->value], ['ref' => $order]);

        self::assertSame(
            [$order => 'paid_not_marked +' . EngineBench::AMOUNT],
            $invariants->shop($bench->engine->shop, [$order]),
        );
    }

    public function testATelegramWithoutAnIntentIsFound(): void
    {
        $bench = $this->bench();
        $before = \count(self::$paygent->tool->ledger());
        [$order] = $this->paidAndRefused($bench);
        $check = new SentTelegrams($bench->engine->database);
        self::assertSame([], $check->withoutIntent(\array_slice(self::$paygent->tool->ledger(), $before)));

        $paymentId = $bench->payment($order)->paymentId;
        self::$paygent->gateway()->send($bench->account, new Telegram('023', ['payment_id' => $paymentId]));

        self::assertSame(
            ["023 of payment_id $paymentId was received 1 times, intended 0 times"],
            $check->withoutIntent(\array_slice(self::$paygent->tool->ledger(), $before)),
        );
    }

    /** @return array{string, string} */
    private function paidAndRefused(EngineBench $bench): array
    {
        $orders = [$bench->order(), $bench->order()];
        $bench->pay($orders[0], MethodId::Card);
        $bench->operate($orders[0], Operation::Capture);
        $bench->pay($orders[1], MethodId::Card, $bench->input(MethodId::Card, Customer::DECLINED));

        return $orders;
    }
}
