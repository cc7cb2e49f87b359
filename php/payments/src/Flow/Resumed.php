<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Journal\Attempt;
use Paygent\Payments\Method\Step\Step;

/** What a return came to. */
final class Resumed
{
    /** @param Attempt|null $attempt null for an address that is not ours */
    public function __construct(
        public readonly ?Attempt $attempt,
        public readonly Step $step,
    ) {}
}
