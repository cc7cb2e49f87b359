<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Rules\Life;

/**
 * What a run looks at, each by an index, and how it is claimed: by a compare-and-set on the time of the
 * next look, which changes nothing that a running checkout compares.
 *
 * With an order given its rows are found whether their time has come or not.
 */
final class Candidates
{
    public function __construct(private readonly Database $database) {}

    /** @return list<Intent> unknown ones to ask about, longest waiting first */
    public function unknown(int $now, int $limit, ?string $orderRef): array
    {
        return $this->intents('unknown', $now, $limit, $orderRef);
    }

    /** @return list<Intent> those for a person: he may have put it right at Paygent meanwhile */
    public function attention(int $now, int $limit, ?string $orderRef): array
    {
        return $this->intents('attention', $now, $limit, $orderRef);
    }

    /** @return list<Attempt> open ones, and fenced ones whose trading_id is looked at once more */
    public function attempts(int $now, int $limit, ?string $orderRef): array
    {
        return array_map(Attempt::fromRow(...), $orderRef === null
            ? $this->database->rows(
                'SELECT * FROM {attempt} WHERE next_look_at <= ? ORDER BY next_look_at LIMIT ' . $limit,
                [$now],
            )
            : $this->database->rows(
                'SELECT * FROM {attempt} WHERE order_ref = ? AND next_look_at IS NOT NULL ORDER BY id LIMIT ' . $limit,
                [$orderRef],
            ));
    }

    /** @return list<Payment> whose time to look has come */
    public function payments(int $now, int $limit, ?string $orderRef): array
    {
        return array_map(Payment::fromRow(...), $orderRef === null
            ? $this->database->rows(
                'SELECT * FROM {payment} WHERE next_look_at <= ? ORDER BY next_look_at LIMIT ' . $limit,
                [$now],
            )
            : $this->database->rows(
                'SELECT * FROM {payment} WHERE order_ref = ? AND next_look_at IS NOT NULL ORDER BY id LIMIT ' . $limit,
                [$orderRef],
            ));
    }

    /**
     * @param 'superseded'|'surplus' $role
     *
     * @return list<Payment> that hold money though they must not, and that nobody looks at later
     */
    public function heldBy(string $role, int $limit, ?string $orderRef): array
    {
        [$statuses, $values] = self::statuses(Life::Held, Life::Paid, Life::Unclear);
        $sql = "SELECT * FROM {payment} WHERE role = ? AND $statuses AND next_look_at IS NULL";
        $values = [$role, ...$values];
        if ($orderRef !== null) {
            $sql .= ' AND order_ref = ?';
            $values[] = $orderRef;
        }

        return array_map(Payment::fromRow(...), $this->database->rows($sql . ' ORDER BY id LIMIT ' . $limit, $values));
    }

    /**
     * Orders to compare with the shop, in the order of their refs.
     *
     * @param int $since epoch ms; 0: all
     *
     * @return list<string>
     */
    public function orders(int $since, string $after, int $limit): array
    {
        $part = static fn (string $table): string => "SELECT order_ref FROM (SELECT DISTINCT order_ref FROM {{$table}}"
            . ' WHERE order_ref > ?' . ($since > 0 ? ' AND updated_at >= ?' : '')
            . " ORDER BY order_ref LIMIT $limit) {$table}_refs";
        $values = $since > 0 ? [$after, $since] : [$after];
        $rows = $this->database->rows(
            $part('attempt') . ' UNION ' . $part('payment') . ' ORDER BY order_ref LIMIT ' . $limit,
            [...$values, ...$values],
        );

        return array_map(static fn (array $row): string => (string) $row['order_ref'], $rows);
    }

    /** True when this worker has the next look at a row; it comes again at $until if the worker dies. */
    public function claim(Attempt|Payment $row, int $until): bool
    {
        return $this->putOff($row instanceof Attempt ? 'attempt' : 'payment', 'next_look_at', $row->id, $row->nextLookAt, $until);
    }

    public function claimIntent(Intent $intent, int $until): bool
    {
        return $this->putOff('intent', 'next_ask_at', $intent->id, $intent->nextAskAt, $until);
    }

    /** @param int|null $at epoch ms; null: never again by itself */
    public function lookAgain(Attempt|Payment $row, int $claimedUntil, ?int $at): void
    {
        $this->putOff($row instanceof Attempt ? 'attempt' : 'payment', 'next_look_at', $row->id, $claimedUntil, $at);
    }

    private function putOff(string $table, string $column, string $id, ?int $from, ?int $to): bool
    {
        return $this->database->change($table, [$column => $to], ['id' => $id, $column => $from]) === 1;
    }

    /** @return list<Intent> */
    private function intents(string $state, int $now, int $limit, ?string $orderRef): array
    {
        return array_map(Intent::fromRow(...), $orderRef === null
            ? $this->database->rows(
                'SELECT * FROM {intent} WHERE state = ? AND (next_ask_at <= ? OR next_ask_at IS NULL)'
                . ' ORDER BY next_ask_at LIMIT ' . $limit,
                [$state, $now],
            )
            : $this->database->rows(
                'SELECT * FROM {intent} WHERE order_ref = ? AND state = ? AND lock_key IS NOT NULL ORDER BY id LIMIT ' . $limit,
                [$orderRef, $state],
            ));
    }

    /**
     * @return array{string, list<string>} condition and its values
     */
    public static function statuses(Life ...$lives): array
    {
        $values = [];
        $pairs = Aliveness::statuses(...$lives);
        foreach ($pairs as $pair) {
            array_push($values, ...$pair);
        }
        // The plain list is what an index can be used for.
        $statuses = array_values(array_unique(array_column($pairs, 1)));

        return [
            '(status IN (' . implode(', ', array_fill(0, \count($statuses), '?')) . ') AND ('
            . implode(' OR ', array_fill(0, \count($pairs), '(payment_type = ? AND status = ?)')) . '))',
            [...$statuses, ...$values],
        ];
    }
}
