<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Flow\Conclusion;
use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Flow\Evidence;
use Paygent\Payments\Flow\Inquiry;
use Paygent\Payments\Flow\Ledger;
use Paygent\Payments\Flow\Trips;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\Plan;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Support\Clock;

/**
 * Attempts that were left open: the customer closed the browser at 3-D Secure, never paid on the page,
 * never corrected a wrong input; and those whose answer never came. What 094 shows decides; where it
 * shows no payment and none can come any more, the attempt ends and gives back what it has taken.
 */
final class AttemptPart
{
    public function __construct(
        private readonly Database $database,
        private readonly Candidates $candidates,
        private readonly Attempts $attempts,
        private readonly Intents $intents,
        private readonly AttemptInquiry $inquiry,
        private readonly FencedLook $fenced,
        private readonly Trips $trips,
        private readonly Conclusion $conclusion,
        private readonly Ledger $ledger,
        private readonly EffectDelivery $delivery,
        private readonly Clock $clock,
        private readonly int $timeoutMs,
    ) {}

    public function run(Run $run): void
    {
        $due = $this->candidates->attempts($this->clock->now(), $run->options->limit, $run->options->orderRef);
        $run->each($due, fn (Attempt $attempt) => $this->one($run, $attempt));
    }

    private function one(Run $run, Attempt $attempt): void
    {
        $until = $this->clock->now() + Pause::CLAIM_MS;
        if (!$run->isDry() && !$this->candidates->claim($attempt, $until)) {
            return;
        }
        if (!$attempt->state->isOpen()) {
            $this->fenced->look($run, $attempt, $until);

            return;
        }
        if ($this->intents->holding(Plan::attempt($attempt->id)) !== null) {
            // That telegram is settled on its own, and says what becomes of the attempt.
            $this->putOff($run, $attempt, $until);

            return;
        }
        $facts = $this->inquiry->ask($attempt);
        if ($run->isDry()) {
            $run->found(What::Attempt, $attempt->orderRef, self::id($facts->best()), $attempt->state->value, $facts->text(), ToDo::Run);

            return;
        }
        $verdict = $this->verdict($attempt, $facts);
        $this->written($attempt, $verdict, $facts);
        $this->delivery->deliver($attempt->orderRef);
        $this->reported($run, $attempt, $facts, $until);
    }

    /** Null: nothing is decided, it stays as it is. */
    private function verdict(Attempt $attempt, AttemptFacts $facts): ?Verdict
    {
        $best = $facts->best();
        if ($best?->evidence === null) {
            return $facts->isNothing() && $this->isOver($attempt) ? $this->over($attempt, null) : null;
        }
        $verdict = $this->conclusion->inquired($this->trips->again($attempt, $best->evidence->paymentId), $best);
        if (!$verdict->state->isOpen()) {
            return $facts->isIncomplete() && !self::holdsMoney($best) ? null : $verdict;
        }
        if ($verdict->state === AttemptState::Waiting || $verdict->state === AttemptState::Attention) {
            return $verdict->state === $attempt->state ? null : $verdict;
        }

        return !$facts->isIncomplete() && !self::holdsMoney($best) && $this->isOver($attempt)
            ? $this->over($attempt, $best->evidence)
            : null;
    }

    /** In Waiting Paygent itself says when the limit has passed (12); for Attention a person does. */
    private function isOver(Attempt $attempt): bool
    {
        return $attempt->state !== AttemptState::Attention && $this->limit($attempt) <= $this->clock->now();
    }

    private function over(Attempt $attempt, ?Evidence $evidence): Verdict
    {
        $reason = '094: ' . ($evidence->status ?? '13001');

        return $attempt->state === AttemptState::Away || $attempt->state === AttemptState::Waiting
            ? new Verdict(AttemptState::Expired, new Refused('methods.expired', $reason, Retry::Again), $evidence)
            : new Verdict(AttemptState::Refused, new Refused('checkout.not_made', $reason, Retry::Again), $evidence);
    }

    /** The verdict where there is one, and what else 094 has shown; unless a customer was quicker. */
    private function written(Attempt $attempt, ?Verdict $verdict, AttemptFacts $facts): void
    {
        $this->database->transaction(function () use ($attempt, $verdict, $facts): void {
            // First the write: whoever wants to send now waits for our commit, and finds the attempt changed.
            $same = $verdict === null ? null : $this->attempts->change($attempt, []);
            if ($verdict !== null && $same !== null && $this->intents->holding(Plan::attempt($attempt->id)) === null) {
                $this->conclusion->apply($this->trips->again($same), $verdict);
            }
            foreach ($facts->inquiries as $inquiry) {
                if ($inquiry->evidence !== null) {
                    $this->ledger->observe($attempt->accountId, $inquiry->evidence);
                }
            }
        });
    }

    private function reported(Run $run, Attempt $before, AttemptFacts $facts, int $until): void
    {
        $now = $this->attempts->find($before->id) ?? $before;
        if ($now->state->isOpen()) {
            $this->putOff($run, $now, $until);
        }
        $run->found(
            What::Attempt,
            $before->orderRef,
            self::id($facts->best()),
            $before->state->value,
            $now->state->value . ' (' . $facts->text() . ')',
            match (true) {
                !$now->state->isOpen() => ToDo::Nothing,
                $now->state === AttemptState::Attention => ToDo::Look,
                default => ToDo::Wait,
            },
        );
    }

    /** The next look: after a growing pause, but soon after the limit. */
    private function putOff(Run $run, Attempt $attempt, int $until): void
    {
        if ($run->isDry()) {
            return;
        }
        $now = $this->clock->now();
        $next = Pause::after($attempt->createdAt, $now);
        $limit = $this->limit($attempt);
        $at = $limit > $now ? min($next, $limit) : $next;
        $fresh = $this->attempts->find($attempt->id);
        $this->candidates->lookAgain($attempt, $fresh->nextLookAt ?? $until, $at);
    }

    private function limit(Attempt $attempt): int
    {
        return AttemptLimit::of(
            $attempt,
            $this->trips->again($attempt)->purchase->settings,
            $this->lastTelegramAt($attempt),
            $this->timeoutMs,
        );
    }

    private function lastTelegramAt(Attempt $attempt): int
    {
        return max([$attempt->createdAt, ...array_map(
            static fn (Intent $intent): int => $intent->sentAt ?? 0,
            $this->intents->ofAttempt($attempt->id),
        )]);
    }

    private static function holdsMoney(Inquiry $inquiry): bool
    {
        $evidence = $inquiry->evidence;

        return $evidence !== null && Aliveness::of($evidence->paymentType, $evidence->status)->holdsMoney();
    }

    private static function id(?Inquiry $inquiry): string
    {
        return $inquiry->evidence->paymentId ?? '';
    }
}
