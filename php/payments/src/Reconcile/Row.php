<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

/** One finding of a run. */
final class Row
{
    /**
     * @param string $before what the journal or the shop said
     * @param string $after what is known or done now; in a dry run what 094 shows
     * @param int $difference yen: money at Paygent minus money the order asks for; 0 where nothing differs
     */
    public function __construct(
        public readonly What $what,
        public readonly ?string $orderRef,
        public readonly string $paymentId,
        public readonly string $before,
        public readonly string $after,
        public readonly int $difference,
        public readonly ToDo $toDo,
    ) {}
}
