<?php

declare(strict_types=1);

namespace Paygent\Payments\Event;

use Paygent\Payments\Journal\Attempt;

/** A customer's try to pay has come to a new state. */
final class AttemptConcluded implements Event
{
    public function __construct(public readonly Attempt $attempt) {}
}
