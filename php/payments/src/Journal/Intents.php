<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Outcome;
use Paygent\Payments\Support\Ids;

/**
 * The journal of state-changing telegrams. Every step is a compare-and-set on state and version, so
 * that of two workers one goes on and the other is told.
 */
final class Intents
{
    public function __construct(private readonly Database $database) {}

    /**
     * Writes an intent down, or finds the one that was written for the same request before.
     *
     * @param int $leaseMs how long it may stay planned without being sent
     *
     * @throws Busy when another one holds the lock
     */
    public function plan(Plan $plan, int $now, int $leaseMs): Intent
    {
        $id = Ids::next($now);
        $planned = [
            'id' => $id,
            'account_id' => $plan->accountId,
            'order_ref' => $plan->orderRef,
            'attempt_id' => $plan->attemptId,
            'payment_id' => $plan->paymentId,
            'base_payment_id' => $plan->basePaymentId,
            'trading_id' => $plan->tradingId,
            'payment_type' => $plan->paymentType,
            'kind' => $plan->kind,
            'operation' => $plan->operation,
            'amount' => $plan->amount,
            'saga_id' => $plan->sagaId,
            'step' => $plan->step,
            'state' => IntentState::Planned->value,
            'result' => '',
            'code' => '',
            'detail' => '',
            'idempotency_key' => $plan->idempotencyKey,
            'lock_key' => $plan->lockKey,
            'actor' => mb_strcut($plan->actor, 0, 64),
            'lease_until' => $now + $leaseMs,
            'next_ask_at' => null,
            'asks' => 0,
            'misses' => 0,
            'repeats' => $plan->repeats,
            'sent_at' => null,
            'finished_at' => null,
            'created_at' => $now,
            'version' => 0,
        ];
        if ($this->database->insertOnce('intent', $planned)) {
            return Intent::fromRow($planned);
        }
        $row = $this->database->row('SELECT * FROM {intent} WHERE idempotency_key = ?', [$plan->idempotencyKey]);
        if ($row === null) {
            throw new Busy($plan->lockKey);
        }

        return Intent::fromRow($row);
    }

    /** Claims a planned intent for sending; null when somebody else has it or its lease is over. */
    public function claim(Intent $intent, int $now, int $leaseMs): ?Intent
    {
        return $this->move($intent, IntentState::Planned, [
            'state' => IntentState::Sending->value,
            'lease_until' => $now + $leaseMs,
            'sent_at' => $now,
        ]);
    }

    /**
     * Writes what became of the telegram; null when the lease was over and somebody else has decided.
     *
     * @param string $paymentId the payment that the answer names, '' keeps what is known
     */
    public function record(Intent $sending, Answer $answer, int $now, string $paymentId = ''): ?Intent
    {
        $unknown = $answer->outcome === Outcome::Unknown;
        $state = match ($answer->outcome) {
            Outcome::Answered => IntentState::Answered,
            Outcome::NotSent => IntentState::NotSent,
            Outcome::Unknown => IntentState::Unknown,
        };

        return $this->move($sending, IntentState::Sending, [
            'state' => $state->value,
            'result' => mb_strcut($answer->result, 0, 2),
            'code' => mb_strcut($answer->code, 0, 16),
            'detail' => mb_strcut($answer->detail, 0, 190),
            'payment_id' => $paymentId === '' ? $sending->paymentId : $paymentId,
            'lease_until' => null,
            'lock_key' => $unknown ? $sending->lockKey : null,
            'next_ask_at' => $unknown ? $now : null,
            'finished_at' => $unknown ? null : $now,
        ]);
    }

    /** Ends an intent that never left; null when it has been claimed meanwhile. */
    public function drop(Intent $planned, string $code, int $now): ?Intent
    {
        return $this->move($planned, IntentState::Planned, [
            'state' => IntentState::NotSent->value,
            'code' => $code,
            'lock_key' => null,
            'lease_until' => null,
            'finished_at' => $now,
        ]);
    }

    /** Ends an unknown intent by what 094 showed. */
    public function settle(Intent $unknown, IntentState $state, string $code, int $now, string $paymentId = ''): ?Intent
    {
        $open = $state->isOpen();

        return $this->move($unknown, $unknown->state, [
            'state' => $state->value,
            'code' => $code,
            'payment_id' => $paymentId === '' ? $unknown->paymentId : $paymentId,
            'lock_key' => $open ? $unknown->lockKey : null,
            'next_ask_at' => null,
            'finished_at' => $open ? null : $now,
        ]);
    }

    /** Puts off the next question; counts it, and counts "no such payment" apart. */
    public function askLater(Intent $unknown, int $nextAskAt, int $misses): ?Intent
    {
        return $this->move($unknown, IntentState::Unknown, [
            'next_ask_at' => $nextAskAt,
            'asks' => $unknown->asks + 1,
            'misses' => $misses,
        ]);
    }

    /**
     * What expired leases leave behind: planned ones were never sent, sending ones are unknown.
     *
     * @param string $engine actor of plans that must be carried out whatever happens: they are left alone
     *
     * @return list<Intent> those that are unknown now
     */
    public function expireLeases(int $now, string $engine, int $limit = 100): array
    {
        $expired = $this->database->rows(
            "SELECT * FROM {intent} WHERE (state = 'sending' OR (state = 'planned' AND actor <> ?)) AND lease_until < ?"
            . ' ORDER BY lease_until LIMIT ' . $limit,
            [$engine, $now],
        );
        $unknown = [];
        foreach (array_map(Intent::fromRow(...), $expired) as $intent) {
            if ($intent->state === IntentState::Planned) {
                $this->drop($intent, 'lease', $now);
                continue;
            }
            $moved = $this->move($intent, IntentState::Sending, [
                'state' => IntentState::Unknown->value,
                'lease_until' => null,
                'next_ask_at' => $now,
            ]);
            if ($moved !== null) {
                $unknown[] = $moved;
            }
        }

        return $unknown;
    }

    /**
     * Plans of the engine itself that nobody has sent in time: taken over by the caller.
     *
     * @return list<Intent>
     */
    public function takeOver(int $now, int $leaseMs, string $engine, int $limit = 20): array
    {
        $rows = $this->database->rows(
            "SELECT * FROM {intent} WHERE state = 'planned' AND actor = ? AND lease_until < ? ORDER BY lease_until LIMIT " . $limit,
            [$engine, $now],
        );
        $taken = array_map(
            fn (array $row): ?Intent => $this->move(Intent::fromRow($row), IntentState::Planned, ['lease_until' => $now + $leaseMs]),
            $rows,
        );

        return array_values(array_filter($taken));
    }

    public function find(string $id): ?Intent
    {
        $row = $this->database->row('SELECT * FROM {intent} WHERE id = ?', [$id]);

        return $row === null ? null : Intent::fromRow($row);
    }

    public function byKey(string $idempotencyKey): ?Intent
    {
        $row = $this->database->row('SELECT * FROM {intent} WHERE idempotency_key = ?', [$idempotencyKey]);

        return $row === null ? null : Intent::fromRow($row);
    }

    /** The open intent that holds a lock. */
    public function holding(string $lockKey): ?Intent
    {
        $row = $this->database->row('SELECT * FROM {intent} WHERE lock_key = ?', [$lockKey]);

        return $row === null ? null : Intent::fromRow($row);
    }

    /** Whether any of these locks is held by an open intent. */
    public function holdsAny(string ...$lockKeys): bool
    {
        $marks = implode(', ', array_fill(0, \count($lockKeys), '?'));

        return $this->database->row("SELECT id FROM {intent} WHERE lock_key IN ($marks) LIMIT 1", array_values($lockKeys)) !== null;
    }

    /** @return list<Intent> unknown ones whose next question is due, longest waiting first */
    public function toAsk(int $now, int $limit = 100): array
    {
        return array_map(Intent::fromRow(...), $this->database->rows(
            "SELECT * FROM {intent} WHERE state = 'unknown' AND next_ask_at <= ? ORDER BY next_ask_at LIMIT " . $limit,
            [$now],
        ));
    }

    /** @return list<Intent> oldest first */
    public function ofAttempt(string $attemptId): array
    {
        return array_map(Intent::fromRow(...), $this->database->rows(
            'SELECT * FROM {intent} WHERE attempt_id = ? ORDER BY id',
            [$attemptId],
        ));
    }

    /** @return list<Intent> oldest first */
    public function ofSaga(string $sagaId): array
    {
        return array_map(Intent::fromRow(...), $this->database->rows(
            'SELECT * FROM {intent} WHERE saga_id = ? ORDER BY id',
            [$sagaId],
        ));
    }

    /** @return list<Intent> open ones of an order, oldest first */
    public function openOf(string $orderRef): array
    {
        return array_map(Intent::fromRow(...), $this->database->rows(
            'SELECT * FROM {intent} WHERE order_ref = ? AND lock_key IS NOT NULL ORDER BY id',
            [$orderRef],
        ));
    }

    /** @param array<string, string|int|null> $set */
    private function move(Intent $intent, IntentState $from, array $set): ?Intent
    {
        $set += ['version' => $intent->version + 1];
        $changed = $this->database->change(
            'intent',
            $set,
            ['id' => $intent->id, 'state' => $from->value, 'version' => $intent->version],
        );

        return $changed === 1 ? $intent->after($set) ?? $this->find($intent->id) : null;
    }
}
