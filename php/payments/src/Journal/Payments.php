<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** The payments at Paygent that this shop knows of, by payment_id. */
final class Payments
{
    public function __construct(private readonly Database $database) {}

    /** The payment as it is stored now; null when it is known already. */
    public function add(Payment $payment): ?Payment
    {
        $row = [
            'id' => $payment->id,
            'account_id' => $payment->accountId,
            'attempt_id' => $payment->attemptId,
            'order_ref' => $payment->orderRef,
            'payment_id' => $payment->paymentId,
            'trading_id' => $payment->tradingId,
            'payment_type' => $payment->paymentType,
            'carrier' => $payment->carrier,
            'amount' => $payment->amount,
            'status' => $payment->status,
            'status_notice_id' => $payment->statusNoticeId,
            'evidence_at' => $payment->evidenceAt,
            'evidence' => '',
            'role' => $payment->role->value,
            'replaces' => $payment->replaces,
            'amended' => $payment->amended,
            'facts' => Fields::json($payment->facts),
            'authorized_at' => $payment->authorizedAt,
            'paid_at' => $payment->paidAt,
            'next_look_at' => null,
            'created_at' => $payment->createdAt,
            'updated_at' => $payment->createdAt,
            'version' => 0,
        ];

        return $this->database->insertOnce('payment', $row) ? Payment::fromRow($row) : null;
    }

    public function find(string $accountId, string $paymentId): ?Payment
    {
        $row = $this->database->row(
            'SELECT * FROM {payment} WHERE account_id = ? AND payment_id = ?',
            [$accountId, $paymentId],
        );

        return $row === null ? null : Payment::fromRow($row);
    }

    /** The payment the order lives by; null when there is none. */
    public function currentOf(string $orderRef): ?Payment
    {
        $row = $this->database->row("SELECT * FROM {payment} WHERE order_ref = ? AND role = 'current'", [$orderRef]);

        return $row === null ? null : Payment::fromRow($row);
    }

    /** @return list<Payment> all of an order, oldest first */
    public function ofOrder(string $orderRef): array
    {
        return array_map(Payment::fromRow(...), $this->database->rows(
            'SELECT * FROM {payment} WHERE order_ref = ? ORDER BY id',
            [$orderRef],
        ));
    }

    /**
     * Those on which the order's life depends: not what an attempt that has ended once applied for and was
     * never paid, such as the 10 that a refused card leaves behind for ever.
     *
     * @return list<Payment> oldest first
     */
    public function thatCountFor(string $orderRef): array
    {
        return array_map(Payment::fromRow(...), $this->database->rows(
            'SELECT p.* FROM {payment} p LEFT JOIN {attempt} a ON a.id = p.attempt_id WHERE p.order_ref = ?'
            . " AND (p.role <> 'pending' OR p.replaces <> '' OR a.open_slot = 1 OR a.state = 'placed') ORDER BY p.id",
            [$orderRef],
        ));
    }

    /** @return list<Payment> oldest first */
    public function ofAttempt(string $attemptId): array
    {
        return array_map(Payment::fromRow(...), $this->database->rows(
            'SELECT * FROM {payment} WHERE attempt_id = ? ORDER BY id',
            [$attemptId],
        ));
    }

    /** @param array<string, string|int|null> $set */
    public function change(Payment $payment, array $set, int $now): ?Payment
    {
        $set += ['updated_at' => $now, 'version' => $payment->version + 1];
        $changed = $this->database->change('payment', $set, ['id' => $payment->id, 'version' => $payment->version]);

        return $changed === 1 ? $payment->after($set) ?? $this->find($payment->accountId, $payment->paymentId) : null;
    }
}
