<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

/** A fact about one payment at Paygent: this status, this amount, at this time. */
final class Evidence
{
    /**
     * @param string $status Paygent's payment_status; '' when the answer tells none
     * @param int $amount yen
     * @param int $at epoch ms: when the telegram was sent, or the notice received
     * @param string $carrier career_type; '' for none or not known
     * @param int|null $noticeId payment_notice_id, for notices and for the 094 that confirmed one
     * @param array<string, string> $facts further fields worth keeping (payment_class of au,
     *     clear_detail, claim_amount, base_payment_id, payment_limit_date …): never personal data
     */
    public function __construct(
        public readonly Source $source,
        public readonly string $paymentId,
        public readonly string $tradingId,
        public readonly string $paymentType,
        public readonly string $status,
        public readonly int $amount,
        public readonly int $at,
        public readonly string $carrier = '',
        public readonly ?int $noticeId = null,
        public readonly array $facts = [],
    ) {}

    /**
     * The same with more facts; what it has already stays.
     *
     * @param array<string, string> $facts
     */
    public function withFacts(array $facts): self
    {
        return $this->made($this->noticeId, $facts);
    }

    /**
     * The answer of 094 that a notice was confirmed by: earlier notices are older than it, whenever they are
     * applied.
     *
     * @param array<string, string> $facts what the notice tells and 094 does not
     */
    public function confirming(int $noticeId, array $facts): self
    {
        return $this->made($noticeId, $facts);
    }

    /** @param int $at epoch ms when the telegram was sent, where that was not known to who read the answer */
    public function sentAt(int $at): self
    {
        return $this->made($this->noticeId, [], $at);
    }

    /** @param array<string, string> $facts */
    private function made(?int $noticeId, array $facts, ?int $at = null): self
    {
        return new self(
            $this->source,
            $this->paymentId,
            $this->tradingId,
            $this->paymentType,
            $this->status,
            $this->amount,
            $at ?? $this->at,
            $this->carrier,
            $noticeId,
            $this->facts + $facts,
        );
    }
}
