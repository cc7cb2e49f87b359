<?php

declare(strict_types=1);

namespace Paygent\Payments\Operation;

use Paygent\Payments\Rules\Reason;

/** What became of an operation that somebody asked for. */
final class OperationResult
{
    /**
     * @param Reason|null $reason why not, for the shop's staff
     * @param string $code Paygent's code, '' if none
     * @param string|null $intentId the first telegram's intent
     */
    public function __construct(
        public readonly Done $done,
        public readonly ?Reason $reason = null,
        public readonly string $code = '',
        public readonly ?string $intentId = null,
    ) {}
}
