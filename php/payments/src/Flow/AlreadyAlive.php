<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

/** The order lives by a payment: rolls back the attempt that was just inserted. @internal */
final class AlreadyAlive extends \RuntimeException {}
