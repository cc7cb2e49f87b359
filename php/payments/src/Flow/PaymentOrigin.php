<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Support\Clock;

/**
 * Finds the payment a piece of evidence speaks of, and writes down one that is new: by its payment_id,
 * else as the new payment of an amendment, else as one of the attempt with its trading_id. Never by
 * trading_id alone where several payments share it (difference-notification 3.5).
 */
final class PaymentOrigin
{
    public function __construct(
        private readonly Database $database,
        private readonly Payments $payments,
        private readonly Attempts $attempts,
        private readonly Clock $clock,
    ) {}

    /** Null when nothing of ours fits. */
    public function find(string $accountId, Evidence $evidence): ?Payment
    {
        $known = $this->payments->find($accountId, $evidence->paymentId);
        if ($known !== null || $evidence->paymentId === '') {
            return $known;
        }
        $amending = $this->amending($accountId, $evidence->tradingId);
        if ($amending !== null) {
            return $this->amended($amending, $evidence);
        }
        $attempt = $this->attempts->byTradingId($accountId, $evidence->tradingId);

        return $attempt === null ? null : $this->added($evidence, $attempt, $attempt->amount, '');
    }

    /** The amendment that has made a payment which replaces another. */
    public function amendmentOf(Payment $payment): ?Intent
    {
        return $payment->replaces === '' ? null : $this->amending($payment->accountId, $payment->tradingId);
    }

    /**
     * The amendment that this payment may come from: 020 of a saga by its own trading_id, 103 of d払い and
     * 342 of Paidy by the trading_id of the payment they replaced.
     */
    private function amending(string $accountId, string $tradingId): ?Intent
    {
        if ($tradingId === '') {
            return null;
        }
        $row = $this->database->row(
            'SELECT * FROM {intent} WHERE account_id = ? AND trading_id = ?'
            . " AND operation IN ('amend_down', 'amend_up', 'refund_partial')"
            . " AND kind IN ('020', '103', '342') AND state <> 'not_sent' ORDER BY id DESC LIMIT 1",
            [$accountId, $tradingId],
        );

        return $row === null ? null : Intent::fromRow($row);
    }

    private function amended(Intent $intent, Evidence $evidence): ?Payment
    {
        $attempt = $intent->attemptId === null ? null : $this->attempts->find($intent->attemptId);

        return $attempt === null ? null : $this->added($evidence, $attempt, $intent->amount, $intent->basePaymentId);
    }

    private function added(Evidence $evidence, Attempt $attempt, int $amount, string $replaces): ?Payment
    {
        $added = $this->payments->add(Payment::fresh(
            $attempt,
            $evidence->paymentId,
            $evidence->tradingId,
            $evidence->paymentType,
            $evidence->carrier,
            $amount,
            Role::Pending,
            $this->clock->now(),
            $replaces,
        ));

        return $added ?? $this->payments->find($attempt->accountId, $evidence->paymentId);
    }
}
