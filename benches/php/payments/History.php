<?php

declare(strict_types=1);

namespace Paygent\Payments\Bench;

use Paygent\Payments\Journal\Database;

/**
 * The tables of a shop that has sold for years, made inside PostgreSQL: one attempt, payment, intent, hold,
 * two effects and two notices for each payment, over the last 300 days. Of a hundred payments 1 waits
 * in a store, 94 are over and 5 were refused; a few of everything needs a look.
 */
final class History
{
    private const SPREAD_MS = 300 * 86_400_000;

    /** Columns of the series: number, id part, epoch ms, what it became. */
    private const SERIES = "SELECT n, lpad(n::text, 22, '0') AS tail, CAST(:now AS bigint) - CAST(:spread AS bigint) * (:count - n) / :count AS at,"
        . " CASE WHEN n % 100 = 7 AND n > :count - 20000 THEN 'waiting' WHEN n % 20 = 3 THEN 'refused' WHEN n % 1000 = 1 THEN 'attention'"
        . " WHEN n % 1000 = 2 THEN 'confirming' WHEN n % 10 = 0 THEN 'ended' ELSE 'placed' END AS state"
        . ' FROM generate_series(1, :count) n';

    private const INSERTS = [
        "INSERT INTO {attempt} (id, account_id, order_ref, owner_ref, method, system_type, payment_type, carrier, amount,
            settings_revision, trading_id, state, open_slot, reason, binding, next_look_at, retries, created_at, updated_at, version)
         SELECT 'atte' || tail, :account, 'H' || n, 'customer-' || n % 5000, CASE WHEN n % 100 = 7 THEN 'conveni' ELSE 'card' END, 'module',
            CASE WHEN n % 100 = 7 THEN '03' ELSE '02' END, '', 1000 + n % 9000, '1', 'H_' || n, state,
            CASE WHEN state IN ('waiting', 'attention', 'confirming') THEN 1 END, '', '',
            CASE WHEN state IN ('waiting', 'confirming') THEN at + 900000 END, 0, at, at, 3 FROM series",
        "INSERT INTO {payment} (id, account_id, attempt_id, order_ref, payment_id, trading_id, payment_type, carrier, amount, status,
            status_notice_id, evidence_at, evidence, role, replaces, amended, facts, paid_at, next_look_at, created_at, updated_at, version)
         SELECT 'paym' || tail, :account, 'atte' || tail, 'H' || n, (9000000000 + n)::text, 'H_' || n,
            CASE WHEN n % 100 = 7 THEN '03' ELSE '02' END, '', 1000 + n % 9000,
            CASE state WHEN 'waiting' THEN '10' WHEN 'refused' THEN '11' WHEN 'ended' THEN '60' ELSE '40' END, n, at, 'notice',
            CASE WHEN n % 500 = 4 THEN 'superseded' WHEN n % 5000 = 16 THEN 'surplus' WHEN state IN ('waiting', 'refused') THEN 'pending' ELSE 'current' END,
            '', 0, '{}', at, CASE WHEN n % 1000 = 6 THEN at + 1000 END, at, at, 2 FROM series",
        "INSERT INTO {intent} (id, account_id, order_ref, attempt_id, payment_id, base_payment_id, trading_id, payment_type, kind,
            operation, amount, step, state, result, code, detail, idempotency_key, lock_key, actor, next_ask_at, asks, misses, repeats,
            sent_at, finished_at, created_at, version)
         SELECT 'inte' || tail, :account, 'H' || n, 'atte' || tail, (9000000000 + n)::text, '', 'H_' || n, '02', '020',
            'apply', 1000 + n % 9000, 'authorize',
            CASE state WHEN 'confirming' THEN 'unknown' WHEN 'attention' THEN 'attention' ELSE 'answered' END,
            CASE WHEN state IN ('confirming', 'attention') THEN '' WHEN state = 'refused' THEN '1' ELSE '0' END, '', '',
            'attempt:atte' || tail || ':authorize:0', CASE WHEN state IN ('confirming', 'attention') THEN 'a:atte' || tail END, 'customer',
            CASE state WHEN 'confirming' THEN at + 1000 END, 0, 0, 0, at, at, at, 2 FROM series",
        "INSERT INTO {hold} (id, order_ref, attempt_id, state, created_at, updated_at)
         SELECT 'hold' || tail, 'H' || n, 'atte' || tail, CASE WHEN state IN ('refused', 'ended') THEN 'released' ELSE 'held' END, at, at FROM series",
        "INSERT INTO {effect} (id, effect_key, order_ref, attempt_id, kind, payload, state, tries, last_error, next_try_at, created_at, done_at)
         SELECT 'comp' || tail, 'H' || n || ':atte' || tail || ':complete_order', 'H' || n, 'atte' || tail, 'complete_order', '{}',
            CASE WHEN n % 10000 = 9 THEN 'pending' ELSE 'done' END, 0, '', at, at, at FROM series",
        "INSERT INTO {effect} (id, effect_key, order_ref, attempt_id, kind, payload, state, tries, last_error, next_try_at, created_at, done_at)
         SELECT 'paid' || tail, 'H' || n || ':atte' || tail || ':mark_paid', 'H' || n, 'atte' || tail, 'mark_paid', '{}',
            'done', 0, '', at, at, at FROM series",
        "INSERT INTO {notice} (id, account_id, payment_notice_id, payment_id, trading_id, payment_type, status, amount, fields, source,
            state, reason, tries, next_try_at, received_at, applied_at)
         SELECT 'noti' || tail, :account, 2 * n, (9000000000 + n)::text, 'H_' || n, '02', '20', 1000 + n % 9000, '{}', 'push',
            CASE WHEN n % 2000 = 8 THEN 'waiting' ELSE 'applied' END, '', 1, CASE WHEN n % 2000 = 8 THEN at END, at, at FROM series",
        "INSERT INTO {notice} (id, account_id, payment_notice_id, payment_id, trading_id, payment_type, status, amount, fields, source,
            state, reason, tries, next_try_at, received_at, applied_at)
         SELECT 'sold' || tail, :account, 2 * n + 1, (9000000000 + n)::text, 'H_' || n, '02', '40', 1000 + n % 9000, '{}', 'push',
            'applied', '', 1, NULL, at, at FROM series",
    ];

    public static function fill(Database $database, string $accountId, int $count, int $now): void
    {
        $values = [':now' => $now, ':spread' => self::SPREAD_MS, ':count' => $count, ':account' => "'$accountId'"];
        foreach (self::INSERTS as $insert) {
            [$into, $select] = explode(' SELECT ', preg_replace('/\s+/', ' ', $insert) ?? '', 2);
            $database->execute(strtr($into . ' WITH series AS (' . self::SERIES . ') SELECT ' . $select, $values));
        }
        // What autovacuum does within minutes, and a few seconds of bulk insert do not leave it.
        foreach (['attempt', 'payment', 'intent', 'hold', 'effect', 'notice'] as $table) {
            $database->execute("ANALYZE {{$table}}");
        }
    }
}
