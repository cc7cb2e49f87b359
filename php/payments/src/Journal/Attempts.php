<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Paygent\Payments\Method\AttemptState;

/** The tries of customers to pay; one open one for each order, by a unique key. */
final class Attempts
{
    /** When a closed attempt is looked at once more: its trading_id is fenced, and money may still surface on it. */
    private const FENCE_LOOK_MS = 3_600_000;

    /** @var array<string, Attempt> by id, as changed by the transaction $ownSince */
    private array $own = [];

    private int $ownSince = 0;

    public function __construct(private readonly Database $database) {}

    /**
     * Opens an attempt. False when the order has an open one, or the trading_id is taken.
     *
     * @param int $limitAt until when it may stay open without anything happening, epoch ms
     */
    public function open(Attempt $attempt, int $limitAt): bool
    {
        return $this->database->insertOnce('attempt', [
            'id' => $attempt->id,
            'account_id' => $attempt->accountId,
            'order_ref' => $attempt->orderRef,
            'owner_ref' => $attempt->ownerRef,
            'method' => $attempt->method->value,
            'system_type' => $attempt->method->isLink() ? 'link' : 'module',
            'payment_type' => $attempt->method->paymentType(),
            'carrier' => $attempt->method->carrier(),
            'amount' => $attempt->amount,
            'settings_revision' => $attempt->settingsRevision,
            'trading_id' => $attempt->tradingId,
            'return_token_hash' => null,
            'return_used_at' => null,
            'state' => $attempt->state->value,
            'open_slot' => $attempt->state->isOpen() ? 1 : null,
            'reason' => '',
            'binding' => '',
            'instructions' => null,
            'limit_at' => null,
            'next_look_at' => $limitAt,
            'retries' => 0,
            'created_at' => $attempt->createdAt,
            'updated_at' => $attempt->createdAt,
            'version' => 0,
        ]);
    }

    public function find(string $id): ?Attempt
    {
        $own = $this->own[$id] ?? null;
        if ($own !== null && $this->ownSince === $this->database->transactionNumber()) {
            return $own;
        }

        return $this->one('SELECT * FROM {attempt} WHERE id = ?', [$id]);
    }

    public function byTradingId(string $accountId, string $tradingId): ?Attempt
    {
        if ($tradingId === '') {
            return null;
        }

        return $this->one('SELECT * FROM {attempt} WHERE account_id = ? AND trading_id = ?', [$accountId, $tradingId]);
    }

    public function openOf(string $orderRef): ?Attempt
    {
        return $this->one('SELECT * FROM {attempt} WHERE order_ref = ? AND open_slot = 1', [$orderRef]);
    }

    public function latestOf(string $orderRef): ?Attempt
    {
        return $this->one('SELECT * FROM {attempt} WHERE order_ref = ? ORDER BY id DESC LIMIT 1', [$orderRef]);
    }

    /**
     * What failed with cards since a time, for an order or for all orders of its customer: telegrams that
     * Paygent refused, and authentications that ended without one. Tries that reached nobody do not count.
     */
    public function failuresOf(string $orderRef, ?string $ownerRef, int $since): int
    {
        $whose = ($ownerRef === null ? 'a.order_ref' : 'a.owner_ref') . " = ? AND a.created_at >= ? AND a.payment_type = '02'";
        $refused = "i.attempt_id = a.id AND i.operation IN ('apply', 'prepare') AND i.kind <> '025' AND i.result = '1'";
        $values = [$ownerRef ?? $orderRef, $since];
        if ($this->database->row("SELECT a.id FROM {attempt} a WHERE $whose LIMIT 1", $values) === null) {
            return 0; // as for most customers: without the two questions below
        }

        return $this->database->int("SELECT COUNT(*) FROM {attempt} a JOIN {intent} i ON $refused WHERE $whose", $values)
            + $this->database->int(
                "SELECT COUNT(*) FROM {attempt} a WHERE $whose AND a.state = 'refused'"
                . " AND NOT EXISTS (SELECT 1 FROM {intent} i WHERE $refused)"
                . ' AND EXISTS (SELECT 1 FROM {intent} i WHERE i.attempt_id = a.id AND i.sent_at IS NOT NULL)',
                $values,
            );
    }

    /**
     * Moves an attempt to a state; frees the order's slot when that is closed.
     *
     * @param array<string, string|int|null> $more further columns
     *
     * @return Attempt|null null when it has changed meanwhile
     */
    public function move(Attempt $attempt, AttemptState $state, int $now, array $more = []): ?Attempt
    {
        return $this->change($attempt, $more + [
            'state' => $state->value,
            'open_slot' => $state->isOpen() ? 1 : null,
            'updated_at' => $now,
        ] + ($state->isOpen() ? [] : ['next_look_at' => $state->isFenced() ? $now + self::FENCE_LOOK_MS : null]));
    }

    /**
     * Columns that are no state: return token, retries, next look.
     *
     * @param array<string, string|int|null> $set
     */
    public function change(Attempt $attempt, array $set): ?Attempt
    {
        $set += ['version' => $attempt->version + 1];
        $changed = $this->database->change('attempt', $set, ['id' => $attempt->id, 'version' => $attempt->version]);

        if ($changed !== 1) {
            return null;
        }
        unset($this->own[$attempt->id]);
        $after = $attempt->after($set) ?? $this->find($attempt->id);
        if ($after !== null) {
            $this->remember($after);
        }

        return $after;
    }

    /**
     * Inside a transaction: evidence about the payments of one order is taken one after the other, so that
     * two of them are never both judged to be the order's own. SQLite has one writer at a time anyway.
     */
    public function lock(string $orderRef): void
    {
        if (!$this->database->isSqlite()) {
            $this->database->rows('SELECT id FROM {attempt} WHERE order_ref = ? ORDER BY id FOR UPDATE', [$orderRef]);
        }
    }

    /** A row that the open transaction has changed is locked by it: nobody else changes it before its end. */
    private function remember(Attempt $attempt): void
    {
        $number = $this->database->transactionNumber();
        if ($number === 0) {
            return;
        }
        if ($this->ownSince !== $number) {
            $this->own = [];
            $this->ownSince = $number;
        }
        $this->own[$attempt->id] = $attempt;
    }

    /** @param list<string|int|null> $values */
    private function one(string $sql, array $values): ?Attempt
    {
        $row = $this->database->row($sql, $values);

        return $row === null ? null : Attempt::fromRow($row);
    }
}
