<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

/** How far one run goes. */
final class Options
{
    public const A_WEEK = 7 * 86_400_000;

    /**
     * @param string|null $orderRef only this order, whether its time to ask has come or not
     * @param int $limit how many of each kind are taken up
     * @param int $maxMs after this long nothing new is begun; what is under way is finished
     * @param int $changedWithinMs orders whose payment or attempt changed within this time are compared
     *     with the shop; 0: every order
     * @param string $afterOrder where the comparison goes on: Report::$nextOrder of the run before
     * @param (\Closure(Row): void)|null $progress called for each row as it is found
     */
    public function __construct(
        public readonly Mode $mode = Mode::Settle,
        public readonly ?string $orderRef = null,
        public readonly int $limit = 500,
        public readonly int $maxMs = 60_000,
        public readonly int $changedWithinMs = self::A_WEEK,
        public readonly string $afterOrder = '',
        public readonly ?\Closure $progress = null,
    ) {}
}
