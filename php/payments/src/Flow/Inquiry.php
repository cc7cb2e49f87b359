<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Gateway\Answer;

/** The outcome of one 094. */
final class Inquiry
{
    /** @param Evidence|null $evidence set when found */
    public function __construct(
        public readonly Finding $finding,
        public readonly Answer $answer,
        public readonly ?Evidence $evidence = null,
    ) {}
}
