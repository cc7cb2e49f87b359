<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Step;

/** Send the browser to an address (GET). */
final class GoToUrl implements Step
{
    public function __construct(public readonly string $url) {}
}
