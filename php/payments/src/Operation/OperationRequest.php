<?php

declare(strict_types=1);

namespace Paygent\Payments\Operation;

use Paygent\Payments\Rules\Operation;

/** An operation somebody asks for. The new amount, where there is one, is the order's saved total. */
final class OperationRequest
{
    /**
     * @param string $actor who asks, for the audit
     * @param string $nonce of the form: the same form sent twice is one operation
     */
    public function __construct(
        public readonly string $orderRef,
        public readonly Operation $operation,
        public readonly string $actor,
        public readonly string $nonce,
    ) {}
}
