<?php

declare(strict_types=1);

namespace Paygent\Payments\Operation;

use Paygent\Payments\Flow\Circumstances;
use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Flow\Inquiries;
use Paygent\Payments\Flow\Ledger;
use Paygent\Payments\Flow\SettingsSource;
use Paygent\Payments\Flow\Settler;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Busy;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intent;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\IntentState;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Journal\Plan;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Rules\Offer;
use Paygent\Payments\Rules\OpenIntent;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Rules\OperationRules;
use Paygent\Payments\Rules\PaymentState;
use Paygent\Payments\Rules\Reason;
use Paygent\Payments\Rules\TelegramStep;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;
use Paygent\Payments\Support\Ids;
use Paygent\Payments\Support\TradingId;

/**
 * 売上, 取消, 変更: what may be done with an order's payment now, and doing it. The rules are asked for
 * the screen, and again under the claim before the first telegram.
 */
final class Operations
{
    public function __construct(
        private readonly Database $database,
        private readonly Intents $intents,
        private readonly Payments $payments,
        private readonly Accounts $accounts,
        private readonly Circumstances $circumstances,
        private readonly Inquiries $inquiries,
        private readonly Ledger $ledger,
        private readonly Steps $steps,
        private readonly Settler $settler,
        private readonly SettingsSource $settings,
        private readonly ShopPort $shop,
        private readonly EffectDelivery $delivery,
        private readonly Clock $clock,
    ) {}

    /** @return list<Offer> each operation, allowed or why not; empty when the order has no payment of ours */
    public function offers(string $orderRef): array
    {
        $payment = $this->payments->currentOf($orderRef);
        $order = $this->shop->snapshot($orderRef);

        return $payment === null || $order === null
            ? []
            : $this->rules($payment)->offers($this->state($payment), $order, $this->clock->now());
    }

    /** Does what is asked for, or says why not. Asked twice with the same nonce it is done once. */
    public function run(OperationRequest $request): OperationResult
    {
        $payment = $this->payments->currentOf($request->orderRef);

        return $payment === null
            ? self::no('rules.refused.no_payment')
            : $this->runOn($payment, $request);
    }

    /** Gives back money that nobody asked for (design-payments "Settling an unknown"). */
    public function giveBack(Payment $surplus): OperationResult
    {
        foreach ([Operation::Cancel, Operation::Refund] as $operation) {
            if (!$this->offer($operation, $surplus, $this->orderOf($surplus))->isAllowed()) {
                continue;
            }

            return $this->runOn($surplus, new OperationRequest(
                (string) $surplus->orderRef,
                $operation,
                Steps::ENGINE,
                'surplus:' . $surplus->paymentId . ':' . $surplus->version,
            ));
        }

        return self::no('rules.refused.surplus');
    }

    private function orderFor(Payment $payment, OperationRequest $request): ?OrderSnapshot
    {
        return $payment->role === Role::Surplus ? $this->orderOf($payment) : $this->shop->snapshot($request->orderRef);
    }

    /** Money goes back also for an order that the shop no longer has. */
    private function orderOf(Payment $payment): OrderSnapshot
    {
        $ref = (string) $payment->orderRef;

        return $this->shop->snapshot($ref) ?? new OrderSnapshot($ref, $ref, $payment->amount, OrderState::Cancelled);
    }

    private function runOn(Payment $payment, OperationRequest $request): OperationResult
    {
        // By the order: an amendment done before has made another payment the current one.
        $key = \sprintf('op:%s:%s:%s', $request->orderRef, $request->operation->value, hash('sha256', $request->nonce));
        $before = $this->intents->byKey($key);
        if ($before !== null) {
            return $this->result($before);
        }
        $order = $this->orderFor($payment, $request);
        if ($order === null) {
            return self::no('rules.refused.no_order');
        }
        $offer = $this->offer($request->operation, $payment, $order);
        if ($offer->isAllowed() && ($offer->confirm !== [] || $this->isDoubted($payment))) {
            $payment = $this->confirmed($payment);
            if ($payment === null) {
                return self::no('rules.refused.not_confirmed');
            }
            // The question took its time: somebody may have changed the total meanwhile.
            $order = $this->orderFor($payment, $request) ?? $order;
            $offer = $this->offer($request->operation, $payment, $order);
        }
        if (!$offer->isAllowed() || $offer->steps === []) {
            $this->delivery->deliver($request->orderRef);

            return new OperationResult(Done::NotAllowed, $offer->refusal);
        }
        try {
            $intent = $this->planned($payment, $request, $offer, $order, $key);
        } catch (Busy) {
            return self::no('rules.refused.intent_open');
        }

        return $intent instanceof OperationResult ? $intent : $this->sent($intent);
    }

    /** Somebody wanted to look at it soon and has not yet; a look in some days is of no concern. */
    private function isDoubted(Payment $payment): bool
    {
        return $payment->nextLookAt !== null && $payment->nextLookAt < $this->clock->now() + 3_600_000;
    }

    private function sent(Intent $intent): OperationResult
    {
        if ($intent->state === IntentState::Planned) {
            $this->steps->send($intent);
        }
        foreach ($intent->orderRef === null ? [] : $this->intents->openOf($intent->orderRef) as $open) {
            if ($open->state === IntentState::Unknown) {
                $this->settler->settle($open);
            }
        }
        if ($intent->orderRef !== null) {
            $this->delivery->deliver($intent->orderRef);
        }

        return $this->result($this->intents->find($intent->id) ?? $intent);
    }

    /** Under the claim: what the rules say of the rows as they are now. */
    private function planned(
        Payment $payment,
        OperationRequest $request,
        Offer $offer,
        OrderSnapshot $order,
        string $key,
    ): Intent|OperationResult {
        return $this->database->transaction(function () use ($payment, $request, $offer, $order, $key): Intent|OperationResult {
            $now = $this->clock->now();
            $intent = $this->intents->plan($this->plan($payment, $request, $offer, $order, $key), $now, 60_000);
            $fresh = $this->payments->find($payment->accountId, $payment->paymentId);
            $isSame = $fresh?->version === $payment->version && $this->orderFor($payment, $request)?->amount === $order->amount;
            if ($intent->state === IntentState::Planned && !$isSame) {
                $this->intents->drop($intent, 'changed', $now);

                return self::no('rules.refused.changed');
            }

            return $intent;
        });
    }

    private function plan(
        Payment $payment,
        OperationRequest $request,
        Offer $offer,
        OrderSnapshot $order,
        string $key,
    ): Plan {
        $kinds = array_map(static fn (TelegramStep $step): string => $step->kind, $offer->steps);
        $saga = \count($kinds) > 1;
        $new = $kinds[0] === '020';

        return new Plan(
            $payment->accountId,
            $kinds[0],
            $request->operation->value,
            implode('>', $kinds),
            $key,
            Plan::payment($payment->accountId, $payment->paymentId),
            $request->actor,
            $request->operation->changesAmount() ? $order->amount : $payment->amount,
            $payment->orderRef,
            $payment->attemptId,
            $new ? '' : $payment->paymentId,
            $new ? $this->newTradingId($payment, $order) : $payment->tradingId,
            $payment->paymentType,
            $saga ? Ids::next($this->clock->now()) : null,
            0,
            $payment->paymentId,
        );
    }

    private function newTradingId(Payment $payment, OrderSnapshot $order): string
    {
        return TradingId::fresh(
            $this->settings->active($payment->accountId)->common->tradingIdPrefix,
            $order->orderNumber,
        );
    }

    /** The payment as 094 shows it; null when nobody could be asked. */
    private function confirmed(Payment $payment): ?Payment
    {
        $account = $this->accounts->byId($payment->accountId);
        $evidence = $this->inquiries->ask($account, $payment->paymentId, '', $payment->paymentType)->evidence;
        if ($evidence === null) {
            return null;
        }
        $this->ledger->observe($payment->accountId, $evidence);

        return $this->payments->find($payment->accountId, $payment->paymentId);
    }

    private function offer(Operation $operation, Payment $payment, OrderSnapshot $order): Offer
    {
        return $this->rules($payment)->offer($operation, $this->state($payment), $order, $this->clock->now());
    }

    private function rules(Payment $payment): OperationRules
    {
        return new OperationRules($this->accounts->byId($payment->accountId)->environment);
    }

    private function state(Payment $payment): PaymentState
    {
        $begun = $this->begun($payment);

        return new PaymentState(
            $payment->paymentType,
            $payment->carrier,
            $payment->status,
            $payment->amount,
            $payment->role,
            $this->circumstances->intentOpen($payment) ? OpenIntent::Open : OpenIntent::None,
            $payment->facts['payment_class'] ?? null,
            $payment->createdAt,
            $payment->authorizedAt,
            $payment->paidAt,
            $payment->amended,
            $begun === null ? null : Operation::from($begun->operation),
            $begun?->amount,
        );
    }

    /** The operation that was interrupted: the last one, unless it was done. */
    private function begun(Payment $payment): ?Intent
    {
        $row = $this->database->row(
            "SELECT * FROM {intent} WHERE account_id = ? AND payment_id = ? AND operation <> 'apply'"
            . " AND operation <> 'prepare' ORDER BY id DESC LIMIT 1",
            [$payment->accountId, $payment->paymentId],
        );
        $last = $row === null ? null : Intent::fromRow($row);
        $isDone = $last?->state === IntentState::SettledDone
            || ($last?->state === IntentState::Answered && $last->result === '0');

        return $isDone ? null : $last;
    }

    private function result(Intent $intent): OperationResult
    {
        $open = $intent->sagaId === null ? null : $this->lastOf($intent);
        $last = $open ?? $intent;

        return new OperationResult(match (true) {
            $last->state === IntentState::Attention => Done::Attention,
            $last->state->isOpen() => Done::Unknown,
            $intent->state === IntentState::NotSent => Done::NotSent,
            $intent->state === IntentState::SettledNotDone => Done::Refused,
            $last->state === IntentState::Answered && $last->result !== '0' => $last->id === $intent->id
                ? Done::Refused
                : Done::Attention,
            $last->step === '021!' => Done::Refused,
            default => Done::Done,
        }, null, $last->code, $intent->id);
    }

    private function lastOf(Intent $intent): ?Intent
    {
        $steps = $intent->sagaId === null ? [] : $this->intents->ofSaga($intent->sagaId);

        return $steps === [] ? null : $steps[\count($steps) - 1];
    }

    private static function no(string $key): OperationResult
    {
        return new OperationResult(Done::NotAllowed, Reason::text($key));
    }
}
