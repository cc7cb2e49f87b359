<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Flow\Ledger;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\IntentState;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Support\Clock;

/**
 * The fence around a closed attempt's trading_id: where a request was lost, or a page of Paygent may have
 * been used later, 094 is asked again for a day. Money that surfaced is surplus and goes back.
 */
final class FencedLook
{
    private const WATCH_MS = 26 * 3_600_000;

    public function __construct(
        private readonly Candidates $candidates,
        private readonly Payments $payments,
        private readonly Intents $intents,
        private readonly AttemptInquiry $inquiry,
        private readonly Ledger $ledger,
        private readonly EffectDelivery $delivery,
        private readonly Clock $clock,
    ) {}

    public function look(Run $run, Attempt $attempt, int $claimedUntil): void
    {
        if (!$this->mayHaveSurfaced($attempt)) {
            $this->lookAgain($run, $attempt, $claimedUntil, null);

            return;
        }
        $facts = $this->inquiry->ask($attempt);
        if ($run->isDry()) {
            $run->found(What::Fenced, $attempt->orderRef, '', $attempt->state->value, $facts->text(), ToDo::Run);

            return;
        }
        foreach ($facts->inquiries as $inquiry) {
            if ($inquiry->evidence !== null) {
                $this->ledger->observe($attempt->accountId, $inquiry->evidence);
            }
        }
        $this->delivery->deliver($attempt->orderRef);
        foreach ($this->payments->ofAttempt($attempt->id) as $payment) {
            if ($payment->role === Role::Surplus) {
                $run->found(What::Fenced, $attempt->orderRef, $payment->paymentId, $attempt->state->value, $facts->text(), ToDo::Wait, $payment->amount);
            }
        }
        $now = $this->clock->now();
        $this->lookAgain($run, $attempt, $claimedUntil, $this->closedAt($attempt) + self::WATCH_MS > $now
            ? $now + Pause::WATCH_MS
            : null);
    }

    private function mayHaveSurfaced(Attempt $attempt): bool
    {
        foreach ($this->payments->ofAttempt($attempt->id) as $payment) {
            if (self::isAlive($payment)) {
                return true;
            }
        }
        foreach ($this->intents->ofAttempt($attempt->id) as $intent) {
            if (self::wasLost($intent)) {
                return true;
            }
        }

        return $attempt->limitAt !== null || AttemptInquiry::hasPage($attempt);
    }

    private static function isAlive(Payment $payment): bool
    {
        return Aliveness::of($payment->paymentType, $payment->status)->isAlive();
    }

    private static function wasLost(Intent $intent): bool
    {
        return $intent->operation === 'apply' && $intent->state === IntentState::SettledNotDone && $intent->code === '13001';
    }

    /** Its next look was set an hour after it was closed, and from then on by us. */
    private function closedAt(Attempt $attempt): int
    {
        return max($attempt->updatedAt, $attempt->limitAt ?? 0);
    }

    private function lookAgain(Run $run, Attempt $attempt, int $claimedUntil, ?int $at): void
    {
        if (!$run->isDry()) {
            $this->candidates->lookAgain($attempt, $claimedUntil, $at);
        }
    }
}
