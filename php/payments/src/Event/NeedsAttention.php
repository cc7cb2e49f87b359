<?php

declare(strict_types=1);

namespace Paygent\Payments\Event;

use Paygent\Payments\Journal\Effect;

/** A person must look; the shop is told by the same effect. */
final class NeedsAttention implements Event
{
    public function __construct(public readonly Effect $effect) {}
}
