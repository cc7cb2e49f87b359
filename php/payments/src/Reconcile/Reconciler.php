<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Psr\Log\LoggerInterface;

/**
 * Brings orders and money into agreement, in bounded runs: call it every few minutes, from as many hosts
 * as there are. Every claim and every change is a compare-and-set, so that runs, checkouts, operations
 * and notices may meet on the same row: one of them goes on.
 *
 * The order of the parts matters: telegrams before the attempts and payments they were sent for, both
 * before the orders.
 */
final class Reconciler
{
    public function __construct(
        private readonly TelegramPart $telegrams,
        private readonly AttemptPart $attempts,
        private readonly PaymentPart $payments,
        private readonly OrderPart $orders,
        private readonly LeftoverPart $leftovers,
        private readonly LoggerInterface $log,
    ) {}

    public function run(Options $options = new Options()): Report
    {
        $run = new Run($options, $this->log);
        $parts = [
            $this->telegrams->run(...),
            $this->leftovers->notices(...),
            $this->attempts->run(...),
            $this->payments->run(...),
            $this->leftovers->effects(...),
            $this->orders->run(...),
        ];
        $run->each($parts, static fn (\Closure $part) => $part($run));

        return $run->report();
    }
}
