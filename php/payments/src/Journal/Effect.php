<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** One thing the shop must do once. */
final class Effect
{
    /**
     * @param string $key `order:attempt:kind[:more]`, unique: the shop's key of idempotency
     * @param array<string, string|int|bool|null> $payload what the shop needs: amount (yen), payment_id,
     *     paid_at (ms), label, reason_ja, reason_en, mail (template name), …
     */
    public function __construct(
        public readonly string $key,
        public readonly EffectKind $kind,
        public readonly string $orderRef,
        public readonly ?string $attemptId,
        public readonly array $payload = [],
    ) {}

    public function text(string $name): string
    {
        return (string) ($this->payload[$name] ?? '');
    }
}
