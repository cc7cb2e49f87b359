<?php

declare(strict_types=1);

namespace Paygent\Payments\Operation;

use Paygent\Payments\Flow\Conclusion;
use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Flow\Evidence;
use Paygent\Payments\Flow\Finding;
use Paygent\Payments\Flow\Inquiries;
use Paygent\Payments\Flow\Inquiry;
use Paygent\Payments\Flow\Ledger;
use Paygent\Payments\Flow\Next;
use Paygent\Payments\Flow\Trips;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Audit;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\IntentState;
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
 * A person has looked in ペイジェントオンライン at what the engine could not tell: which payment it is, or that
 * there is none. Frees the order again. What the person names is verified by 094.
 */
final class Resolve
{
    public function __construct(
        private readonly Database $database,
        private readonly Intents $intents,
        private readonly Attempts $attempts,
        private readonly Accounts $accounts,
        private readonly Inquiries $inquiries,
        private readonly Ledger $ledger,
        private readonly Conclusion $conclusion,
        private readonly Trips $trips,
        private readonly Steps $steps,
        private readonly EffectDelivery $delivery,
        private readonly Audit $audit,
        private readonly Clock $clock,
    ) {}

    /**
     * @param string $paymentId the 決済ID that the person found for this order; '' says that there is none
     * @param string $actor for the audit
     */
    public function run(string $orderRef, string $paymentId, string $actor): OperationResult
    {
        foreach ($this->intents->openOf($orderRef) as $intent) {
            if ($intent->state === IntentState::Attention) {
                return $this->intent($intent, $paymentId, $actor);
            }
        }
        $attempt = $this->attempts->openOf($orderRef);

        return $attempt !== null && $attempt->state === AttemptState::Attention
            ? $this->attempt($attempt, null, $paymentId, $actor)
            : new OperationResult(Done::NotAllowed, Reason::text('resolve.nothing'));
    }

    private function intent(Intent $intent, string $paymentId, string $actor): OperationResult
    {
        if ($intent->operation !== Operation::Apply->value) {
            return $this->operation($intent, $actor);
        }
        $attempt = $intent->attemptId === null ? null : $this->attempts->find($intent->attemptId);

        return $attempt === null
            ? new OperationResult(Done::NotAllowed, Reason::text('resolve.nothing'))
            : $this->attempt($attempt, $intent, $paymentId, $actor);
    }

    private function attempt(Attempt $attempt, ?Intent $intent, string $paymentId, string $actor): OperationResult
    {
        if ($paymentId === '') {
            return $this->none($attempt, $intent, $actor);
        }
        $account = $this->accounts->byId($attempt->accountId);
        $inquiry = $this->inquiries->ask($account, $paymentId, '', $attempt->method->paymentType());
        $evidence = $inquiry->evidence;
        if ($evidence === null) {
            return self::no($inquiry->finding === Finding::NoSuchPayment ? 'attach.no_payment' : 'attach.no_answer');
        }
        if ($evidence->amount !== $attempt->amount || $evidence->paymentType !== $attempt->method->paymentType()) {
            return self::no('resolve.differs');
        }
        $owner = $this->attempts->byTradingId($attempt->accountId, $evidence->tradingId);
        if ($owner !== null && $owner->id !== $attempt->id) {
            return self::no('resolve.other_order');
        }

        return $this->found($attempt, $intent, $inquiry, $evidence, $actor);
    }

    private function found(
        Attempt $attempt,
        ?Intent $intent,
        Inquiry $inquiry,
        Evidence $evidence,
        string $actor,
    ): OperationResult {
        $done = $this->database->transaction(function () use ($attempt, $intent, $inquiry, $evidence, $actor): bool {
            $named = $this->attempts->change($attempt, ['trading_id' => $evidence->tradingId]);
            if ($named === null || !$this->closed($intent, IntentState::SettledDone, $evidence->paymentId)) {
                return false;
            }
            $trip = $this->trips->again($named, $evidence->paymentId);
            $this->conclusion->apply($trip, $this->conclusion->inquired($trip, $inquiry));
            $this->noted($attempt, $intent, $evidence->paymentId, $actor, 'found ' . $evidence->status);

            return true;
        });

        return $this->ended($attempt->orderRef, $done);
    }

    private function none(Attempt $attempt, ?Intent $intent, string $actor): OperationResult
    {
        $done = $this->database->transaction(function () use ($attempt, $intent, $actor): bool {
            if (!$this->closed($intent, IntentState::SettledNotDone, '')) {
                return false;
            }
            // Fenced: should the payment exist after all, it is surplus and goes back.
            $this->conclusion->apply($this->trips->again($attempt), new Verdict(
                AttemptState::Refused,
                new Refused('checkout.not_made', 'resolved by ' . $actor, Retry::Again),
            ));
            $this->noted($attempt, $intent, '', $actor, 'none');

            return true;
        });

        return $this->ended($attempt->orderRef, $done);
    }

    /** An operation's payment is known: its status decides, a person only says that it is to be looked at again. */
    private function operation(Intent $intent, string $actor): OperationResult
    {
        $account = $this->accounts->byId($intent->accountId);
        $asked = $intent->paymentId === '' ? $intent->basePaymentId : $intent->paymentId;
        $evidence = $this->inquiries->ask($account, $asked, '', $intent->paymentType)->evidence;
        if ($evidence === null) {
            return self::no('attach.no_answer');
        }
        $next = $this->isDone($intent, $evidence) ? Next::Done : Next::NotDone;
        $planned = $this->database->transaction(function () use ($intent, $evidence, $next, $actor): ?Intent {
            $state = $next === Next::Done ? IntentState::SettledDone : IntentState::SettledNotDone;
            $settled = $this->intents->settle($intent, $state, $evidence->status, $this->clock->now());
            if ($settled === null) {
                return null;
            }
            $planned = $this->steps->planNext($settled, $evidence, $next);
            $this->ledger->observe($intent->accountId, $evidence);
            $this->audit->note(
                $this->clock->now(),
                $actor,
                'resolve',
                $intent->orderRef,
                $evidence->paymentId,
                $intent->id,
                $intent->kind . ' ' . $state->value . ' ' . $evidence->status,
            );

            return $planned;
        });
        if ($planned !== null) {
            $this->steps->send($planned);
        }

        return $this->ended((string) $intent->orderRef, true);
    }

    private function isDone(Intent $intent, Evidence $evidence): bool
    {
        return UnknownRules::settle(
            $evidence->paymentType,
            $evidence->carrier,
            Operation::from($intent->operation),
            $intent->kind,
            $evidence->status,
            $evidence->amount,
            $intent->amount,
        ) === Settlement::Done;
    }

    private function closed(?Intent $intent, IntentState $state, string $paymentId): bool
    {
        return $intent === null
            || $this->intents->settle($intent, $state, 'resolved', $this->clock->now(), $paymentId) !== null;
    }

    private function noted(Attempt $attempt, ?Intent $intent, string $paymentId, string $actor, string $result): void
    {
        $this->audit->note($this->clock->now(), $actor, 'resolve', $attempt->orderRef, $paymentId, $intent?->id, $result);
    }

    private function ended(string $orderRef, bool $done): OperationResult
    {
        $this->delivery->deliver($orderRef);

        return $done ? new OperationResult(Done::Done) : self::no('attach.changed');
    }

    private static function no(string $key): OperationResult
    {
        return new OperationResult(Done::NotAllowed, Reason::text($key));
    }
}
