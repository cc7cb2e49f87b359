<?php

declare(strict_types=1);

namespace Paygent\Payments\Method;

use Paygent\Payments\Flow\Evidence;

/** A method's decision: what is proven about the payment, the attempt's state, what the customer sees. */
final class Verdict implements Move
{
    /**
     * @param Evidence|null $evidence what the answer proves about a payment; null: nothing
     * @param int|null $limitAt until when the customer can still pay or the page works; epoch ms
     */
    public function __construct(
        public readonly AttemptState $state,
        public readonly Step\Step $step,
        public readonly ?Evidence $evidence = null,
        public readonly ?int $limitAt = null,
    ) {
    }
}
