<?php

declare(strict_types=1);

namespace Paygent\Payments\Event;

use Paygent\Payments\Flow\Source;
use Paygent\Payments\Journal\Payment;

/** A payment's status was learnt, whether it is a new one or not. */
final class PaymentObserved implements Event
{
    public function __construct(
        public readonly Payment $payment,
        public readonly Source $source,
    ) {}
}
