<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Event\AttemptConcluded;
use Paygent\Payments\Event\Events;
use Paygent\Payments\Event\PaymentObserved;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Conflict;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Fields;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Rules\FollowUp;
use Paygent\Payments\Rules\Life;
use Paygent\Payments\Rules\NextLook;
use Paygent\Payments\Rules\NotificationRules;
use Paygent\Payments\Rules\OrderDecision;
use Paygent\Payments\Rules\OrderEffect;
use Paygent\Payments\Rules\Reason;
use Paygent\Payments\Rules\Release;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;

/**
 * The one place that knows what a payment is and what follows for its order. Answers, 094 and notices
 * all come here as Evidence; what they do is said by Rules\NotificationRules.
 */
final class Ledger
{
    private const ASKED_FIRST = ['*:*:superseded_alive', '*:*:paid_twice', '*:*:order_closed', '*:*:order_shipped'];

    public function __construct(
        private readonly Database $database,
        private readonly Payments $payments,
        private readonly Attempts $attempts,
        private readonly Circumstances $circumstances,
        private readonly PaymentOrigin $origin,
        private readonly Outbox $outbox,
        private readonly ShopPort $shop,
        private readonly Clock $clock,
        private readonly ?Events $events = null,
    ) {}

    /** Applies a piece of evidence; in the caller's transaction, or in one of its own. */
    public function observe(string $accountId, Evidence $evidence): Observed
    {
        return $this->database->transaction(fn (): Observed => $this->inside($accountId, $evidence));
    }

    private function inside(string $accountId, Evidence $evidence): Observed
    {
        $payment = $this->origin->find($accountId, $evidence);
        $attempt = $payment?->attemptId === null ? null : $this->attempts->find($payment->attemptId);
        if ($payment === null || $attempt === null) {
            return new Observed(
                NotificationRules::decide($this->circumstances->unmatched($evidence)),
                $payment,
                null,
            );
        }
        $this->attempts->lock($attempt->orderRef);
        $payment = $this->payments->find($accountId, $payment->paymentId) ?? $payment;
        $attempt = $this->attempts->find($attempt->id) ?? $attempt;
        $order = $this->shop->snapshot($attempt->orderRef);
        $facts = $this->circumstances->of($evidence, $payment, $attempt, $order, $this->clock->now());
        $decision = $this->askedFirst($evidence, $payment, NotificationRules::decide($facts));
        if ($this->isNotApplied($decision)) {
            $this->doubted($evidence, $payment, $decision);

            return new Observed($decision, $payment, $attempt);
        }
        $known = $this->written($payment, $attempt, $evidence, $decision);
        $this->events?->tell(new PaymentObserved($known, $evidence->source));
        if ($known->role === Role::Surplus) {
            $this->surplus($known, $attempt, $evidence);
        } else {
            $this->follow($known, $attempt, $decision, $order);
        }

        return new Observed($decision, $known, $this->attempts->find($attempt->id));
    }

    /**
     * A notice may tell what has passed: before it changes what is known of money, or calls a person to an
     * order that seems paid twice or after its end, 094 says what is.
     */
    private function askedFirst(Evidence $evidence, Payment $payment, OrderDecision $decision): OrderDecision
    {
        return $evidence->source === Source::Notice
            && (\in_array($decision->row, self::ASKED_FIRST, true) || self::changesKnownMoney($evidence, $payment))
            && !$this->isNotApplied($decision)
            ? $decision->confirmedFirst()
            : $decision;
    }

    /** Of a payment that is authorized or paid here the notice says something else. */
    private static function changesKnownMoney(Evidence $evidence, Payment $payment): bool
    {
        return $payment->status !== $evidence->status
            && Aliveness::of($payment->paymentType, $payment->status)->holdsMoney();
    }

    /** Older evidence changes nothing, and what must be confirmed or waits is applied later. */
    private function isNotApplied(OrderDecision $decision): bool
    {
        return $decision->row === '*:*:older' || match ($decision->followUp) {
            FollowUp::Nothing, FollowUp::WhenAttemptEnds => false,
            default => true,
        };
    }

    /** Older by the time alone, and yet it says something else: clocks differ. 094 decides when that time is over. */
    private function doubted(Evidence $evidence, Payment $payment, OrderDecision $decision): void
    {
        $byNumber = $evidence->noticeId !== null && $evidence->noticeId <= $payment->statusNoticeId;
        if ($decision->row !== '*:*:older' || $byNumber || $evidence->status === $payment->status) {
            return;
        }
        $at = max($this->clock->now(), $payment->evidenceAt) + 1;
        $this->database->execute(
            'UPDATE {payment} SET next_look_at = ? WHERE id = ? AND (next_look_at IS NULL OR next_look_at > ?)',
            [$at, $payment->id, $at],
        );
    }

    private function written(Payment $payment, Attempt $attempt, Evidence $evidence, OrderDecision $decision): Payment
    {
        $life = Aliveness::of($evidence->paymentType, $evidence->status);
        $facts = $evidence->facts + $payment->facts;
        if ($evidence->status === '43') {
            $facts['seen_43'] = '1';
        }
        if ($evidence->amount !== $payment->amount) {
            $facts['shown_amount'] = (string) $evidence->amount;
        }
        // A payment of another amount or type is nobody's to sell: it waits for a person.
        $differs = $evidence->amount !== $payment->amount || $evidence->paymentType !== $attempt->method->paymentType();
        $isWrong = $differs && $decision->effect === OrderEffect::Attention;
        $role = $isWrong ? $payment->role : $this->role($payment, $attempt, $life);
        $set = [
            'status' => $evidence->status,
            'evidence' => $evidence->source->value,
            'evidence_at' => $evidence->at,
            'status_notice_id' => max($payment->statusNoticeId, $evidence->noticeId ?? 0),
            'carrier' => $evidence->carrier === '' ? $payment->carrier : $evidence->carrier,
            'facts' => Fields::json($facts),
            'role' => $role->value,
            'next_look_at' => $this->nextLook($evidence, $role, $life),
        ];
        if ($life === Life::Held && $payment->authorizedAt === null) {
            $set['authorized_at'] = $evidence->at;
        }
        if ($life === Life::Paid && $payment->paidAt === null) {
            $set['paid_at'] = $evidence->at;
        }

        if ($role === Role::Current && $payment->role !== Role::Current) {
            $this->retireEnded($payment);
        }

        return $this->payments->change($payment, $set, $this->clock->now())
            ?? throw new Conflict('the payment was changed by another worker');
    }

    private function nextLook(Evidence $evidence, Role $role, Life $life): ?int
    {
        $now = $this->clock->now();
        if (self::mustBeLookedAt($evidence, $role, $life)) {
            return $now;
        }
        $after = $role === Role::Current
            ? NextLook::after($evidence->paymentType, $evidence->carrier, $evidence->status)
            : null;

        return $after === null ? null : $now + $after;
    }

    /**
     * Surplus goes back. And what only a notice says of money is asked about: its hash does not cover the
     * status, and a wrong one would hide a payment that is alive.
     */
    private static function mustBeLookedAt(Evidence $evidence, Role $role, Life $life): bool
    {
        return ($role === Role::Surplus && $life->holdsMoney())
            || ($evidence->source === Source::Notice && $life !== Life::Open);
    }

    /**
     * A pending payment becomes the order's own when it holds money, unless its attempt was fenced or the
     * order lives by another one.
     */
    private function role(Payment $payment, Attempt $attempt, Life $life): Role
    {
        if ($payment->role !== Role::Pending || !$life->holdsMoney()) {
            return $payment->role;
        }
        if ($payment->replaces !== '') {
            return $this->roleOfAmended($payment);
        }
        $fenced = match ($attempt->state) {
            AttemptState::Refused, AttemptState::Expired, AttemptState::Abandoned, AttemptState::Ended => true,
            default => false,
        };

        return $fenced || $this->livesByAnother($payment) ? Role::Surplus : Role::Current;
    }

    /**
     * The new payment of an amendment is moved by its saga. What surfaces after the saga gave it up is
     * surplus; what a lost 103 or 342 has made is known by its notice only, when the old one has ended.
     */
    private function roleOfAmended(Payment $payment): Role
    {
        $amendment = $this->origin->amendmentOf($payment);
        if ($amendment?->kind === '020') {
            return $amendment->cameToNothing() ? Role::Surplus : Role::Pending;
        }
        $old = $this->payments->find($payment->accountId, $payment->replaces);

        return $old?->role === Role::Superseded && !$this->livesByAnother($payment) ? Role::Current : Role::Pending;
    }

    /** The order lives by one payment: one that ended before is not its current one any more. */
    private function retireEnded(Payment $payment): void
    {
        foreach ($payment->orderRef === null ? [] : $this->payments->ofOrder($payment->orderRef) as $other) {
            if ($other->paymentId !== $payment->paymentId && $other->role === Role::Current) {
                $this->payments->change(
                    $other,
                    ['role' => Role::Superseded->value, 'next_look_at' => null],
                    $this->clock->now(),
                )
                    ?? throw new Conflict('the payment was changed by another worker');
            }
        }
    }

    private function livesByAnother(Payment $payment): bool
    {
        foreach ($payment->orderRef === null ? [] : $this->payments->ofOrder($payment->orderRef) as $other) {
            if ($other->paymentId !== $payment->paymentId
                && $other->role === Role::Current
                && Aliveness::of($other->paymentType, $other->status)->isAlive()) {
                return true;
            }
        }

        return false;
    }

    /** Money that nobody asked for: the reconciler gives it back, and a person is told. */
    private function surplus(Payment $payment, Attempt $attempt, Evidence $evidence): void
    {
        if (Aliveness::of($evidence->paymentType, $evidence->status)->holdsMoney()) {
            $this->outbox->attention(
                $attempt,
                $payment->paymentId,
                Reason::text('engine.attention.surplus', ['payment_id' => $payment->paymentId]),
                $payment->paymentId,
            );
        }
    }

    private function follow(Payment $payment, Attempt $attempt, OrderDecision $decision, ?OrderSnapshot $order): void
    {
        match ($decision->effect) {
            OrderEffect::CompleteOrder => $this->placed($attempt),
            OrderEffect::MarkPaid => $this->paid($payment, $attempt),
            OrderEffect::CancelOrder => $this->cancelled($payment, $attempt),
            OrderEffect::Attention => $this->outbox->attention(
                $attempt,
                $payment->paymentId,
                $decision->reason ?? new Reason($decision->row, $decision->row),
                $payment->paymentId,
            ),
            OrderEffect::None => null,
        };
        if ($decision->release === Release::YesUnlessShipped && $decision->followUp === FollowUp::Nothing) {
            $this->released($attempt, $order);
        }
    }

    private function placed(Attempt $attempt): void
    {
        $this->end($attempt, AttemptState::Placed);
        $this->outbox->completeOrder($attempt);
    }

    private function paid(Payment $payment, Attempt $attempt): void
    {
        $this->end($attempt, AttemptState::Placed);
        $this->outbox->markPaid($attempt, $payment);
    }

    private function cancelled(Payment $payment, Attempt $attempt): void
    {
        $this->end($attempt, $attempt->state === AttemptState::Placed ? AttemptState::Ended : AttemptState::Expired);
        $this->outbox->cancelOrder($attempt, $payment);
        if ($payment->status === '61' && isset($payment->facts['seen_43'])) {
            // Days after it was paid: somebody may be packing the goods (notification_mapping.csv, 03 61 after_43).
            $this->outbox->mail($attempt, 'payment_withdrawn', ['payment_id' => $payment->paymentId]);
        }
    }

    private function released(Attempt $attempt, ?OrderSnapshot $order): void
    {
        if ($order !== null && $order->shipped) {
            $this->outbox->keepHold($attempt);

            return;
        }
        $fresh = $this->attempts->find($attempt->id) ?? $attempt;
        if ($fresh->state->isOpen()) {
            $this->end($fresh, AttemptState::Refused);
        }
        $this->outbox->releaseHold($attempt);
    }

    private function end(Attempt $attempt, AttemptState $state): void
    {
        $fresh = $this->attempts->find($attempt->id) ?? $attempt;
        if ($fresh->state !== $state && ($fresh->state->isOpen() || $state === AttemptState::Ended)) {
            $moved = $this->attempts->move($fresh, $state, $this->clock->now())
                ?? throw new Conflict('the attempt was changed by another worker');
            $this->events?->tell(new AttemptConcluded($moved));
        }
    }
}
