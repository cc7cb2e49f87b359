<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Paygent\Payments\Method\AttemptState;

/** The tries of customers to pay; one open one for each order, by a unique key. */
final class Attempts
{
    /** When a closed attempt is looked at once more: its trading_id is fenced, and money may still surface on it. */
    private const FENCE_LOOK_MS = 3_600_000;

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

    /** Refused card attempts, and corrected inputs, of an order or of its customer since a time. */
    public function failuresOf(string $orderRef, ?string $ownerRef, int $since): int
    {
        $sum = "SELECT COUNT(*) + COALESCE(SUM(retries), 0) FROM {attempt} WHERE payment_type = '02' AND state = 'refused'";

        return $ownerRef === null
            ? $this->database->int($sum . ' AND order_ref = ? AND created_at >= ?', [$orderRef, $since])
            : $this->database->int($sum . ' AND owner_ref = ? AND created_at >= ?', [$ownerRef, $since]);
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
        $changed = $this->database->change(
            'attempt',
            $set + ['version' => $attempt->version + 1],
            ['id' => $attempt->id, 'version' => $attempt->version],
        );

        return $changed === 1 ? $this->find($attempt->id) : null;
    }

    /** @param list<string|int|null> $values */
    private function one(string $sql, array $values): ?Attempt
    {
        $row = $this->database->row($sql, $values);

        return $row === null ? null : Attempt::fromRow($row);
    }
}
