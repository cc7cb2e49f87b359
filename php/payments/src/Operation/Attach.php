<?php

declare(strict_types=1);

namespace Paygent\Payments\Operation;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Flow\Evidence;
use Paygent\Payments\Flow\Finding;
use Paygent\Payments\Flow\Inquiries;
use Paygent\Payments\Flow\Ledger;
use Paygent\Payments\Flow\SettingsSource;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Audit;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Rules\Life;
use Paygent\Payments\Rules\Reason;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;
use Paygent\Payments\Support\TradingId;

/**
 * Attaches an existing 決済ID to an order that was registered by hand. Nothing is believed but 094: the
 * payment exists, is of the order's method and amount, is alive, and belongs to no other order. From
 * then on it is the order's payment like any other.
 */
final class Attach
{
    public function __construct(
        private readonly Database $database,
        private readonly Attempts $attempts,
        private readonly Payments $payments,
        private readonly Inquiries $inquiries,
        private readonly Ledger $ledger,
        private readonly SettingsSource $settings,
        private readonly ShopPort $shop,
        private readonly EffectDelivery $delivery,
        private readonly Audit $audit,
        private readonly Clock $clock,
    ) {}

    public function run(Account $account, Attachment $wish): OperationResult
    {
        $order = $this->shop->snapshot($wish->orderRef);
        $refusal = $this->refusalBefore($order, $account, $wish);
        if ($order === null || $refusal !== null) {
            return self::no($refusal ?? Reason::text('attach.no_order'));
        }
        $inquiry = $this->inquiries->ask($account, $wish->paymentId, '', $wish->method->paymentType());
        $evidence = $inquiry->evidence;
        if ($evidence === null) {
            return self::no(Reason::text($inquiry->finding === Finding::NoSuchPayment ? 'attach.no_payment' : 'attach.no_answer'));
        }
        $refusal = $this->refusal($order, $account, $wish, $evidence);
        if ($refusal !== null) {
            return self::no($refusal);
        }
        if (!$this->attached($order, $account, $wish, $evidence)) {
            return self::no(Reason::text('attach.changed'));
        }
        $this->delivery->deliver($wish->orderRef);

        return new OperationResult(Done::Done);
    }

    private function refusalBefore(?OrderSnapshot $order, Account $account, Attachment $wish): ?Reason
    {
        $key = match (true) {
            preg_match('/^\d{1,18}$/D', $wish->paymentId) !== 1 => 'attach.no_id',
            $order === null => 'attach.no_order',
            $order->state === OrderState::Cancelled => 'attach.order_cancelled',
            $this->attempts->openOf($wish->orderRef) !== null => 'attach.attempt_open',
            $this->livesByAnother($wish) => 'attach.has_payment',
            $this->isOwned($account, $wish->paymentId) => 'attach.owned',
            default => null,
        };

        return $key === null ? null : Reason::text($key);
    }

    private function refusal(OrderSnapshot $order, Account $account, Attachment $wish, Evidence $evidence): ?Reason
    {
        $carrier = $wish->method->carrier();
        $life = Aliveness::of($evidence->paymentType, $evidence->status);
        $attempt = $this->attempts->byTradingId($account->id, $evidence->tradingId);
        $values = ['amount' => $evidence->amount, 'total' => $order->amount, 'status' => $evidence->status];
        $key = match (true) {
            $evidence->paymentId !== $wish->paymentId => 'attach.no_answer',
            $evidence->paymentType !== $wish->method->paymentType(),
            $carrier !== '' && $evidence->carrier !== '' && $evidence->carrier !== $carrier => 'attach.other_method',
            $life === Life::Unclear => 'attach.unclear',
            !$life->isAlive() => 'attach.not_alive',
            $evidence->amount !== $order->amount => 'attach.amount',
            $attempt !== null && $attempt->orderRef !== $order->orderRef => 'attach.owned',
            default => null,
        };

        return $key === null ? null : Reason::text($key, $values);
    }

    private function livesByAnother(Attachment $wish): bool
    {
        foreach ($this->payments->ofOrder($wish->orderRef) as $payment) {
            if ($payment->paymentId !== $wish->paymentId
                && $payment->role === Role::Current
                && Aliveness::of($payment->paymentType, $payment->status)->isAlive()) {
                return true;
            }
        }

        return false;
    }

    private function isOwned(Account $account, string $paymentId): bool
    {
        return $this->payments->find($account->id, $paymentId) !== null;
    }

    /** False when a customer or another operator was quicker. */
    private function attached(OrderSnapshot $order, Account $account, Attachment $wish, Evidence $evidence): bool
    {
        try {
            return $this->database->transaction(fn (): bool => $this->written($order, $account, $wish, $evidence));
        } catch (AlreadyOwned) {
            return false;
        }
    }

    private function written(OrderSnapshot $order, Account $account, Attachment $wish, Evidence $evidence): bool
    {
        $now = $this->clock->now();
        $attempt = $this->attempt($order, $account, $wish, $evidence, $now);
        // Opened first: the order's one open slot keeps customers and other operators out meanwhile.
        if (!$this->attempts->open($attempt, $now) || $this->livesByAnother($wish)) {
            throw new AlreadyOwned();
        }
        $this->retireEnded($wish, $now);
        if ($this->payments->add($this->payment($attempt, $evidence, $now)) === null) {
            throw new AlreadyOwned();
        }
        $isOpen = Aliveness::of($evidence->paymentType, $evidence->status) === Life::Open;
        $this->attempts->move($attempt, $isOpen ? AttemptState::Waiting : AttemptState::Placed, $now, $isOpen ? ['next_look_at' => $now + 3_600_000] : []);
        $this->ledger->observe($account->id, $evidence);
        $this->audit->note($now, $wish->actor, 'attach', $order->orderRef, $wish->paymentId, null, 'status ' . $evidence->status);

        return true;
    }

    /** The order's ended payment is not its current one any more. */
    private function retireEnded(Attachment $wish, int $now): void
    {
        foreach ($this->payments->ofOrder($wish->orderRef) as $payment) {
            if ($payment->role === Role::Current) {
                $this->payments->change($payment, ['role' => Role::Superseded->value, 'next_look_at' => null], $now);
            }
        }
    }

    private function attempt(OrderSnapshot $order, Account $account, Attachment $wish, Evidence $evidence, int $now): Attempt
    {
        $settings = $this->settings->active($account->id);
        $free = $evidence->tradingId !== ''
            && \strlen($evidence->tradingId) <= TradingId::MAX_LENGTH
            && $this->attempts->byTradingId($account->id, $evidence->tradingId) === null;

        return Attempt::fresh(
            $account->id,
            $order,
            $wish->method,
            $settings->revision,
            $free ? $evidence->tradingId : TradingId::fresh($settings->common->tradingIdPrefix, $order->orderNumber),
            $now,
        );
    }

    private function payment(Attempt $attempt, Evidence $evidence, int $now): Payment
    {
        return Payment::fresh(
            $attempt,
            $evidence->paymentId,
            $evidence->tradingId,
            $evidence->paymentType,
            $evidence->carrier,
            $evidence->amount,
            Role::Current,
            $now,
            '',
            $evidence->facts,
        );
    }

    private static function no(Reason $reason): OperationResult
    {
        return new OperationResult(Done::NotAllowed, $reason);
    }
}
