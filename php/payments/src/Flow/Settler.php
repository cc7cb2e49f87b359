<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Audit;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\IntentState;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Rules\Reason;
use Paygent\Payments\Rules\Settlement;
use Paygent\Payments\Rules\UnknownRules;
use Paygent\Payments\Support\Clock;

/**
 * Settles telegrams whose answer was lost, by asking 094 (design-payments "Settling an unknown"). Until
 * an intent is settled its lock lets nothing else be sent for that payment.
 */
final class Settler
{
    /** How long a request may still be travelling after our time-out. */
    private const TRAVELLING_MS = 600_000;

    private const BACKOFF_MS = [10_000, 30_000, 60_000, 300_000, 900_000, 1_800_000];

    private const MISSES_NEEDED = 2;

    private const ASKS_BEFORE_ATTENTION = 4;

    public function __construct(
        private readonly Database $database,
        private readonly Intents $intents,
        private readonly Attempts $attempts,
        private readonly Payments $payments,
        private readonly Accounts $accounts,
        private readonly Inquiries $inquiries,
        private readonly Conclusion $conclusion,
        private readonly Ledger $ledger,
        private readonly Outbox $outbox,
        private readonly Trips $trips,
        private readonly Continuation $continuation,
        private readonly Audit $audit,
        private readonly Clock $clock,
        private readonly int $timeoutMs = 180_000,
    ) {}

    /** Settles one unknown intent if that can be done now; null when it is still open. */
    public function settle(Intent $unknown): ?Intent
    {
        if ($unknown->operation === 'prepare') {
            return $this->giveUp($unknown);
        }
        if ($unknown->operation === Operation::Apply->value) {
            $attempt = $unknown->attemptId === null ? null : $this->attempts->find($unknown->attemptId);
            if ($attempt === null) {
                return $this->giveUp($unknown);
            }
            $this->attempt($unknown, $this->trips->again($attempt, $unknown->paymentId));
        } else {
            $this->operation($unknown);
        }
        $now = $this->intents->find($unknown->id);

        return $now === null || $now->state->isOpen() ? null : $now;
    }

    /** A customer's own telegram. Null: still unknown. */
    public function attempt(Intent $unknown, Trip $trip): ?Verdict
    {
        $inquiry = $this->ask($unknown, $trip->account);
        $evidence = $inquiry->evidence;
        if ($evidence === null) {
            return $this->withoutPayment($unknown, $inquiry, $trip);
        }
        $settlement = $this->decide($unknown, $evidence);
        if ($settlement === Settlement::AskAgain || $settlement === Settlement::SendAgain) {
            $this->later($unknown, 0);

            return null;
        }
        if ($settlement === Settlement::Attention) {
            $this->attention($unknown, self::unclear($unknown, $evidence));

            return null;
        }
        $verdict = $this->conclusion->inquired($trip, $inquiry);
        $state = $settlement === Settlement::Done ? IntentState::SettledDone : IntentState::SettledNotDone;
        $settled = $this->database->transaction(function () use ($unknown, $state, $evidence, $trip, $verdict): bool {
            if ($this->closed($unknown, $state, $evidence->status, $evidence->paymentId) === null) {
                return false;
            }
            $this->conclusion->apply($trip, $verdict);

            return true;
        });

        return $settled ? $verdict : null;
    }

    /** A telegram that moves no money and is lost: nothing to ask about. */
    public function giveUp(Intent $unknown): ?Intent
    {
        return $this->database->transaction(fn (): ?Intent => $this->closed(
            $unknown,
            IntentState::SettledNotDone,
            $unknown->code,
            '',
        ));
    }

    private function operation(Intent $unknown): void
    {
        $inquiry = $this->ask($unknown, $this->accounts->byId($unknown->accountId));
        $next = $this->nextOf($unknown, $inquiry);
        if ($next === null) {
            return;
        }
        $evidence = $inquiry->evidence;
        $planned = $this->database->transaction(fn (): ?Intent => $this->operationSettled($unknown, $evidence, $next));
        if ($planned !== null) {
            $this->continuation->send($planned);
        }
    }

    /** Null: not settled yet, or for a person. */
    private function nextOf(Intent $unknown, Inquiry $inquiry): ?Next
    {
        $evidence = $inquiry->evidence;
        if ($evidence === null) {
            $named = $unknown->paymentId !== '' || $inquiry->finding !== Finding::NoSuchPayment;
            if ($named || $this->mayStillArrive($unknown)) {
                $this->later($unknown, $named ? 0 : 1);

                return null;
            }

            return Next::NotDone;
        }
        $settlement = $this->decide($unknown, $evidence);
        if ($settlement === Settlement::AskAgain) {
            $this->later($unknown, 0);
        }
        if ($settlement === Settlement::Attention) {
            $this->attention($unknown, self::unclear($unknown, $evidence));
        }

        return match ($settlement) {
            Settlement::Done => Next::Done,
            Settlement::NotDone => Next::NotDone,
            Settlement::SendAgain => Next::SendAgain,
            default => null,
        };
    }

    /** "No such payment" counts only when the request can no longer be travelling, and twice. */
    private function mayStillArrive(Intent $unknown): bool
    {
        return $this->clock->now() < $this->arrivesUntil($unknown) || $unknown->misses + 1 < self::MISSES_NEEDED;
    }

    /** @return int epoch ms */
    private function arrivesUntil(Intent $unknown): int
    {
        return ($unknown->sentAt ?? $unknown->createdAt) + $this->timeoutMs + self::TRAVELLING_MS;
    }

    private function operationSettled(Intent $unknown, ?Evidence $evidence, Next $next): ?Intent
    {
        $state = $next === Next::Done ? IntentState::SettledDone : IntentState::SettledNotDone;
        $settled = $this->closed($unknown, $state, $evidence->status ?? '13001', $evidence->paymentId ?? '');
        if ($settled === null) {
            return null;
        }
        $planned = $this->continuation->planNext($settled, $evidence, $next);
        if ($evidence !== null) {
            $this->ledger->observe($unknown->accountId, $evidence);
        }

        return $planned;
    }

    private function ask(Intent $unknown, Account $account): Inquiry
    {
        return $this->inquiries->ask($account, $unknown->paymentId, $unknown->tradingId, $unknown->paymentType);
    }

    private function decide(Intent $unknown, Evidence $evidence): Settlement
    {
        $known = $this->payments->find($unknown->accountId, $evidence->paymentId);

        $settlement = UnknownRules::settle(
            $evidence->paymentType,
            $evidence->carrier === '' ? $known->carrier ?? '' : $evidence->carrier,
            Operation::from($unknown->operation),
            $unknown->kind,
            $evidence->status,
            $evidence->amount,
            $unknown->amount,
        );

        return $settlement === Settlement::AskAgain && $this->wasLeftBehind($unknown, $evidence)
            ? Settlement::NotDone
            : $settlement;
    }

    /**
     * A card is judged within its one telegram. What still shows 10 when that can no longer be travelling is an
     * input to be corrected (2003) that nobody was told of: it stays so for ever.
     */
    private function wasLeftBehind(Intent $unknown, Evidence $evidence): bool
    {
        return $unknown->kind === '020'
            && $evidence->status === '10'
            && $unknown->asks > 0
            && $this->clock->now() >= $this->arrivesUntil($unknown);
    }

    private function withoutPayment(Intent $unknown, Inquiry $inquiry, Trip $trip): ?Verdict
    {
        if ($inquiry->finding === Finding::Several) {
            $this->several($unknown, $trip);

            return null;
        }
        if ($inquiry->finding !== Finding::NoSuchPayment) {
            $this->later($unknown, 0);

            return null;
        }
        if ($this->mayStillArrive($unknown)) {
            $this->later($unknown, 1);

            return null;
        }
        $verdict = new Verdict(
            AttemptState::Refused,
            new Refused('checkout.not_made', '13001', Retry::Again),
        );
        $this->database->transaction(function () use ($unknown, $trip, $verdict): void {
            // From here on the trading_id is fenced: what still surfaces on it is surplus.
            if ($this->closed($unknown, IntentState::SettledNotDone, '13001', '') !== null) {
                $this->conclusion->apply($trip, $verdict);
            }
        });

        return $verdict;
    }

    /** 13002: asks for each payment that notices have named; never chooses among what is not known. */
    private function several(Intent $unknown, Trip $trip): void
    {
        foreach ($this->payments->ofAttempt($trip->attempt->id) as $payment) {
            $inquiry = $this->inquiries->ask($trip->account, $payment->paymentId, '', $payment->paymentType);
            if ($inquiry->evidence !== null) {
                $evidence = $inquiry->evidence;
                $this->database->transaction(fn () => $this->ledger->observe($trip->account->id, $evidence));
            }
        }
        $unknown->asks + 1 < self::ASKS_BEFORE_ATTENTION
            ? $this->later($unknown, 0)
            : $this->attention($unknown, Reason::text('engine.attention.several', ['trading_id' => $unknown->tradingId]));
    }

    private function later(Intent $unknown, int $misses): void
    {
        $wait = self::BACKOFF_MS[min($unknown->asks, \count(self::BACKOFF_MS) - 1)];
        $this->intents->askLater($unknown, $this->clock->now() + $wait, $unknown->misses + $misses);
    }

    /** Nobody can tell but a person in ペイジェントオンライン; the lock stays. */
    public function attention(Intent $unknown, Reason $why): void
    {
        $this->database->transaction(function () use ($unknown, $why): void {
            $intent = $this->intents->settle($unknown, IntentState::Attention, 'attention', $this->clock->now());
            $attempt = $unknown->attemptId === null ? null : $this->attempts->find($unknown->attemptId);
            if ($intent === null) {
                return;
            }
            $attempt === null
                ? $this->outbox->attentionWithoutOrder($unknown->id, $why, $unknown->paymentId)
                : $this->outbox->attention($attempt, $unknown->id, $why, $unknown->paymentId);
        });
    }

    private static function unclear(Intent $unknown, Evidence $evidence): Reason
    {
        return Reason::text('engine.attention.status', [
            'kind' => $unknown->kind,
            'payment_id' => $evidence->paymentId,
            'status' => $evidence->status,
        ]);
    }

    private function closed(Intent $unknown, IntentState $state, string $code, string $paymentId): ?Intent
    {
        $now = $this->clock->now();
        $settled = $this->intents->settle($unknown, $state, $code, $now, $paymentId);
        if ($settled !== null) {
            $this->audit->note(
                $now,
                'reconciler',
                'settle',
                $unknown->orderRef,
                $settled->paymentId,
                $unknown->id,
                $unknown->kind . ' ' . $state->value . ' ' . $code,
            );
        }

        return $settled;
    }
}
