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
     * @param string $binding what the next return must name (3ds_auth_id of 450): kept with the attempt,
     *     at most 36 characters, no secret; comes back in Purchase::$binding. '' leaves it as it is
     * @param Send|null $afterwards a telegram without money, sent once after this verdict is committed;
     *     its answer changes nothing (025, to keep the card that just paid)
     */
    public function __construct(
        public readonly AttemptState $state,
        public readonly Step\Step $step,
        public readonly ?Evidence $evidence = null,
        public readonly ?int $limitAt = null,
        public readonly string $tradingId = '',
        public readonly string $binding = '',
        public readonly ?Send $afterwards = null,
    ) {}
}
