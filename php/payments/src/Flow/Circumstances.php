<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Holds;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Journal\Plan;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Rules\Circumstance;
use Paygent\Payments\Rules\Confirmation;
use Paygent\Payments\Rules\LastOperation;
use Paygent\Payments\Rules\Life;
use Paygent\Payments\Rules\NoticeFacts;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;

/** Gathers from the journal what decides about a piece of evidence (notification_mapping.csv, column case). */
final class Circumstances
{
    public function __construct(
        private readonly Database $database,
        private readonly Payments $payments,
        private readonly Intents $intents,
        private readonly Holds $holds,
    ) {}

    /** Nothing of ours fits. */
    public function unmatched(Evidence $evidence): NoticeFacts
    {
        return new NoticeFacts($evidence->paymentType, $evidence->status, null, [Circumstance::Unmatched]);
    }

    /** @param Payment $payment as it was before the evidence */
    public function of(Evidence $evidence, Payment $payment, Attempt $attempt, ?OrderSnapshot $order, int $now): NoticeFacts
    {
        $others = $this->others($payment);
        $done = $this->doneBy($payment);
        $holds = [
            [Circumstance::Older, $this->isOlder($evidence, $payment)],
            [Circumstance::AmountDiffers, $evidence->amount !== $payment->amount && !$this->isBeingAmended($payment, $evidence)],
            [Circumstance::OriginDiffers, $this->originDiffers($evidence, $payment, $attempt)],
            [Circumstance::OrderTotalDiffers, $order !== null && $order->amount !== $payment->amount],
            [Circumstance::IntentOpen, $this->intentOpen($payment)],
            [Circumstance::Superseded, $payment->role === Role::Superseded],
            [Circumstance::AttemptOpen, $this->attemptOpen($payment, $attempt, $others, $now)],
            [Circumstance::HoldReleased, $this->holds->state($attempt->orderRef, $attempt->id) === 'released'],
            [Circumstance::Shipped, $order !== null && $order->shipped],
            [Circumstance::AmendNew, $this->isAmendNew($payment, $evidence, $order)],
            [Circumstance::RestOfPartialRefund, $payment->replaces !== '' && $payment->paymentType === '22'],
            [Circumstance::PartialRefundOld, $this->isReplaced($payment, $others)],
            [Circumstance::Seen43, isset($payment->facts['seen_43'])],
            [Circumstance::SeenBefore, $payment->status === $evidence->status && $payment->role === Role::Current],
            [Circumstance::AskedByUs, $this->askedByUs($payment, $done)],
            [Circumstance::SeveralOnTradingId, isset($evidence->facts['several_on_trading_id'])],
        ];

        return new NoticeFacts(
            $evidence->paymentType,
            $evidence->status,
            $order?->state,
            array_column(array_filter($holds, static fn (array $pair): bool => $pair[1]), 0),
            $evidence->source === Source::Notice ? Confirmation::NotAsked : Confirmation::Confirmed,
            $this->lifeOf($others),
            $evidence->carrier === '' ? $payment->carrier : $evidence->carrier,
            self::lastOperation($payment, $done[0] ?? null),
            $evidence->facts['clear_detail'] ?? '',
            $evidence->facts['event'] ?? '',
            $evidence->facts['event_result'] ?? '',
        );
    }

    /** A payment's other operations that are under way. */
    public function intentOpen(Payment $payment): bool
    {
        return $this->intents->holdsAny(
            Plan::payment($payment->accountId, $payment->paymentId),
            ...($payment->attemptId === null ? [] : [Plan::attempt($payment->attemptId)]),
        );
    }

    /** A lost 103 of au or SoftBank may already show its new amount. */
    private function isBeingAmended(Payment $payment, Evidence $evidence): bool
    {
        $open = $this->intents->holding(Plan::payment($payment->accountId, $payment->paymentId));

        return $open !== null && $open->amount === $evidence->amount;
    }

    /** What an amendment has made; sold by an operation of its own afterwards, it is paid as any other. */
    private function isAmendNew(Payment $payment, Evidence $evidence, ?OrderSnapshot $order): bool
    {
        $isSoldLater = $payment->role === Role::Current
            && $order?->state === OrderState::Placed
            && Aliveness::of($evidence->paymentType, $evidence->status) === Life::Paid;

        return $payment->replaces !== '' && $payment->paymentType !== '22' && !$isSoldLater;
    }

    /** @return list<Payment> */
    private function others(Payment $payment): array
    {
        $others = $payment->orderRef === null ? [] : $this->payments->thatCountFor($payment->orderRef);

        return array_values(array_filter($others, static fn (Payment $other): bool => $other->paymentId !== $payment->paymentId));
    }

    /** @param list<Payment> $others */
    private function lifeOf(array $others): Life
    {
        $lives = [];
        foreach ($others as $other) {
            if ($other->role !== Role::Superseded && $other->role !== Role::Surplus) {
                $lives[] = Aliveness::of($other->paymentType, $other->status);
            }
        }

        return Aliveness::strongest(...$lives);
    }

    private function isOlder(Evidence $evidence, Payment $payment): bool
    {
        // Nothing returns to 10: its notice only tells how a payment began.
        $isBeginning = $evidence->noticeId !== null
            && $evidence->status === '10'
            && Aliveness::of($payment->paymentType, $payment->status) !== Life::Open;

        return $isBeginning
            || $evidence->at < $payment->evidenceAt
            || ($evidence->noticeId !== null && $evidence->noticeId <= $payment->statusNoticeId);
    }

    private function originDiffers(Evidence $evidence, Payment $payment, Attempt $attempt): bool
    {
        return $evidence->paymentType !== $attempt->method->paymentType()
            || ($evidence->tradingId !== '' && $evidence->tradingId !== $payment->tradingId);
    }

    /** @param list<Payment> $others */
    private function attemptOpen(Payment $payment, Attempt $attempt, array $others, int $now): bool
    {
        foreach ($others as $other) {
            if ($other->attemptId === $payment->attemptId
                && $other->role === Role::Pending
                && Aliveness::of($other->paymentType, $other->status)->isAlive()) {
                return true;
            }
        }
        $pageStays = $attempt->method->isLink() || $attempt->method === MethodId::BankNet;

        return $pageStays && $attempt->state === AttemptState::Away && ($attempt->limitAt ?? \PHP_INT_MAX) > $now;
    }

    /** @param list<Payment> $others */
    private function isReplaced(Payment $payment, array $others): bool
    {
        foreach ($others as $other) {
            if ($other->replaces === $payment->paymentId && $payment->paymentType === '22') {
                return true;
            }
        }

        return false;
    }

    /**
     * Also by a telegram that was never answered and seemed not to have been done: it may have arrived late.
     *
     * @param list<Operation> $done
     */
    private function askedByUs(Payment $payment, array $done): bool
    {
        if (array_filter($done, static fn (Operation $one): bool => $one === Operation::Cancel || $one === Operation::Refund) !== []) {
            return true;
        }

        return $this->database->row(
            "SELECT id FROM {intent} WHERE account_id = ? AND payment_id = ? AND operation IN ('cancel', 'refund')"
            . " AND state = 'settled_not_done' AND result = '' AND sent_at IS NOT NULL LIMIT 1",
            [$payment->accountId, $payment->paymentId],
        ) !== null;
    }

    private static function lastOperation(Payment $payment, ?Operation $last): LastOperation
    {
        if ($last !== null) {
            return LastOperation::done($last, $payment->paymentType, $payment->facts['status_before'] ?? '');
        }

        return $payment->replaces === '' ? LastOperation::None : LastOperation::AmendAuthorization;
    }

    /** @return list<Operation> what shop people have done to it, last one first */
    private function doneBy(Payment $payment): array
    {
        $operations = array_map(static fn (Operation $one): string => $one->value, Operation::ofShop());
        $rows = $this->database->rows(
            "SELECT operation FROM {intent} WHERE account_id = ? AND payment_id = ? AND (state = 'settled_done'"
            . " OR (state = 'answered' AND result = '0')) AND operation IN ("
            . implode(', ', array_fill(0, \count($operations), '?')) . ') ORDER BY id DESC',
            [$payment->accountId, $payment->paymentId, ...$operations],
        );

        return array_map(static fn (array $row): Operation => Operation::from((string) $row['operation']), $rows);
    }
}
