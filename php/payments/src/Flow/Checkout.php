<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Intents;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Journal\Plan;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\Step;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;

/** A customer pays: begin an attempt, come back to it, look at it. */
final class Checkout
{
    private const MAX_FAILURES = 10;

    private const FAILURES_WITHIN_MS = 3_600_000;

    public function __construct(
        private readonly Database $database,
        private readonly Attempts $attempts,
        private readonly Payments $payments,
        private readonly Intents $intents,
        private readonly Opening $opening,
        private readonly Walk $walk,
        private readonly Trips $trips,
        private readonly Conclusion $conclusion,
        private readonly Inquiries $inquiries,
        private readonly SettingsSource $settings,
        private readonly ShopPort $shop,
        private readonly ReturnDoor $door,
        private readonly EffectDelivery $delivery,
        private readonly Clock $clock,
    ) {}

    /**
     * Begins to pay an order, or goes on with the attempt that is open.
     *
     * @param array<string, string> $input what the payment page's form and script made (untrusted); each
     *     method names its keys
     */
    public function start(
        Account $account,
        string $orderRef,
        MethodId $method,
        #[\SensitiveParameter]
        Buyer $buyer,
        #[\SensitiveParameter]
        array $input = [],
    ): Started {
        $order = $this->shop->snapshot($orderRef);
        $settings = $this->settings->active($account->id);
        $no = $this->refusal($order, $settings, $method) ?? $this->tooMany($order, $method);
        if ($order === null || $no !== null) {
            $latest = $this->attempts->latestOf($orderRef);

            return $order !== null && $order->state !== OrderState::Purchasing && $latest !== null
                ? new Started($latest->id, Present::stepOf($latest))
                : new Started(null, $no ?? new Refused('checkout.no_order', $orderRef, Retry::None));
        }
        $open = $this->attempts->openOf($orderRef);
        $trip = $open === null ? null : $this->goOn($open, $order, $method, $buyer, $input);
        if ($trip instanceof Step) {
            $this->delivery->deliver($orderRef);

            return new Started($open?->id, $trip);
        }
        $trip ??= $this->opening->open($account, $order, $settings, $method, $buyer, $input);
        if ($trip instanceof Step) {
            return $this->beside($orderRef, $trip);
        }

        return new Started($trip->attempt->id, $this->walked($trip));
    }

    /**
     * Somebody came back to a return address: the browser, perhaps without its session, or Paygent itself.
     *
     * @param string $token value of the parameter ReturnDoor::PARAMETER
     * @param array<string, string> $fields all other GET and POST fields, untrusted
     */
    public function resume(string $token, #[\SensitiveParameter] array $fields): Resumed
    {
        $opened = $this->door->open($token);
        $attempt = $opened === null ? null : $this->attempts->find($opened->attemptId);
        if ($opened === null || $attempt === null) {
            return new Resumed(null, new Refused('checkout.unknown_return', '', Retry::None));
        }
        if (!$this->admitted($attempt, $opened)) {
            return new Resumed($attempt, $this->again($attempt));
        }
        $trip = $this->trips->again($attempt, $this->paymentOf($attempt), $fields, $opened->door);
        $move = $trip->method->returned($trip->purchase, new BrowserReturn($opened->door, $fields, $opened->carried));
        $step = $this->walk->follow($trip, $move);
        $this->delivery->deliver($attempt->orderRef);

        return new Resumed($this->attempts->find($attempt->id) ?? $attempt, $step);
    }

    /** What an attempt's page shows now: reload, another tab, polling while it is being confirmed. */
    public function look(string $attemptId): Step
    {
        $attempt = $this->attempts->find($attemptId);

        return $attempt === null
            ? new Refused('checkout.unknown_return', '', Retry::None)
            : Present::stepOf($attempt);
    }

    private function refusal(?OrderSnapshot $order, Settings $settings, MethodId $method): ?Refused
    {
        return match (true) {
            $order === null => new Refused('checkout.no_order', '', Retry::None),
            $order->state !== OrderState::Purchasing => new Refused('checkout.order_closed', $order->state->value, Retry::None),
            $order->amount < 1 => new Refused('checkout.nothing_to_pay', (string) $order->amount, Retry::None),
            !\in_array($method, $settings->common->methods, true) => new Refused(
                'checkout.method_off',
                $method->value,
                Retry::OtherMethod,
            ),
            default => null,
        };
    }

    /** Card testing: who fails again and again waits, whatever session he comes with. */
    private function tooMany(?OrderSnapshot $order, MethodId $method): ?Refused
    {
        if ($order === null || $method->paymentType() !== '02') {
            return null;
        }
        $since = $this->clock->now() - self::FAILURES_WITHIN_MS;

        return $this->attempts->failuresOf($order->orderRef, $order->ownerRef, $since) >= self::MAX_FAILURES
            ? new Refused('checkout.too_many', $order->ownerRef ?? $order->orderRef, Retry::OtherMethod)
            : null;
    }

    /** Another tab was first, or the order has been paid and its shop has not heard of it yet. */
    private function beside(string $orderRef, Step $step): Started
    {
        $this->delivery->deliver($orderRef);
        $other = $this->attempts->openOf($orderRef);
        if ($other === null && $step instanceof BeingConfirmed) {
            $other = $this->attempts->latestOf($orderRef);
        }

        return new Started($other?->id, $other?->state === AttemptState::Placed ? Present::stepOf($other) : $step);
    }

    /**
     * The order has an open attempt: what becomes of it decides what is shown.
     *
     * @param array<string, string> $input
     *
     * @return Trip|Step|null null: it is out of the way, a new one may begin
     */
    private function goOn(
        Attempt $open,
        OrderSnapshot $order,
        MethodId $method,
        #[\SensitiveParameter]
        Buyer $buyer,
        #[\SensitiveParameter]
        array $input,
    ): Trip|Step|null {
        if ($this->intents->holding(Plan::attempt($open->id)) !== null) {
            return new BeingConfirmed();
        }
        if ($open->state === AttemptState::Open) {
            $retry = $this->retry($open, $order, $method, $buyer, $input);
            if ($retry !== null) {
                return $retry;
            }
        }
        if ($open->state === AttemptState::Away) {
            $inquiry = $this->asked($open);
            if ($inquiry->finding === Finding::Found) {
                $step = $this->shown($open, $inquiry);
                $open = $this->attempts->find($open->id) ?? $open;
                if ($open->state !== AttemptState::Away) {
                    return $step;
                }
            } elseif ($inquiry->finding !== Finding::NoSuchPayment) {
                // He may have paid there: until that is known nothing else may begin.
                return new BeingConfirmed();
            }
        }

        return match ($open->state) {
            AttemptState::Open, AttemptState::Away => $this->abandoned($open) ? null : new BeingConfirmed(),
            default => Present::stepOf($open),
        };
    }

    /**
     * The customer corrects an input after 2003: the same payment goes on, at most three times.
     *
     * @param array<string, string> $input
     */
    private function retry(
        Attempt $open,
        OrderSnapshot $order,
        MethodId $method,
        #[\SensitiveParameter]
        Buyer $buyer,
        #[\SensitiveParameter]
        array $input,
    ): Trip|Step|null {
        $paymentId = $this->paymentOf($open);
        if ($paymentId === '' || $open->method !== $method || $open->amount !== $order->amount || $open->retries >= 3) {
            return null;
        }
        $next = $this->database->transaction(fn (): ?Attempt => $this->attempts->change($open, ['retries' => $open->retries + 1]));
        if ($next === null) {
            return new BeingConfirmed();
        }
        $trip = $this->trips->again($next, $paymentId);

        return new Trip(
            $trip->method,
            $trip->account,
            $next,
            $trip->purchase->settings,
            $order,
            $trip->leg,
            $this->clock->now(),
            $paymentId,
            $buyer,
            $input,
        );
    }

    /** Given up for a new try; its trading_id stays fenced. */
    private function abandoned(Attempt $open): bool
    {
        return $this->database->transaction(function () use ($open): bool {
            if (!$this->isIdle($open)) {
                return false;
            }
            $this->conclusion->apply(
                $this->trips->again($open),
                new Verdict(AttemptState::Abandoned, new Refused('checkout.abandoned', '', Retry::Again)),
            );

            return true;
        });
    }

    private function walked(Trip $trip): Step
    {
        $step = $this->walk->follow($trip, $trip->method->begin($trip->purchase));
        $this->delivery->deliver($trip->attempt->orderRef);

        return $step;
    }

    /** The present leg's address, for the first time. */
    private function admitted(Attempt $attempt, OpenedReturn $opened): bool
    {
        return $attempt->state->isOpen()
            && $attempt->returnTokenHash !== null
            && hash_equals($attempt->returnTokenHash, $opened->legHash)
            && $this->database->execute(
                'UPDATE {attempt} SET return_used_at = ? WHERE id = ? AND return_token_hash = ? AND return_used_at IS NULL',
                [$this->clock->now(), $attempt->id, $opened->legHash],
            ) === 1;
    }

    /** An address used again, or an older one: what the attempt is now, after a look at 094 where it may have moved on. */
    private function again(Attempt $attempt): Step
    {
        if ($attempt->state !== AttemptState::Away || $this->intents->holding(Plan::attempt($attempt->id)) !== null) {
            return Present::stepOf($attempt);
        }
        $inquiry = $this->asked($attempt);

        return $inquiry->finding === Finding::Found ? $this->shown($attempt, $inquiry) : Present::stepOf($attempt);
    }

    private function asked(Attempt $attempt): Inquiry
    {
        return $this->inquiries->ask(
            $this->trips->again($attempt)->account,
            $this->paymentOf($attempt),
            $attempt->tradingId,
            $attempt->method->paymentType(),
        );
    }

    /** What 094 has shown counts, unless somebody moves the attempt on at the same time. */
    private function shown(Attempt $attempt, Inquiry $inquiry): Step
    {
        $trip = $this->trips->again($attempt, $this->paymentOf($attempt));
        $verdict = $this->conclusion->inquired($trip, $inquiry);
        $isOurs = $this->database->transaction(function () use ($attempt, $trip, $verdict): bool {
            if (!$this->isIdle($attempt)) {
                return false;
            }
            $this->conclusion->apply($trip, $verdict);

            return true;
        });
        $this->delivery->deliver($attempt->orderRef);

        return $isOurs ? $verdict->step : Present::stepOf($this->attempts->find($attempt->id) ?? $attempt);
    }

    /**
     * Inside a transaction: true when the attempt is as it was read and none of its telegrams is out. First
     * the write: whoever wants to send one now waits for our commit, and finds the attempt changed.
     */
    private function isIdle(Attempt $attempt): bool
    {
        return $this->attempts->change($attempt, []) !== null
            && $this->intents->holding(Plan::attempt($attempt->id)) === null;
    }

    private function paymentOf(Attempt $attempt): string
    {
        $payments = $this->payments->ofAttempt($attempt->id);

        return $payments === [] || \count($payments) > 1 ? '' : $payments[0]->paymentId;
    }
}
