<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Step;

/** The payment is made; show the order's completion page. */
final class Done implements Step {}
