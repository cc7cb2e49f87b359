<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop\Testing;

/** What a statement throws that the contract breaks. */
final class BrokenStatement extends \RuntimeException {}
