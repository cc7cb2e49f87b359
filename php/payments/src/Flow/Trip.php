<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Shop\OrderSnapshot;

/** One request of a customer on one attempt: what its method may know, and the addresses given out. */
final class Trip
{
    public readonly Purchase $purchase;

    /** @param array<string, string> $input */
    public function __construct(
        public readonly Method $method,
        public readonly Account $account,
        public readonly Attempt $attempt,
        Settings $settings,
        OrderSnapshot $order,
        public readonly ReturnLeg $leg,
        int $now,
        string $paymentId = '',
        #[\SensitiveParameter]
        ?Buyer $buyer = null,
        #[\SensitiveParameter]
        array $input = [],
        string $door = '',
    ) {
        $this->purchase = new Purchase(
            $account,
            $settings,
            $order,
            $attempt->id,
            $attempt->tradingId,
            $attempt->amount,
            $buyer ?? new Buyer(),
            $input,
            $leg,
            $now,
            $paymentId,
            $attempt->retries,
            $door,
            $attempt->binding,
        );
    }
}
