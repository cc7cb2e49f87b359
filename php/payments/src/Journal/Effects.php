<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Paygent\Payments\Shop\Receipt;
use Paygent\Payments\Support\Ids;

/** The outbox: what the shop must do once, until it says done. */
final class Effects
{
    private const RETRY_MS = [0, 5_000, 30_000, 120_000, 600_000, 1_800_000];

    public function __construct(private readonly Database $database) {}

    /** False when this effect was asked for before. */
    public function want(Effect $effect, int $now): bool
    {
        return $this->database->insertOnce('effect', [
            'id' => Ids::next($now),
            'effect_key' => $effect->key,
            'order_ref' => $effect->orderRef,
            'attempt_id' => $effect->attemptId,
            'kind' => $effect->kind->value,
            'payload' => Fields::json($effect->payload),
            'state' => 'pending',
            'tries' => 0,
            'last_error' => '',
            'next_try_at' => $now,
            'created_at' => $now,
            'done_at' => null,
        ]);
    }

    public function has(string $key): bool
    {
        return $this->database->row('SELECT id FROM {effect} WHERE effect_key = ?', [$key]) !== null;
    }

    /**
     * Due ones, of one order or of all: of each order the first that waits, since they are applied in their
     * order. What a person must see waits for nothing.
     *
     * @return list<Effect> in the order of their making
     */
    public function due(int $now, ?string $orderRef = null, int $limit = 100): array
    {
        $sql = "SELECT e.* FROM {effect} e WHERE e.state = 'pending' AND e.next_try_at <= ?"
            . " AND (e.kind = 'attention' OR NOT EXISTS (SELECT 1 FROM {effect} b WHERE b.order_ref = e.order_ref"
            . " AND b.state = 'pending' AND b.kind <> 'attention' AND b.id < e.id))";
        $rows = $orderRef === null
            ? $this->database->rows($sql . ' ORDER BY e.id LIMIT ' . $limit, [$now])
            : $this->database->rows($sql . ' AND e.order_ref = ? ORDER BY e.id LIMIT ' . $limit, [$now, $orderRef]);

        return array_map($this->made(...), $rows);
    }

    public function receipt(Effect $effect, int $now): Receipt
    {
        $done = [
            'UPDATE ' . $this->database->table('effect')
            . " SET state = 'done', done_at = ? WHERE effect_key = ? AND state = 'pending'",
            [$now, $effect->key],
        ];
        if ($effect->kind !== EffectKind::ReleaseHold || $effect->attemptId === null) {
            return new Receipt([$done]);
        }

        return new Receipt([$done, [
            'UPDATE ' . $this->database->table('hold')
            . " SET state = 'released', updated_at = ? WHERE order_ref = ? AND attempt_id = ? AND state = 'held'",
            [$now, $effect->orderRef, $effect->attemptId],
        ]]);
    }

    public function isPending(string $key): bool
    {
        return $this->database->row(
            "SELECT id FROM {effect} WHERE effect_key = ? AND state = 'pending'",
            [$key],
        ) !== null;
    }

    /** Writes the receipt on the engine's own connection: for a shop in another data base. */
    public function done(Effect $effect, int $now): void
    {
        $this->receipt($effect, $now)->claim($this->database->connection()->executeStatement(...));
    }

    public function failed(Effect $effect, string $error, int $now): void
    {
        $tries = $this->database->int('SELECT tries FROM {effect} WHERE effect_key = ?', [$effect->key]) + 1;
        $delay = self::RETRY_MS[min($tries, \count(self::RETRY_MS) - 1)];
        $this->database->change(
            'effect',
            ['tries' => $tries, 'last_error' => mb_strcut($error, 0, 190), 'next_try_at' => $now + $delay],
            ['effect_key' => $effect->key, 'state' => 'pending'],
        );
    }

    /** @param array<string, string|int|float|bool|null> $row */
    private function made(array $row): Effect
    {
        $fields = new Fields($row);

        return new Effect(
            $fields->text('effect_key'),
            EffectKind::from($fields->text('kind')),
            $fields->text('order_ref'),
            $fields->textOrNull('attempt_id'),
            $fields->map('payload'),
        );
    }
}
