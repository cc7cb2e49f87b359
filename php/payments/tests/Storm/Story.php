<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Storm;

use Paygent\Payments\Journal\Database;

/** Everything that the journal has about one order, for whoever looks into a difference. */
final class Story
{
    private const ROWS = [
        'shop_order' => 'SELECT * FROM shop_order WHERE ref = ?',
        'attempt' => 'SELECT id, method, amount, settings_revision, trading_id, state, reason, limit_at, created_at, updated_at'
            . ' FROM {attempt} WHERE order_ref = ? ORDER BY id',
        'payment' => 'SELECT payment_id, trading_id, amount, status, status_notice_id, evidence, evidence_at, role, replaces, facts,'
            . ' next_look_at FROM {payment} WHERE order_ref = ? ORDER BY id',
        'intent' => 'SELECT kind, operation, step, payment_id, base_payment_id, trading_id, amount, state, result, code, detail,'
            . ' actor, asks, misses, created_at, sent_at, finished_at FROM {intent} WHERE order_ref = ? ORDER BY id',
        'notice' => 'SELECT payment_notice_id, payment_id, status, amount, source, state, reason, tries, received_at, applied_at'
            . ' FROM {notice} WHERE payment_id IN (SELECT payment_id FROM {payment} WHERE order_ref = ?) ORDER BY payment_notice_id',
        'effect' => 'SELECT kind, payload, state, tries, last_error, created_at, done_at FROM {effect} WHERE order_ref = ? ORDER BY id',
        'hold' => 'SELECT attempt_id, state FROM {hold} WHERE order_ref = ?',
        'audit' => 'SELECT at, actor, action, payment_id, result FROM {audit} WHERE order_ref = ? ORDER BY id',
    ];

    public static function of(Database $database, string $order): string
    {
        $text = "story of $order\n";
        foreach (self::ROWS as $table => $sql) {
            foreach ($database->rows($sql, [$order]) as $row) {
                $text .= "    $table " . json_encode($row, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES) . "\n";
            }
        }

        return $text;
    }
}
