<?php

declare(strict_types=1);

namespace Paygent\Payments\Operation;

/** Somebody was quicker; the transaction is taken back. @internal of Attach */
final class AlreadyOwned extends \RuntimeException {}
