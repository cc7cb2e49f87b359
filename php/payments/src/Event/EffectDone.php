<?php

declare(strict_types=1);

namespace Paygent\Payments\Event;

use Paygent\Payments\Journal\Effect;

/** The shop has done what it was told. */
final class EffectDone implements Event
{
    public function __construct(public readonly Effect $effect) {}
}
