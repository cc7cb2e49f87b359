<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Rules\Life;
use Paygent\Payments\Shop\ShopPort;

/**
 * What must never be found (design-payments "Invariants"): queries by name, each of which returns nothing
 * when all is well. For the storm after its last reconciliation, and for a doctor at any time.
 */
final class Invariants
{
    public function __construct(private readonly Database $database) {}

    /**
     * Those of the journal.
     *
     * @param int $now epoch ms
     *
     * @return array<string, list<array<string, string|int|float|bool|null>>> violated ones only, by name
     */
    public function journal(int $now): array
    {
        $found = [];
        foreach ($this->queries($now) as $name => [$sql, $values]) {
            $rows = $this->database->rows($sql, $values);
            if ($rows !== []) {
                $found[$name] = $rows;
            }
        }

        return $found;
    }

    /**
     * An order paid with no live paid payment, or the other way round, as the shop itself shows it.
     *
     * @param iterable<string> $orderRefs
     *
     * @return array<string, string> disagreement by order; orders that a person was told of are left out
     */
    public function shop(ShopPort $shop, iterable $orderRefs): array
    {
        $found = [];
        foreach ($orderRefs as $orderRef) {
            $payments = array_map(
                Payment::fromRow(...),
                $this->database->rows('SELECT * FROM {payment} WHERE order_ref = ? ORDER BY id', [$orderRef]),
            );
            $differs = Comparison::of($shop->snapshot($orderRef), $payments);
            if ($differs !== null && !$this->wasTold($orderRef)) {
                $found[$orderRef] = \sprintf('%s %+d', $differs->disagreement->value, $differs->difference);
            }
        }

        return $found;
    }

    /** @return list<string> names of the queries of journal() */
    public function names(): array
    {
        return array_keys($this->queries(0));
    }

    /** @return array<string, array{string, list<string|int>}> */
    private function queries(int $now): array
    {
        return $this->ofKeys() + $this->ofMoney() + [
            'unknown_older_than_its_next_ask' => [
                "SELECT id, order_ref, kind FROM {intent} WHERE state = 'unknown' AND (next_ask_at IS NULL OR next_ask_at < ?)",
                [$now],
            ],
            'sending_beyond_its_lease' => [
                "SELECT id, order_ref, kind FROM {intent} WHERE state IN ('sending', 'planned') AND (lease_until IS NULL OR lease_until < ?)",
                [$now],
            ],
            'open_attempt_nobody_looks_at' => [
                'SELECT id, order_ref, state FROM {attempt} WHERE open_slot = 1 AND next_look_at IS NULL',
                [],
            ],
        ];
    }

    /** @return array<string, array{string, list<string|int>}> */
    private function ofKeys(): array
    {
        $open = "('open', 'away', 'confirming', 'waiting', 'attention')";
        $openIntent = "('planned', 'sending', 'unknown', 'attention')";

        return [
            'two_open_attempts_of_one_order' => [
                "SELECT order_ref, COUNT(*) AS n FROM {attempt} WHERE state IN $open GROUP BY order_ref HAVING COUNT(*) > 1",
                [],
            ],
            'attempt_and_slot_disagree' => [
                "SELECT id, order_ref, state FROM {attempt} WHERE (state IN $open AND open_slot IS NULL)"
                . " OR (state NOT IN $open AND open_slot IS NOT NULL)",
                [],
            ],
            'two_open_intents_of_one_payment' => [
                'SELECT account_id, base_payment_id, COUNT(*) AS n FROM {intent}'
                . " WHERE base_payment_id <> '' AND state IN $openIntent"
                . ' GROUP BY account_id, base_payment_id HAVING COUNT(*) > 1',
                [],
            ],
            'two_open_intents_of_one_attempt' => [
                "SELECT attempt_id, COUNT(*) AS n FROM {intent} WHERE base_payment_id = '' AND state IN $openIntent"
                . ' AND attempt_id IS NOT NULL GROUP BY attempt_id HAVING COUNT(*) > 1',
                [],
            ],
            'intent_and_lock_disagree' => [
                "SELECT id, state FROM {intent} WHERE (state IN $openIntent AND lock_key IS NULL)"
                . " OR (state NOT IN $openIntent AND lock_key IS NOT NULL)",
                [],
            ],
            'trading_id_used_twice' => [
                'SELECT account_id, trading_id, COUNT(*) AS n FROM (SELECT account_id, trading_id FROM {attempt} UNION ALL'
                . " SELECT DISTINCT account_id, trading_id FROM {intent} WHERE kind = '020' AND operation <> 'apply') used"
                . ' GROUP BY account_id, trading_id HAVING COUNT(*) > 1',
                [],
            ],
            'two_current_payments_of_one_order' => [
                "SELECT order_ref, COUNT(*) AS n FROM {payment} WHERE role = 'current' GROUP BY order_ref HAVING COUNT(*) > 1",
                [],
            ],
            'effect_done_twice' => [
                "SELECT order_ref, attempt_id, kind, COUNT(*) AS n FROM {effect} WHERE state = 'done'"
                . " AND kind IN ('complete_order', 'mark_paid', 'cancel_order', 'release_hold')"
                . ' GROUP BY order_ref, attempt_id, kind HAVING COUNT(*) > 1',
                [],
            ],
            'hold_given_back_twice' => [
                "SELECT order_ref, attempt_id, COUNT(*) AS n FROM {hold} WHERE state = 'released'"
                . ' GROUP BY order_ref, attempt_id HAVING COUNT(*) > 1',
                [],
            ],
            'hold_kept_by_a_closed_attempt' => [
                "SELECT h.order_ref, h.attempt_id FROM {hold} h JOIN {attempt} a ON a.id = h.attempt_id WHERE h.state = 'held'"
                . " AND a.state IN ('refused', 'expired', 'abandoned') AND NOT EXISTS (SELECT 1 FROM {effect} e"
                . " WHERE e.attempt_id = a.id AND e.kind = 'release_hold' AND e.state = 'pending')",
                [],
            ],
        ];
    }

    /** @return array<string, array{string, list<string|int>}> */
    private function ofMoney(): array
    {
        [$paid, $paidValues] = self::statuses('p', Life::Paid);
        [$alive, $aliveValues] = self::statuses('q', Life::Paid, Life::Unclear);
        [$money, $moneyValues] = self::statuses('p', Life::Held, Life::Paid, Life::Unclear);
        $told = "EXISTS (SELECT 1 FROM {effect} t WHERE t.order_ref = p.order_ref AND t.kind = 'attention')";
        $platform = $this->database->platform();
        $lock = $platform->getConcatExpression("'payment:'", 'p.account_id', "':'", 'p.payment_id');
        $attemptLock = $platform->getConcatExpression("'attempt:'", 'p.attempt_id');
        $open = "EXISTS (SELECT 1 FROM {intent} i WHERE i.lock_key IN ($lock, $attemptLock))";
        $ended = "('refused', 'expired', 'abandoned', 'ended')";

        return [
            'order_paid_with_no_live_paid_payment' => [
                "SELECT p.order_ref FROM {effect} p WHERE p.kind = 'mark_paid' AND p.state = 'done' AND NOT $told"
                . " AND NOT EXISTS (SELECT 1 FROM {effect} c WHERE c.order_ref = p.order_ref AND c.kind = 'cancel_order')"
                . " AND NOT EXISTS (SELECT 1 FROM {payment} q WHERE q.order_ref = p.order_ref AND q.role = 'current' AND $alive)",
                $aliveValues,
            ],
            'live_paid_payment_with_no_order' => [
                "SELECT p.payment_id, p.order_ref, p.amount FROM {payment} p WHERE p.role IN ('current', 'pending') AND $paid"
                . " AND NOT $told AND NOT $open AND NOT EXISTS (SELECT 1 FROM {effect} m WHERE m.order_ref = p.order_ref"
                . " AND m.kind = 'mark_paid')",
                $paidValues,
            ],
            'superseded_or_surplus_payment_alive' => [
                "SELECT p.payment_id, p.order_ref, p.role, p.amount FROM {payment} p WHERE p.role IN ('superseded', 'surplus')"
                . " AND $money AND NOT $told AND NOT $open",
                $moneyValues,
            ],
            'money_on_a_closed_attempt' => [
                'SELECT p.payment_id, p.order_ref, p.role, p.amount FROM {payment} p JOIN {attempt} a ON a.id = p.attempt_id'
                . " WHERE p.role IN ('current', 'pending') AND a.state IN $ended AND $money AND NOT $told AND NOT $open",
                $moneyValues,
            ],
        ];
    }

    /** @return array{string, list<string>} */
    private static function statuses(string $alias, Life ...$lives): array
    {
        [$sql, $values] = Candidates::statuses(...$lives);

        return [str_replace(['payment_type', 'status'], [$alias . '.payment_type', $alias . '.status'], $sql), $values];
    }

    private function wasTold(string $orderRef): bool
    {
        return $this->database->row(
            "SELECT id FROM {effect} WHERE order_ref = ? AND kind = 'attention'",
            [$orderRef],
        ) !== null;
    }
}
