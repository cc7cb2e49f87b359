<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** Another money telegram of the same payment or attempt is open: nothing was planned or sent. */
final class Busy extends \RuntimeException
{
    public function __construct(public readonly string $lockKey)
    {
        parent::__construct('an operation is already open for ' . $lockKey);
    }
}
