<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Attempts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Holds;
use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\Step;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OutOfStock;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;
use Paygent\Payments\Support\TradingId;

/** Opens an attempt: its row, the order's one slot, stock and points; nothing is sent yet. */
final class Opening
{
    /** An attempt in which nothing happens any more is looked at after this time. */
    private const LOOK_AFTER_MS = 15 * 60_000;

    private const TRADING_ID_TRIES = 3;

    public function __construct(
        private readonly Database $database,
        private readonly Attempts $attempts,
        private readonly Payments $payments,
        private readonly Holds $holds,
        private readonly Conclusion $conclusion,
        private readonly MethodBook $methods,
        private readonly ShopPort $shop,
        private readonly ReturnDoor $door,
        private readonly EffectDelivery $delivery,
        private readonly Clock $clock,
    ) {}

    /**
     * @param array<string, string> $input
     *
     * @return Trip|Step a step when another tab was first, or the shop has not enough
     */
    public function open(
        Account $account,
        OrderSnapshot $order,
        Settings $settings,
        MethodId $method,
        #[\SensitiveParameter]
        Buyer $buyer,
        #[\SensitiveParameter]
        array $input,
    ): Trip|Step {
        $attempt = $this->inserted($account, $order, $settings, $method);
        if ($attempt === null) {
            return new BeingConfirmed();
        }
        $trip = new Trip(
            $this->methods->get($method),
            $account,
            $attempt,
            $settings,
            $order,
            $this->door->leg($attempt->id),
            $this->clock->now(),
            '',
            $buyer,
            $input,
        );
        $no = $this->held($trip);
        if ($no !== null) {
            $this->database->transaction(fn () => $this->conclusion->apply($trip, new Verdict(AttemptState::Refused, $no)));
            $this->delivery->deliver($order->orderRef);
        }

        return $no ?? $trip;
    }

    /** Null when another tab was first, or the order lives by a payment already. */
    private function inserted(Account $account, OrderSnapshot $order, Settings $settings, MethodId $method): ?Attempt
    {
        for ($try = 0; $try < self::TRADING_ID_TRIES; ++$try) {
            $attempt = Attempt::fresh(
                $account->id,
                $order,
                $method,
                $settings->revision,
                TradingId::fresh($settings->common->tradingIdPrefix, $order->orderNumber),
                $this->clock->now(),
            );
            if ($this->insertedOne($attempt)) {
                return $attempt;
            }
            if ($this->attempts->openOf($order->orderRef) !== null || $this->isAlive($order->orderRef)) {
                return null;
            }
        }

        throw new \RuntimeException('no free trading_id was found for the order');
    }

    private function insertedOne(Attempt $attempt): bool
    {
        try {
            return $this->database->transaction(function () use ($attempt): bool {
                // First the write, then the look: who ended an attempt meanwhile has committed its payment.
                if (!$this->attempts->open($attempt, $attempt->createdAt + self::LOOK_AFTER_MS)) {
                    return false;
                }
                if ($this->isAlive($attempt->orderRef)) {
                    throw new AlreadyAlive();
                }
                $this->holds->want($attempt->orderRef, $attempt->id, $attempt->createdAt);

                return true;
            });
        } catch (AlreadyAlive) {
            return false;
        }
    }

    private function isAlive(string $orderRef): bool
    {
        foreach ($this->payments->ofOrder($orderRef) as $payment) {
            if ($payment->role === Role::Current && Aliveness::of($payment->paymentType, $payment->status)->isAlive()) {
                return true;
            }
        }

        return false;
    }

    /** Takes stock and points before anything is sent. */
    private function held(Trip $trip): ?Refused
    {
        $attempt = $trip->attempt;
        $receipt = $this->holds->receipt($attempt->orderRef, $attempt->id, $this->clock->now());
        try {
            $this->shop->hold($attempt->orderRef, $attempt->id, $receipt);
        } catch (OutOfStock $problem) {
            return new Refused('checkout.out_of_stock', $problem->getMessage(), Retry::None);
        } catch (\Throwable $problem) {
            return new Refused('checkout.shop_problem', $problem::class . ': ' . $problem->getMessage(), Retry::Again);
        }
        if (!$receipt->wasUsed()) {
            $this->holds->move($attempt->orderRef, $attempt->id, 'wanted', 'held', $this->clock->now());
        }

        // A release may have overtaken a shop that was slow: then nothing may be sent.
        return $this->holds->state($attempt->orderRef, $attempt->id) === 'held'
            ? null
            : new Refused('checkout.shop_problem', 'the hold was given up meanwhile', Retry::Again);
    }
}
