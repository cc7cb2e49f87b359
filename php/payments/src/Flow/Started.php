<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Method\Step\Step;

/** What a checkout came to. */
final class Started
{
    /** @param string|null $attemptId for Checkout::look(); null when none was opened */
    public function __construct(
        public readonly ?string $attemptId,
        public readonly Step $step,
    ) {}
}
