<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Reconcile\Invariants as JournalInvariants;
use Paygent\Payments\Reconcile\SentTelegrams;
use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Rules\Life;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Support\Shop\SqlShop;

/**
 * design-payments "Invariants": what must never be found, in the journal, in the shop and at the local
 * Paygent itself.
 */
final class Invariants
{
    public function __construct(private readonly EngineBench $bench) {}

    /** @return list<string> one line for each that is violated */
    public function violations(): array
    {
        return [...$this->ofTheJournal(), ...$this->ofTheShop(), ...$this->atPaygent(), ...$this->ofTheWire()];
    }

    /**
     * Those that hold at any time; what must have happened by a time is for who lets time pass.
     *
     * @return list<string>
     */
    private function ofTheJournal(): array
    {
        $database = $this->bench->engine->database;
        $violated = (new JournalInvariants($database))->journal(0);
        $violated['effect_that_is_stuck'] = $database->rows("SELECT effect_key FROM {effect} WHERE state = 'pending' AND tries = 0");
        $found = [];
        foreach ($violated as $name => $rows) {
            foreach ($rows as $row) {
                $found[] = $name . ': ' . implode(' ', array_map(strval(...), $row));
            }
        }

        return $found;
    }

    /**
     * Stock and points are those that the holds say, each order was changed once for each effect.
     *
     * @return list<string>
     */
    private function ofTheShop(): array
    {
        $engine = $this->bench->engine->database;
        $tables = $this->bench->tables;
        $found = [];
        $taken = $engine->int("SELECT COUNT(*) FROM {hold} WHERE state IN ('held', 'kept')");
        $missing = EngineBench::STOCK - self::number($tables->fetchOne('SELECT SUM(quantity) FROM shop_stock'));
        if ($missing !== $taken) {
            $found[] = "$missing articles are missing from the stock, $taken are held";
        }
        foreach ($tables->fetchAllAssociative(
            'SELECT o.ref, o.changes, p.balance FROM shop_order o JOIN shop_points p ON p.customer = o.customer',
        ) as $row) {
            $ref = \is_string($row['ref']) ? $row['ref'] : '';
            $done = $engine->int(
                "SELECT COUNT(*) FROM {effect} WHERE order_ref = ? AND state = 'done' AND kind IN ('complete_order', 'mark_paid', 'cancel_order')",
                [$ref],
            );
            $held = $engine->int("SELECT COUNT(*) FROM {hold} WHERE order_ref = ? AND state IN ('held', 'kept')", [$ref]);
            if (self::number($row['changes']) !== $done) {
                $found[] = "order $ref was changed " . self::number($row['changes']) . " times for $done effects";
            }
            if (self::number($row['balance']) !== EngineBench::POINTS - $held * SqlShop::POINTS) {
                $found[] = "order $ref: points " . self::number($row['balance']) . " with $held holds";
            }
        }

        return $found;
    }

    /**
     * The orders against Paygent's own payments.
     *
     * @return list<string>
     */
    private function atPaygent(): array
    {
        $found = [];
        $alive = [];
        foreach ($this->tradingIds() as $tradingId => $order) {
            foreach ($this->bench->paygent->tool->payments((string) $tradingId) as $row) {
                $id = self::text($row, 'payment_id');
                $life = Aliveness::of(self::text($row, 'payment_type'), self::text($row, 'status'));
                if ($life === Life::Held || $life === Life::Paid) {
                    $alive[$order][$id] = [$life, self::number($row['amount'] ?? null), self::text($row, 'status')];
                }
            }
        }
        foreach ($this->bench->tables->fetchAllAssociative('SELECT ref, state, amount FROM shop_order') as $row) {
            array_push($found, ...$this->ofOrder(
                self::text($row, 'ref'),
                OrderState::from(self::text($row, 'state')),
                self::number($row['amount']),
                $alive[self::text($row, 'ref')] ?? [],
            ));
        }

        return $found;
    }

    /**
     * @param array<array-key, array{Life, int, string}> $alive life, amount, status by payment_id
     *
     * @return list<string>
     */
    private function ofOrder(string $ref, OrderState $state, int $amount, array $alive): array
    {
        $found = [];
        $explained = $this->isExplained($ref);
        $paid = array_filter($alive, static fn (array $one): bool => $one[0] === Life::Paid);
        if ($state === OrderState::Paid && !$explained && (\count($paid) !== 1 || reset($paid)[1] !== $amount)) {
            $found[] = "order $ref is paid ($amount) by " . json_encode($paid);
        }
        if ($paid !== [] && $state !== OrderState::Paid && !$explained) {
            $found[] = "order $ref is {$state->value} although paid by " . json_encode($paid);
        }
        if ($alive !== [] && \in_array($state, [OrderState::Purchasing, OrderState::Cancelled], true) && !$explained) {
            $found[] = "order $ref is {$state->value} although money is held by " . json_encode($alive);
        }
        foreach ($this->bench->engine->payments->ofOrder($ref) as $payment) {
            $found = [...$found, ...$this->ofPayment($payment, $alive, $explained)];
        }

        return $found;
    }

    /**
     * @param array<array-key, array{Life, int, string}> $alive
     *
     * @return list<string>
     */
    private function ofPayment(Payment $payment, array $alive, bool $explained): array
    {
        $here = $alive[$payment->paymentId] ?? null;
        $isOurs = $payment->role->value === 'current' || $payment->role->value === 'pending';

        return match (true) {
            $here !== null && !$isOurs && !$explained => ["payment {$payment->paymentId} is {$payment->role->value} and alive ({$here[2]})"],
            $here === null && $payment->role->value === 'current' && !$explained
                && Aliveness::of($payment->paymentType, $payment->status)->holdsMoney() => [
                    "payment {$payment->paymentId} is {$payment->status} for us and not alive at Paygent",
                ],
            default => [],
        };
    }

    /** Something is under way, or a person was told. */
    private function isExplained(string $ref): bool
    {
        $engine = $this->bench->engine->database;

        return $engine->int('SELECT COUNT(*) FROM {intent} WHERE order_ref = ? AND lock_key IS NOT NULL', [$ref]) > 0
            || $engine->int("SELECT COUNT(*) FROM {effect} WHERE order_ref = ? AND kind = 'attention'", [$ref]) > 0
            || $engine->int(
                'SELECT COUNT(*) FROM {notice} n JOIN {payment} p ON p.payment_id = n.payment_id'
                . " WHERE p.order_ref = ? AND n.state NOT IN ('applied', 'attention')",
                [$ref],
            ) > 0;
    }

    /**
     * No telegram that may move money without its intent.
     *
     * @return list<string>
     */
    private function ofTheWire(): array
    {
        $elsewhere = $this->bench->settings->elsewhere;
        $lines = [];
        foreach ($this->bench->paygent->tool->ledger($this->bench->settings->ledgerBefore) as $line) {
            $request = $line['request'] ?? null;
            $kind = self::text($line, 'kind');
            if (!\is_array($request) || !\in_array($kind, SentTelegrams::MOVING, true)) {
                continue;
            }
            $id = self::text($request, 'payment_id');
            $key = $kind . ' ' . ($id === '' ? self::text($request, 'trading_id') : $id);
            $known = array_search($key, $elsewhere, true);
            if ($known !== false) {
                unset($elsewhere[$known]);
            } elseif ($this->isOurs($id, self::text($request, 'trading_id'))) {
                $lines[] = $line; // others are of a test before, written down when its connection ended
            }
        }

        return (new SentTelegrams($this->bench->engine->database))->withoutIntent($lines);
    }

    private function isOurs(string $paymentId, string $tradingId): bool
    {
        $of = $tradingId === '' ? self::text($this->bench->paygent->tool->payment($paymentId), 'trading_id') : $tradingId;

        return str_starts_with($of, $this->bench->settings->prefix);
    }

    /** @return array<string, string> order by trading_id */
    private function tradingIds(): array
    {
        $orders = [];
        foreach (['{attempt}', '{intent}', '{payment}'] as $table) {
            foreach ($this->bench->engine->database->rows(
                "SELECT DISTINCT trading_id, order_ref FROM $table WHERE trading_id <> '' AND order_ref IS NOT NULL",
            ) as $row) {
                $orders[(string) $row['trading_id']] = (string) $row['order_ref'];
            }
        }

        return $orders;
    }

    /** @param array<array-key, mixed> $row */
    private static function text(array $row, string $name): string
    {
        $value = $row[$name] ?? '';

        return \is_scalar($value) ? (string) $value : '';
    }

    private static function number(mixed $value): int
    {
        return is_numeric($value) ? (int) $value : -1;
    }
}
