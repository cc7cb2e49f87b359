<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Step;

/** Show Paidy's window through its script (paidy 2). */
final class OpenPaidy implements Step
{
    /**
     * @param array<string, mixed> $payload for Paidy.launch()
     * @param string $logoUrl '' for Paidy's own logo
     * @param string $returnUrl where the page posts what its `closed` callback was given: status, id,
     *     amount, currency, created_at
     */
    public function __construct(
        public readonly string $publicKey,
        #[\SensitiveParameter]
        public readonly array $payload,
        public readonly string $logoUrl = '',
        public readonly string $returnUrl = '',
    ) {}
}
