<?php

declare(strict_types=1);

namespace Paygent\Payments\Operation;

use Paygent\Payments\Method\MethodId;

/** An existing payment that somebody wants to belong to an order registered by hand (manual 2.5-2). */
final class Attachment
{
    /**
     * @param string $paymentId 決済ID as it stands in ペイジェントオンライン
     * @param MethodId $method the payment method chosen for the order
     * @param string $actor who asks, for the audit
     */
    public function __construct(
        public readonly string $orderRef,
        public readonly string $paymentId,
        public readonly MethodId $method,
        public readonly string $actor,
    ) {}
}
