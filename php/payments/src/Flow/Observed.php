<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Rules\FollowUp;
use Paygent\Payments\Rules\OrderDecision;

/** What a piece of evidence came to. */
final class Observed
{
    public function __construct(
        public readonly OrderDecision $decision,
        public readonly ?Payment $payment,
        public readonly ?Attempt $attempt,
    ) {}

    /** True when nothing was applied: 094 must be asked, or something is still open. */
    public function waits(): bool
    {
        return $this->decision->followUp !== FollowUp::Nothing;
    }
}
