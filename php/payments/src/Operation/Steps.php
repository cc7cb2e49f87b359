<?php

declare(strict_types=1);

namespace Paygent\Payments\Operation;

use Paygent\Payments\Flow\Continuation;
use Paygent\Payments\Flow\Courier;
use Paygent\Payments\Flow\Evidence;
use Paygent\Payments\Flow\Inquiries;
use Paygent\Payments\Flow\Ledger;
use Paygent\Payments\Flow\Next;
use Paygent\Payments\Flow\Outbox;
use Paygent\Payments\Flow\Source;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Outcome;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Audit;
use Paygent\Payments\Journal\Conflict;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\IntentState;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Journal\Plan;
use Paygent\Payments\Rules\Reason;
use Paygent\Payments\Support\Clock;

/**
 * Carries the telegrams of an operation one after the other. What is still to be sent is written in the
 * intent's step ("022>023"), and the next one is planned in the transaction that ends the one before:
 * a crash at any point leaves a row from which the reconciler goes on.
 */
final class Steps implements Continuation
{
    /** Who plans what follows by itself: such a plan is carried out, not dropped, when its lease is over. */
    public const ENGINE = 'engine';

    /** The telegram that takes a new payment back when its sale was refused. */
    private const UNDO = '021!';

    /** Answers that leave open what happened: a time-out behind Paygent (status-machine 2.3; paidy 4). */
    private const OPEN_CODES = ['2008', '24005'];

    private const MAX_REPEATS = 10;

    private const PAUSE_MS = 60_000;

    public function __construct(
        private readonly Database $database,
        private readonly Intents $intents,
        private readonly Payments $payments,
        private readonly Attempts $attempts,
        private readonly Accounts $accounts,
        private readonly Courier $courier,
        private readonly Inquiries $inquiries,
        private readonly Ledger $ledger,
        private readonly Promotion $promotion,
        private readonly Outbox $outbox,
        private readonly Audit $audit,
        private readonly Clock $clock,
    ) {}

    /** Sends a planned intent and all that follows from it. */
    public function send(Intent $planned): void
    {
        for ($next = $planned; $next !== null;) {
            $next = $this->one($next);
        }
    }

    public function planNext(Intent $settled, ?Evidence $evidence, Next $next): ?Intent
    {
        return match ($next) {
            Next::SendAgain => $this->again($settled, 0),
            Next::Done => $this->done($settled, $evidence->paymentId ?? ''),
            Next::NotDone => $this->refused($settled),
        };
    }

    /** @return Intent|null what is to be sent next */
    private function one(Intent $planned): ?Intent
    {
        $account = $this->accounts->byId($planned->accountId);
        $base = $this->payments->find($planned->accountId, $planned->basePaymentId);
        $next = null;
        $delivery = $this->courier->deliver(
            $planned,
            $account,
            OperationTelegrams::of($planned, $base),
            function (Intent $intent, Answer $answer) use (&$next): void {
                $next = $this->followed($intent, $answer);
            },
            $this->judged(...),
        );
        if ($delivery->intent?->state === IntentState::Answered) {
            $this->lookAt($delivery->intent);
        }

        return $next;
    }

    /** An answer that says "time-out behind us" is none. */
    private function judged(Answer $answer): Answer
    {
        return $answer->isRefused() && \in_array($answer->code, self::OPEN_CODES, true)
            ? Answer::unknown($answer->code, $answer->detail)
            : $answer;
    }

    /** Inside the transaction that writes the answer. */
    private function followed(Intent $intent, Answer $answer): ?Intent
    {
        $this->audit->note(
            $this->clock->now(),
            $intent->actor,
            $intent->operation,
            $intent->orderRef,
            $intent->paymentId,
            $intent->id,
            trim($intent->kind . ' ' . $answer->outcome->value . ' ' . $answer->result . ' ' . $answer->code),
        );

        if ($answer->outcome === Outcome::NotSent) {
            $this->notSent($intent);
        }

        if ($answer->outcome !== Outcome::Answered) {
            return null;
        }
        $next = $answer->isSuccess() ? $this->done($intent, $answer->get('payment_id')) : $this->refused($intent);
        // Whoever dies before the look leaves a note: until 094 is asked, nobody knows the status.
        foreach (self::touched($intent) as $paymentId) {
            $this->lookLater($intent->accountId, $paymentId);
        }

        return $next;
    }

    /** The first telegram: nothing has happened. A later one must still be sent. */
    private function notSent(Intent $intent): void
    {
        if ($intent->actor === self::ENGINE) {
            $this->again($intent, self::PAUSE_MS);
        }
    }

    /** @param string $paymentId the payment that the answer or 094 names */
    private function done(Intent $intent, string $paymentId): ?Intent
    {
        $now = $this->clock->now();
        $rest = $this->rest($intent);
        if ($intent->kind === '020') {
            $this->knows($intent, $paymentId, '20', $intent->amount);
            if (($rest[0] ?? '') !== '022') {
                $this->promotion->move($intent->accountId, $intent->basePaymentId, $paymentId, $now);
            }
        }
        if ($intent->kind === '022' && $intent->sagaId !== null) {
            $this->knows($intent, $intent->paymentId, '40', $intent->amount);
            $this->promotion->move($intent->accountId, $intent->basePaymentId, $intent->paymentId, $now);
        }
        if ($this->makesAnother($intent) && $paymentId !== '' && $paymentId !== $intent->basePaymentId) {
            $this->knows($intent, $paymentId, '40', $intent->amount);
            $this->promotion->move($intent->accountId, $intent->basePaymentId, $paymentId, $now);
        }
        if ($this->makesAnother($intent) && $intent->state === IntentState::SettledDone && $paymentId === $intent->basePaymentId) {
            $this->madeUnseen($intent, $now);
        }
        $this->amendedInPlace($intent, $paymentId);

        return $rest === [] ? null : $this->planned($intent, $rest, $intent->kind === '020' ? $paymentId : $intent->paymentId);
    }

    /** d払い's 103 and Paidy's partial 342 make a new payment; other carriers keep theirs. */
    private function makesAnother(Intent $intent): bool
    {
        return ($intent->kind === '103' || $intent->operation === 'refund_partial') && $intent->kind !== '020';
    }

    /** The answer that named the new payment was lost: its notice has named it already, or will. */
    private function madeUnseen(Intent $intent, int $now): void
    {
        $base = $this->payments->find($intent->accountId, $intent->basePaymentId);
        if ($base === null || ($base->paymentType === '06' && $base->carrier !== '5')) {
            return;
        }
        foreach ($intent->attemptId === null ? [] : $this->payments->ofAttempt($intent->attemptId) as $payment) {
            if ($payment->replaces === $intent->basePaymentId) {
                $this->promotion->move($intent->accountId, $intent->basePaymentId, $payment->paymentId, $now);
            }
        }
        $this->promotion->retire($intent->accountId, $intent->basePaymentId, $now);
    }

    private function amendedInPlace(Intent $intent, string $paymentId): void
    {
        if ($intent->kind !== '103' || ($paymentId !== '' && $paymentId !== $intent->basePaymentId)) {
            return;
        }
        $payment = $this->payments->find($intent->accountId, $intent->basePaymentId);
        if ($payment !== null && $payment->carrier !== '5') {
            $this->payments->change(
                $payment,
                ['amount' => $intent->amount, 'amended' => $payment->amended + 1],
                $this->clock->now(),
            ) ?? throw new Conflict('the payment was changed by another worker');
        }
    }

    private function refused(Intent $intent): ?Intent
    {
        if ($intent->sagaId === null || $intent->kind === '020') {
            return null;
        }
        if ($intent->kind === '022') {
            return $this->planned($intent, [self::UNDO], $intent->paymentId);
        }
        // Undoing the new one failed, or the old one cannot be cancelled: both live.
        $this->attention($intent);

        return null;
    }

    private function attention(Intent $intent): void
    {
        $attempt = $intent->attemptId === null ? null : $this->attempts->find($intent->attemptId);
        $why = Reason::text('engine.attention.amendment', [
            'kind' => $intent->kind,
            'old' => $intent->basePaymentId,
            'new' => implode(', ', $this->newOnes($intent)),
        ]);
        $attempt === null
            ? $this->outbox->attentionWithoutOrder($intent->id, $why, $intent->paymentId)
            : $this->outbox->attention($attempt, $intent->id, $why, $intent->paymentId);
    }

    /** @return list<string> payment ids that the saga has made */
    private function newOnes(Intent $intent): array
    {
        $ids = [];
        foreach ($intent->sagaId === null ? [] : $this->intents->ofSaga($intent->sagaId) as $step) {
            if ($step->kind === '020' && $step->paymentId !== '') {
                $ids[] = $step->paymentId;
            }
        }

        return $ids;
    }

    /**
     * What the engine itself knows of a payment that an operation has made; its notice may come later.
     *
     * @param int $amount yen
     */
    private function knows(Intent $intent, string $paymentId, string $status, int $amount): void
    {
        $this->ledger->observe($intent->accountId, new Evidence(
            Source::Answer,
            $paymentId,
            $intent->tradingId,
            $intent->paymentType,
            $status,
            $amount,
            $intent->sentAt ?? $this->clock->now(),
        ));
    }

    /** @return list<string> */
    private function rest(Intent $intent): array
    {
        return \array_slice(explode('>', $intent->step), 1);
    }

    /** @param non-empty-list<string> $steps */
    private function planned(Intent $before, array $steps, string $newPaymentId): Intent
    {
        $kind = rtrim($steps[0], '!');
        $old = $before->basePaymentId;
        $onNew = $steps[0] === self::UNDO || $kind === '022';

        return $this->intents->plan(new Plan(
            $before->accountId,
            $kind,
            $before->operation,
            implode('>', $steps),
            ($before->sagaId ?? $before->id) . ':' . $steps[0],
            Plan::payment($before->accountId, $old),
            self::ENGINE,
            $before->amount,
            $before->orderRef,
            $before->attemptId,
            $onNew ? $newPaymentId : $old,
            $onNew ? $before->tradingId : '',
            $before->paymentType,
            $before->sagaId,
            0,
            $old,
        ), $this->clock->now(), $this->courier->leaseMs);
    }

    /** The same telegram again, by the engine only and after a 094 (money rule 1), or after it never left. */
    private function again(Intent $before, int $pauseMs): ?Intent
    {
        if ($before->repeats >= self::MAX_REPEATS) {
            $this->attention($before);

            return null;
        }

        return $this->intents->plan(new Plan(
            $before->accountId,
            $before->kind,
            $before->operation,
            $before->step,
            \sprintf('%s:%s:again%d', $before->sagaId ?? $before->id, $before->step, $before->repeats + 1),
            Plan::payment($before->accountId, $before->basePaymentId),
            self::ENGINE,
            $before->amount,
            $before->orderRef,
            $before->attemptId,
            $before->paymentId,
            $before->tradingId,
            $before->paymentType,
            $before->sagaId,
            $before->repeats + 1,
            $before->basePaymentId,
        ), $this->clock->now(), $pauseMs === 0 ? $this->courier->leaseMs : $pauseMs);
    }

    /**
     * The answer says that the telegram was taken; 094 says what the payment is now: 021 answers 0 for an
     * expired authorization, and a refusal may mean that it was cancelled elsewhere (operation_rules.csv).
     */
    private function lookAt(Intent $answered): void
    {
        $account = $this->accounts->byId($answered->accountId);
        foreach (self::touched($answered) as $paymentId) {
            $evidence = $this->inquiries->ask($account, $paymentId, '', $answered->paymentType)->evidence;
            if ($evidence !== null) {
                $this->ledger->observe($answered->accountId, $evidence);
            }
        }
    }

    /** @return list<string> payment ids */
    private static function touched(Intent $intent): array
    {
        return array_values(array_unique(array_filter(
            [$intent->paymentId, $intent->basePaymentId],
            static fn (string $paymentId): bool => $paymentId !== '',
        )));
    }

    /** With a new version: whoever has read the row before must read it again, and will ask. */
    private function lookLater(string $accountId, string $paymentId): void
    {
        $this->database->execute(
            'UPDATE {payment} SET next_look_at = ?, version = version + 1 WHERE account_id = ? AND payment_id = ?',
            [$this->clock->now() + self::PAUSE_MS, $accountId, $paymentId],
        );
    }
}
