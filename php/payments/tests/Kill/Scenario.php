<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Kill;

use Paygent\Payments\Tests\Storm\Desk;
use Paygent\Payments\Tests\Storm\World;

/** One thing that happens in a shop, and what has to be there before. */
final class Scenario
{
    /**
     * @param \Closure(Desk, World): array<string, string> $prepare what run() needs, e.g. the order
     * @param \Closure(Desk, World, array<string, string>): void $run is killed on the way
     * @param bool $touchesOthers a run also takes up what killed ones left: they are tidied after each
     */
    public function __construct(
        public readonly \Closure $prepare,
        public readonly \Closure $run,
        public readonly bool $touchesOthers = false,
    ) {}
}
