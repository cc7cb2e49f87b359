<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Event\AttemptConcluded;
use Paygent\Payments\Event\Events;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Conflict;
use Paygent\Payments\Journal\Fields;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Rules\Reason;
use Paygent\Payments\Support\Clock;

/** Writes a verdict down: the attempt's state, what the payment is known to be, what the shop must do. */
final class Conclusion
{
    /** A page nobody comes back from is looked at again after this time. */
    private const LOOK_AFTER_MS = 15 * 60_000;

    public function __construct(
        private readonly Attempts $attempts,
        private readonly Ledger $ledger,
        private readonly Outbox $outbox,
        private readonly Clock $clock,
        private readonly ?Events $events = null,
    ) {}

    /** Inside a transaction. An attempt that has ended meanwhile stays as it is; evidence counts anyway. */
    public function apply(Trip $trip, Verdict $verdict): void
    {
        $attempt = $this->attempts->find($trip->attempt->id) ?? $trip->attempt;
        if ($attempt->state->isOpen()) {
            $attempt = $this->moved($attempt, $trip, $verdict);
        }
        if ($verdict->evidence !== null) {
            $this->ledger->observe($trip->account->id, $verdict->evidence);
        }
    }

    /** What a payment found by 094 means to the customer. */
    public function inquired(Trip $trip, Inquiry $inquiry): Verdict
    {
        $verdict = $trip->method->inquired($trip->purchase, $inquiry->answer);
        if ($verdict instanceof Verdict) {
            // The method does not know when the question left: what came in while it was out is newer.
            $at = $inquiry->evidence?->at;

            return new Verdict(
                $verdict->state,
                $verdict->step,
                $at === null ? $verdict->evidence : $verdict->evidence?->sentAt($at) ?? $inquiry->evidence,
                $verdict->limitAt,
                $verdict->tradingId,
                $verdict->binding,
                $verdict->afterwards,
            );
        }

        throw new \LogicException('inquired() of ' . $trip->method->id()->value . ' must say a verdict');
    }

    private function moved(Attempt $attempt, Trip $trip, Verdict $verdict): Attempt
    {
        $now = $this->clock->now();
        $moved = $this->attempts->move($attempt, $verdict->state, $now, $this->columns($trip, $verdict, $now))
            ?? throw new Conflict('the attempt was changed by another worker');
        $this->events?->tell(new AttemptConcluded($moved));
        match ($verdict->state) {
            AttemptState::Waiting => $attempt->method->isLink() ? null : $this->outbox->completeOrder($moved),
            AttemptState::Refused, AttemptState::Expired, AttemptState::Abandoned => $this->outbox->releaseHold($moved),
            AttemptState::Attention => $this->outbox->attention(
                $moved,
                'attempt',
                Reason::text('engine.attention.attempt', ['reason' => $this->reason($verdict)]),
            ),
            default => null,
        };

        return $moved;
    }

    /** @return array<string, string|int|null> */
    private function columns(Trip $trip, Verdict $verdict, int $now): array
    {
        $columns = ['reason' => mb_strcut($this->reason($verdict), 0, 190)];
        if ($verdict->limitAt !== null) {
            $columns['limit_at'] = $verdict->limitAt;
        }
        if ($verdict->state->isOpen()) {
            $columns['next_look_at'] = $now + self::LOOK_AFTER_MS;
        }
        if ($verdict->tradingId !== '') {
            $columns['trading_id'] = $verdict->tradingId;
        }
        if ($verdict->binding !== '') {
            $columns['binding'] = $verdict->binding;
        }
        if ($verdict->step instanceof Instructions) {
            $columns['instructions'] = Fields::json($verdict->step->storable() + ['notes' => implode(' ', $verdict->step->notes)]);
        }
        if ($verdict->state === AttemptState::Away) {
            // A return that proved nothing, perhaps a forged one, must not shut the door on the genuine one.
            $columns['return_used_at'] = null;
        }
        if ($verdict->state === AttemptState::Away && $trip->leg->wasUsed()) {
            $columns['return_token_hash'] = $trip->leg->hashed();
        }

        return $columns;
    }

    /** Key of the customer's text, a blank, and the reason for the shop. */
    private function reason(Verdict $verdict): string
    {
        return $verdict->step instanceof Refused
            ? $verdict->step->customerText . ' ' . $verdict->step->shopReason
            : '';
    }
}
