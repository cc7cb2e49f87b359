<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Tests\Rules\Table;
use PHPUnit\Framework\Attributes\DataProvider;

/**
 * Every row of notification_mapping.csv for a type and status: a stored notice with its real hash goes
 * through Intake, Applier and 094 of the local Paygent, and does to the order what the row says.
 *
 * Rows marked "by fault rule" have a status that the sandbox does not reach, or passes without standing
 * in it (ToldRows::TOLD says why); there its notice and its 094 are made to say it.
 */
final class MappingTest extends EngineTestCase
{
    /** Rows that another one comes before, which says the same: the saga has superseded the old payment. */
    private const SAID_BY = ['22:60:partial_refund_old' => '*:*:superseded_ended'];

    protected static function contract(): array
    {
        return [
            'three_ds_1' => true,
            'three_ds_1_acs' => true,
            'cvs_confirm_auto' => false,
            'va_tolerance' => 10,
            'notice_statuses' => ['01:10', '05:10', '06:10', '07:10'],
        ];
    }

    /** @return iterable<string, array{string, array<string, string>}> */
    public static function rows(): iterable
    {
        foreach (Table::read('notification_mapping.csv') as $row) {
            if ($row['payment_type'] === '*') {
                continue; // GeneralMappingTest
            }
            $key = $row['payment_type'] . ':' . $row['status_code'] . ':' . ($row['case'] === '-' ? '' : $row['case']);
            $how = isset(ToldRows::TOLD[$key]) ? ' (by fault rule: ' . ToldRows::TOLD[$key] . ')' : '';
            yield $key . ' → ' . $row['ours_order_effect'] . $how => [$key, $row];
        }
    }

    /** @param array<string, string> $row */
    #[DataProvider('rows')]
    public function testRow(string $key, array $row): void
    {
        $bench = $this->bench();
        $scene = new Scenes($bench, $this->customer);

        $order = $scene->play($key);
        $before = $scene->before();
        $bench->notice();

        $reasons = array_column($bench->engine->database->rows('SELECT reason FROM {notice} ORDER BY id'), 'reason');
        $decides = self::SAID_BY[$key] ?? $key;
        self::assertContains($decides, $reasons, 'the row decided, of ' . implode(', ', $reasons));
        $last = $bench->engine->database->row('SELECT state, payment_id FROM {notice} WHERE reason = ? ORDER BY id DESC LIMIT 1', [$decides]);
        self::assertSame($row['ours_order_effect'] === 'attention' ? 'attention' : 'applied', $last['state'] ?? null);
        self::assertSame(match ($row['ours_order_effect']) {
            'mark_paid' => OrderState::Paid,
            'complete_order' => OrderState::Placed,
            'cancel_order' => OrderState::Cancelled,
            default => $before,
        }, $bench->state($order), 'the order');
        self::assertSame($row['ours_release_stock_point'] === 'no', $bench->isTaken($order), 'stock and points');
        self::assertSame(
            $row['ours_order_effect'] === 'attention',
            $bench->engine->database->int("SELECT COUNT(*) FROM {effect} WHERE kind = 'attention'") > 0,
            'a person is called',
        );
        self::assertSame(
            $row['confirm_by_094_first'] === 'yes' ? 'inquiry' : 'any',
            $row['confirm_by_094_first'] === 'yes' ? self::evidence($bench, (string) ($last['payment_id'] ?? '')) : 'any',
            'what is irreversible was confirmed',
        );
    }

    private static function evidence(EngineBench $bench, string $paymentId): string
    {
        $row = $bench->engine->database->row('SELECT evidence FROM {payment} WHERE payment_id = ?', [$paymentId]);

        return (string) ($row['evidence'] ?? '');
    }
}
