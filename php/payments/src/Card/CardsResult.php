<?php

declare(strict_types=1);

namespace Paygent\Payments\Card;

/** The answer to a wish about stored cards. */
final class CardsResult
{
    /**
     * @param list<StoredCard> $cards the customer's cards where the wish was to see them; newest use first
     * @param string $cardId customer_card_id of the card that was added
     * @param string $customerText key of the text for the customer; '' when done
     * @param string $shopReason code and detail for the shop's staff; '' when done
     */
    private function __construct(
        public readonly CardsOutcome $outcome,
        public readonly array $cards = [],
        public readonly string $cardId = '',
        public readonly string $customerText = '',
        public readonly string $shopReason = '',
    ) {}

    /** @param list<StoredCard> $cards */
    public static function done(array $cards = [], string $cardId = ''): self
    {
        return new self(CardsOutcome::Done, $cards, $cardId);
    }

    public static function refused(string $customerText, string $shopReason): self
    {
        return new self(CardsOutcome::Refused, customerText: $customerText, shopReason: $shopReason);
    }

    public static function unknown(string $shopReason): self
    {
        return new self(CardsOutcome::Unknown, customerText: 'card.stored_unknown', shopReason: $shopReason);
    }

    public function isDone(): bool
    {
        return $this->outcome === CardsOutcome::Done;
    }
}
