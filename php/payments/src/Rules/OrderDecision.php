<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** What follows from a payment's status, and which row of the table says so. */
final class OrderDecision
{
    /**
     * @param string|null $label ペイジェント状況 for the list; null: stays as it is
     * @param string $row "type:status:case" of notification_mapping.csv, e.g. "02:40:amend_new", "*:*:older"
     * @param Reason|null $reason for an attention: what the shop has to know
     */
    public function __construct(
        public readonly OrderEffect $effect,
        public readonly Release $release,
        public readonly ?string $label,
        public readonly FollowUp $followUp,
        public readonly string $row,
        public readonly ?Reason $reason = null,
    ) {}

    /** True when nothing of it may be applied before 094 has answered. */
    public function confirmFirst(): bool
    {
        return match ($this->followUp) {
            FollowUp::Confirm, FollowUp::ConfirmByTradingIdToo => true,
            default => false,
        };
    }

    /** The same, to be applied only when 094 has said so too. */
    public function confirmedFirst(): self
    {
        return new self($this->effect, $this->release, $this->label, FollowUp::Confirm, $this->row, $this->reason);
    }
}
