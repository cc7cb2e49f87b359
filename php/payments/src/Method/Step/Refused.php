<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Step;

/** Not paid. */
final class Refused implements Step
{
    /**
     * @param string $customerText key of the text for the customer (Support\Texts), e.g. "card.declined"
     * @param string $shopReason code and detail for the shop's staff, never shown to the customer
     * @param Retry $retry whether another try makes sense
     */
    public function __construct(
        public readonly string $customerText,
        public readonly string $shopReason,
        public readonly Retry $retry = Retry::OtherMethod,
    ) {}
}
