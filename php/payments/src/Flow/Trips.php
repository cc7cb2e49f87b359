<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;

/** Makes trips of attempts that exist already, with the settings they were begun with. */
final class Trips
{
    public function __construct(
        private readonly Accounts $accounts,
        private readonly SettingsSource $settings,
        private readonly MethodBook $methods,
        private readonly ShopPort $shop,
        private readonly ReturnDoor $door,
        private readonly Clock $clock,
    ) {}

    /**
     * @param array<string, string> $input what the browser brought
     * @param string $door through which it came back, '' when nobody did
     */
    public function again(
        Attempt $attempt,
        string $paymentId = '',
        #[\SensitiveParameter]
        array $input = [],
        string $door = '',
    ): Trip {
        return new Trip(
            $this->methods->get($attempt->method),
            $this->accounts->byId($attempt->accountId),
            $attempt,
            $this->settings->revision($attempt->accountId, $attempt->settingsRevision),
            // An order that the shop no longer has must not keep its money from being settled.
            $this->shop->snapshot($attempt->orderRef)
                ?? new OrderSnapshot($attempt->orderRef, $attempt->orderRef, $attempt->amount, OrderState::Cancelled),
            $this->door->leg($attempt->id),
            $this->clock->now(),
            $paymentId,
            null,
            $input,
            $door,
        );
    }
}
