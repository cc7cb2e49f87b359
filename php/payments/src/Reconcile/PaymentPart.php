<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Flow\Circumstances;
use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Flow\Inquiries;
use Paygent\Payments\Flow\Ledger;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Operation\Operations;
use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Support\Clock;

/**
 * Payments that somebody wants looked at, and those that hold money though they must not: surplus ones
 * are given back, the old ones of amendments cancelled. Always asked about first.
 */
final class PaymentPart
{
    public function __construct(
        private readonly Candidates $candidates,
        private readonly Payments $payments,
        private readonly Accounts $accounts,
        private readonly Inquiries $inquiries,
        private readonly Ledger $ledger,
        private readonly Circumstances $circumstances,
        private readonly Operations $operations,
        private readonly OldPayment $old,
        private readonly EffectDelivery $delivery,
        private readonly Clock $clock,
    ) {}

    public function run(Run $run): void
    {
        [$limit, $orderRef] = [$run->options->limit, $run->options->orderRef];
        $run->each([
            ...$this->candidates->payments($this->clock->now(), $limit, $orderRef),
            ...$this->candidates->heldBy('surplus', $limit, $orderRef),
            ...$this->candidates->heldBy('superseded', $limit, $orderRef),
        ], fn (Payment $payment) => $this->one($run, $payment));
    }

    private function one(Run $run, Payment $payment): void
    {
        $until = $this->clock->now() + Pause::CLAIM_MS;
        if ($this->circumstances->intentOpen($payment) || (!$run->isDry() && !$this->candidates->claim($payment, $until))) {
            // An operation is under way; its end is evidence of its own.
            return;
        }
        $evidence = $this->inquiries->ask(
            $this->accounts->byId($payment->accountId),
            $payment->paymentId,
            '',
            $payment->paymentType,
        )->evidence;
        $shown = '094: ' . ($evidence->status ?? 'no answer');
        if ($run->isDry()) {
            $run->found(self::what($payment), $payment->orderRef, $payment->paymentId, $payment->status, $shown, ToDo::Run);

            return;
        }
        if ($evidence !== null) {
            $this->ledger->observe($payment->accountId, $evidence);
            $this->ended($payment);
        }
        $now = $this->payments->find($payment->accountId, $payment->paymentId) ?? $payment;
        $this->again($now, $until, $evidence === null ? Pause::after($payment->createdAt, $this->clock->now()) : null);
        if ($payment->orderRef !== null) {
            $this->delivery->deliver($payment->orderRef);
        }
        $this->reported($run, $payment, $shown);
    }

    /** What must not hold money gives it back. */
    private function ended(Payment $payment): void
    {
        $now = $this->payments->find($payment->accountId, $payment->paymentId) ?? $payment;
        if (!self::holdsMoney($now)) {
            return;
        }
        match ($now->role) {
            Role::Surplus => $this->operations->giveBack($now),
            Role::Superseded => $this->old->cancel($now),
            default => null,
        };
    }

    /** One that still holds money must be looked at again, later. */
    private function again(Payment $now, int $until, ?int $at): void
    {
        $mustEnd = match ($now->role) {
            Role::Surplus, Role::Superseded => self::holdsMoney($now),
            default => false,
        };
        if (!$mustEnd && $at === null && $now->nextLookAt !== $until) {
            // What 094 showed has set its own time.
            return;
        }
        $later = Pause::after($now->createdAt, $this->clock->now());
        $this->candidates->lookAgain($now, $now->nextLookAt ?? $until, $mustEnd ? $later : $at);
    }

    private function reported(Run $run, Payment $before, string $shown): void
    {
        $now = $this->payments->find($before->accountId, $before->paymentId) ?? $before;
        $mustEnd = $now->role === Role::Surplus || $now->role === Role::Superseded;
        $stays = $mustEnd && self::holdsMoney($now);
        $run->found(
            self::what($now),
            $before->orderRef,
            $before->paymentId,
            $before->status,
            $now->status . ' (' . $shown . ')',
            match (true) {
                $stays && $this->circumstances->intentOpen($now) => ToDo::Wait,
                $stays => ToDo::GiveBack,
                default => ToDo::Nothing,
            },
            $stays ? $now->amount : 0,
        );
    }

    private static function holdsMoney(Payment $payment): bool
    {
        return Aliveness::of($payment->paymentType, $payment->status)->holdsMoney();
    }

    private static function what(Payment $payment): What
    {
        return match ($payment->role) {
            Role::Surplus => What::Surplus,
            Role::Superseded => What::Superseded,
            default => What::Payment,
        };
    }
}
