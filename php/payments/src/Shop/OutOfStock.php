<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop;

/** The shop cannot take stock or points for an order; the message is for the customer. */
final class OutOfStock extends \RuntimeException {}
