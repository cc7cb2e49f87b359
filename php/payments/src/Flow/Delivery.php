<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Journal\Intent;

/** What became of an intent's telegram. */
final class Delivery
{
    /**
     * @param Intent|null $intent as it is now; null when another worker decides about it: the answer,
     *     if there was one, counts for nothing
     */
    public function __construct(
        public readonly ?Intent $intent,
        public readonly Answer $answer,
    ) {}
}
