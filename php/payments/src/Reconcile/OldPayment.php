<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Journal\Busy;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Plan;
use Paygent\Payments\Operation\Steps;
use Paygent\Payments\Support\Clock;

/**
 * Finishes an amendment whose last step, the cancel of the old payment, was refused (maintenance, a
 * payment that was busy): the customer's card must not stay charged with both amounts.
 */
final class OldPayment
{
    private const TRIES = 5;

    /** Of a card: what takes a payment in this status back (status-machine 2). */
    private const KINDS = ['20' => '021', '40' => '023'];

    public function __construct(
        private readonly Database $database,
        private readonly Intents $intents,
        private readonly Steps $steps,
        private readonly Clock $clock,
        private readonly int $leaseMs,
    ) {}

    /** Sends the cancel again where that is possible; a person was told when it was refused first. */
    public function cancel(Payment $superseded): void
    {
        $saga = $this->saga($superseded);
        $kind = $superseded->paymentType === '02' ? self::KINDS[$superseded->status] ?? null : null;
        $tries = $this->database->int(
            'SELECT COUNT(*) FROM {intent} WHERE account_id = ? AND payment_id = ? AND kind = ?',
            [$superseded->accountId, $superseded->paymentId, (string) $kind],
        );
        if ($saga === null || $kind === null || $this->refusals($superseded, $kind) >= self::TRIES) {
            return;
        }
        try {
            $planned = $this->database->transaction(fn (): Intent => $this->plan($superseded, $saga, $kind, $tries));
        } catch (Busy) {
            return;
        }
        $this->steps->send($planned);
    }

    /** Telegrams that never left are no tries: a network that was away must not leave both amounts charged. */
    private function refusals(Payment $superseded, string $kind): int
    {
        return $this->database->int(
            "SELECT COUNT(*) FROM {intent} WHERE account_id = ? AND payment_id = ? AND kind = ? AND state <> 'not_sent'",
            [$superseded->accountId, $superseded->paymentId, $kind],
        );
    }

    private function plan(Payment $superseded, Intent $saga, string $kind, int $tries): Intent
    {
        return $this->intents->plan(new Plan(
            $superseded->accountId,
            $kind,
            $saga->operation,
            $kind,
            ($saga->sagaId ?? $saga->id) . ':' . $kind . ':reconcile' . $tries,
            Plan::payment($superseded->accountId, $superseded->paymentId),
            Steps::ENGINE,
            $saga->amount,
            $superseded->orderRef,
            $superseded->attemptId,
            $superseded->paymentId,
            '',
            $superseded->paymentType,
            $saga->sagaId,
            0,
            $superseded->paymentId,
        ), $this->clock->now(), $this->leaseMs);
    }

    /** The amendment that replaced it. */
    private function saga(Payment $superseded): ?Intent
    {
        $row = $this->database->row(
            "SELECT * FROM {intent} WHERE account_id = ? AND base_payment_id = ? AND kind = '020' AND saga_id IS NOT NULL"
            . ' ORDER BY id DESC LIMIT 1',
            [$superseded->accountId, $superseded->paymentId],
        );

        return $row === null ? null : Intent::fromRow($row);
    }
}
