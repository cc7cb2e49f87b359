<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Outcome;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Busy;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\IntentState;
use Paygent\Payments\Journal\Plan;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Money;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\Step;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Rules\Reason;
use Paygent\Payments\Support\Clock;

/**
 * Follows a method's moves to the step that the customer sees. Every telegram is an intent, committed
 * before it leaves; what an answer means is committed together with it.
 */
final class Walk
{
    private const MAX_MOVES = 6;

    public function __construct(
        private readonly Database $database,
        private readonly Attempts $attempts,
        private readonly Intents $intents,
        private readonly Courier $courier,
        private readonly Inquiries $inquiries,
        private readonly Settler $settler,
        private readonly Conclusion $conclusion,
        private readonly Clock $clock,
    ) {}

    public function follow(Trip $trip, Move $move): Step
    {
        for ($i = 0; $i < self::MAX_MOVES; ++$i) {
            if ($move instanceof Verdict) {
                return $this->conclude($trip, $move);
            }
            if ($move instanceof Inquire) {
                $move = $this->inquire($trip, $move);
                continue;
            }
            if (!$move instanceof Send) {
                break;
            }
            $next = $this->send($trip, $move);
            if ($next instanceof Step) {
                return $next;
            }
            $move = $next;
        }

        throw new \LogicException('the method ' . $trip->method->id()->value . ' comes to no end');
    }

    private function conclude(Trip $trip, Verdict $verdict): Step
    {
        $this->database->transaction(fn () => $this->conclusion->apply($trip, $verdict));
        $this->afterwards($trip, $verdict);

        return $verdict->step;
    }

    /** @return Move|Step the next move, or the step when all is written already */
    private function send(Trip $trip, Send $send): Move|Step
    {
        try {
            $intent = $this->database->transaction(fn (): ?Intent => $this->admitted($trip) ? $this->plan($trip, $send) : null);
        } catch (Busy) {
            $intent = null;
        }
        if ($intent === null || $intent->state !== IntentState::Planned) {
            // The attempt has ended, or another request sends for it: that one's outcome counts.
            return new BeingConfirmed();
        }
        $next = null;
        $delivery = $this->courier->deliver(
            $intent,
            $trip->account,
            $send->telegram,
            function (Intent $intent, Answer $answer) use ($trip, $send, &$next): void {
                $next = $this->after($trip, $send, $answer);
                if ($next instanceof Verdict) {
                    $this->conclusion->apply($trip, $next);
                }
            },
        );
        if ($delivery->intent === null) {
            return new BeingConfirmed();
        }
        if ($delivery->intent->state === IntentState::Unknown) {
            return $this->settled($trip, $send, $delivery->intent);
        }
        if ($next instanceof Verdict) {
            $this->afterwards($trip, $next);

            return $next->step;
        }

        return $next instanceof Move ? $next : new BeingConfirmed();
    }

    /** Only an open attempt sends; whoever ends it at the same time loses, or wins, by the version. */
    private function admitted(Trip $trip): bool
    {
        $attempt = $this->attempts->find($trip->attempt->id);
        $leg = $trip->leg->wasUsed()
            ? ['return_token_hash' => $trip->leg->hashed(), 'return_used_at' => null]
            : [];

        return $attempt !== null
            && $attempt->state->isOpen()
            && $this->attempts->change($attempt, $leg + ['updated_at' => $this->clock->now()]) !== null;
    }

    private function plan(Trip $trip, Send $send): Intent
    {
        return $this->intents->plan(new Plan(
            $trip->account->id,
            $send->telegram->kind,
            $send->money === Money::Moves ? 'apply' : 'prepare',
            $send->step,
            \sprintf('attempt:%s:%s:%d', $trip->attempt->id, $send->step, $trip->attempt->retries),
            Plan::attempt($trip->attempt->id),
            'customer',
            $trip->attempt->amount,
            $trip->attempt->orderRef,
            $trip->attempt->id,
            $send->paymentId,
            $trip->attempt->tradingId,
            $trip->attempt->method->paymentType(),
        ), $this->clock->now(), $this->courier->leaseMs);
    }

    /** What follows from an outcome, decided inside the transaction that writes it. */
    private function after(Trip $trip, Send $send, Answer $answer): Move
    {
        if ($answer->outcome === Outcome::Answered) {
            return $trip->method->answered($trip->purchase, $send, $answer);
        }
        if ($answer->outcome === Outcome::Unknown && $send->money === Money::Moves) {
            // Where Paygent numbers the trading_id, its lost answer leaves nothing to ask about.
            $state = self::canBeAsked($send) ? AttemptState::Confirming : AttemptState::Attention;

            return new Verdict($state, new BeingConfirmed());
        }

        return new Verdict(
            AttemptState::Refused,
            new Refused('checkout.no_connection', \trim($answer->code . ' ' . $answer->detail), Retry::Again),
        );
    }

    private static function canBeAsked(Send $send): bool
    {
        return $send->paymentId !== '' || isset($send->telegram->fields['trading_id']);
    }

    /** The answer was lost: ask at once; mostly the customer need not wait. */
    private function settled(Trip $trip, Send $send, Intent $intent): Step
    {
        if ($send->money === Money::Stays) {
            $this->settler->giveUp($intent);

            return new Refused('checkout.no_connection', $intent->code, Retry::Again);
        }
        if (!self::canBeAsked($send)) {
            $this->settler->attention($intent, Reason::text('engine.attention.lost_number', ['kind' => $intent->kind]));

            return new BeingConfirmed();
        }
        $verdict = $this->settler->attempt($intent, $trip);

        return $verdict === null ? new BeingConfirmed() : $verdict->step;
    }

    private function inquire(Trip $trip, Inquire $inquire): Verdict
    {
        $attempt = $trip->attempt;
        $inquiry = $this->inquiries->ask(
            $trip->account,
            $inquire->paymentId,
            $attempt->tradingId,
            $attempt->method->paymentType(),
        );

        return match ($inquiry->finding) {
            Finding::Found => $this->conclusion->inquired($trip, $inquiry),
            Finding::NoSuchPayment => $inquire->notFound,
            default => $inquire->noEvidence ?? new Verdict($attempt->state, new BeingConfirmed()),
        };
    }

    /** A telegram without money, such as keeping the card that just paid: its loss changes nothing. */
    private function afterwards(Trip $trip, Verdict $verdict): void
    {
        if ($verdict->afterwards === null) {
            return;
        }
        try {
            $intent = $this->plan($trip, $verdict->afterwards);
        } catch (Busy) {
            return;
        }
        if ($intent->state !== IntentState::Planned) {
            return;
        }
        $delivery = $this->courier->deliver($intent, $trip->account, $verdict->afterwards->telegram, static function (): void {});
        if ($delivery->intent?->state === IntentState::Unknown) {
            $this->settler->giveUp($delivery->intent);
        }
    }
}
