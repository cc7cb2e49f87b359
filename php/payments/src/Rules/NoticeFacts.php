<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

use Paygent\Payments\Shop\OrderState;

/** All that decides what a payment's status, known by notice or 094, does to its order. */
final class NoticeFacts
{
    /**
     * @param OrderState|null $order null: no order fits
     * @param list<Circumstance> $circumstances
     * @param Life $others the strongest life among the order's other payments (Aliveness::strongest);
     *     superseded ones do not count
     * @param string $carrier career_type; '' for none or not known
     * @param LastOperation $lastOperation for the label
     * @param string $clearDetail of a virtual account (07); '' if not known
     * @param string $event of a Paidy notice; '' if none
     * @param string $eventResult of a Paidy notice: success, failure; '' if none
     */
    public function __construct(
        public readonly string $paymentType,
        public readonly string $status,
        public readonly ?OrderState $order,
        public readonly array $circumstances = [],
        public readonly Confirmation $confirmation = Confirmation::NotAsked,
        public readonly Life $others = Life::Ended,
        public readonly string $carrier = '',
        public readonly LastOperation $lastOperation = LastOperation::None,
        public readonly string $clearDetail = '',
        public readonly string $event = '',
        public readonly string $eventResult = '',
    ) {}

    public function has(Circumstance $circumstance): bool
    {
        return \in_array($circumstance, $this->circumstances, true);
    }

    public function statusIn(string ...$statuses): bool
    {
        return \in_array($this->status, $statuses, true);
    }
}
