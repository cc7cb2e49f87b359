<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Flow\Evidence;
use Paygent\Payments\Flow\Inquiries;
use Paygent\Payments\Flow\Ledger;
use Paygent\Payments\Flow\Outbox;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Rules\Reason;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;

/**
 * Compares orders with their payments. A disagreement is asked about (094) and settled by the ledger's
 * own rules; what those do not settle is reported with the exact difference, and a person is told.
 */
final class OrderPart
{
    private const PAGE = 200;

    public function __construct(
        private readonly Database $database,
        private readonly Candidates $candidates,
        private readonly Payments $payments,
        private readonly Attempts $attempts,
        private readonly Intents $intents,
        private readonly Accounts $accounts,
        private readonly Inquiries $inquiries,
        private readonly Ledger $ledger,
        private readonly Outbox $outbox,
        private readonly EffectDelivery $delivery,
        private readonly ShopPort $shop,
        private readonly Clock $clock,
    ) {}

    public function run(Run $run): void
    {
        $options = $run->options;
        if ($options->orderRef !== null) {
            $run->each([$options->orderRef], fn (string $orderRef) => $this->one($run, $orderRef));

            return;
        }
        $since = $options->changedWithinMs === 0 ? 0 : max(1, $this->clock->now() - $options->changedWithinMs);
        for ($after = $options->afterOrder;;) {
            $page = $this->candidates->orders($since, $after, self::PAGE);
            $run->each($page, function (string $orderRef) use ($run, &$after): void {
                $after = $orderRef;
                $this->one($run, $orderRef);
            });
            if ($run->isOver()) {
                $run->nextOrder = $after;

                return;
            }
            if (\count($page) < self::PAGE) {
                return;
            }
        }
    }

    private function one(Run $run, string $orderRef): void
    {
        $found = $this->compared($orderRef);
        if ($found === null || $this->isUnderWay($orderRef)) {
            return;
        }
        if ($run->isDry()) {
            $this->report($run, $orderRef, $found, $this->shown($found), $found->disagreement->toDo());

            return;
        }
        $begun = $this->clock->now();
        $this->asked($orderRef);
        $this->markPaid($orderRef, $begun);
        $this->delivery->deliver($orderRef);
        $now = $this->compared($orderRef);
        if ($now === null || $this->isUnderWay($orderRef)) {
            $this->report($run, $orderRef, $found, 'settled', ToDo::Nothing);

            return;
        }
        $this->tell($orderRef, $now);
        $this->report($run, $orderRef, $now, $now->payment->status ?? '', $now->disagreement->toDo());
    }

    private function compared(string $orderRef): ?Comparison
    {
        return Comparison::of($this->shop->snapshot($orderRef), $this->payments->thatCountFor($orderRef));
    }

    /** A customer is paying, a telegram is out, or the shop has not been told everything yet. */
    private function isUnderWay(string $orderRef): bool
    {
        $open = $this->attempts->openOf($orderRef);

        return $this->intents->openOf($orderRef) !== []
            || ($open !== null && $open->state !== AttemptState::Attention && $open->state !== AttemptState::Waiting)
            || $this->database->row(
                "SELECT id FROM {effect} WHERE order_ref = ? AND state = 'pending' AND kind <> 'attention' AND tries = 0",
                [$orderRef],
            ) !== null;
    }

    private function asked(string $orderRef): void
    {
        foreach (Comparison::own($this->payments->ofOrder($orderRef)) as $payment) {
            $evidence = $this->evidence($payment);
            if ($evidence !== null) {
                $this->ledger->observe($payment->accountId, $evidence);
            }
        }
    }

    /**
     * An order is paid when exactly one of its payments is live and paid at its amount (design-payments), also
     * when its total, or an amendment, came to agree only after the payment had been sold.
     */
    private function markPaid(string $orderRef, int $begun): void
    {
        $payment = $this->compared($orderRef)?->disagreement === Disagreement::PaidNotMarked
            ? $this->payments->currentOf($orderRef)
            : null;
        $attempt = $payment?->attemptId === null ? null : $this->attempts->find($payment->attemptId);
        // Only what 094 has just shown is good enough for "paid".
        if ($payment !== null && $attempt !== null && $payment->evidenceAt >= $begun && !$this->isUnderWay($orderRef)) {
            $this->database->transaction(fn () => $this->outbox->markPaid($attempt, $payment));
        }
    }

    private function evidence(Payment $payment): ?Evidence
    {
        return $this->inquiries->ask(
            $this->accounts->byId($payment->accountId),
            $payment->paymentId,
            '',
            $payment->paymentType,
        )->evidence;
    }

    private function shown(Comparison $found): string
    {
        return $found->payment === null ? '' : '094: ' . ($this->evidence($found->payment)->status ?? 'no answer');
    }

    /** Once for each difference: the same one again is the same effect. */
    private function tell(string $orderRef, Comparison $found): void
    {
        $attempt = $this->attempts->latestOf($orderRef);
        if ($attempt === null || $this->isOrdinary($orderRef, $found)) {
            return;
        }
        $why = Reason::text(
            'reconcile.attention.' . $found->disagreement->value,
            ['difference' => \sprintf('%+d', $found->difference)],
        );
        $this->database->transaction(fn () => $this->outbox->attention(
            $attempt,
            'reconcile:' . ($found->payment->paymentId ?? ''),
            $why,
            $found->payment->paymentId ?? '',
        ));
        $this->delivery->deliver($orderRef);
    }

    /** A total that was changed before the payment is sold is daily work: the screen of operations says so. */
    private function isOrdinary(string $orderRef, Comparison $found): bool
    {
        return $found->disagreement === Disagreement::AmountDiffers
            && $this->shop->snapshot($orderRef)?->state === OrderState::Placed
            && $found->payment?->paidAt === null;
    }

    private function report(Run $run, string $orderRef, Comparison $found, string $after, ToDo $toDo): void
    {
        $run->found(
            What::Order,
            $orderRef,
            $found->payment->paymentId ?? '',
            $found->disagreement->value,
            $after,
            $toDo,
            $toDo === ToDo::Nothing ? 0 : $found->difference,
        );
    }
}
