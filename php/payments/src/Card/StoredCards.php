<?php

declare(strict_types=1);

namespace Paygent\Payments\Card;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Outcome;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\Card\Refusals;
use Paygent\Payments\Settings\CardSettings;

/**
 * A customer's cards at Paygent: list, add, delete (カード情報お預かり機能).
 *
 * No money moves, so there is no journal: after a lost answer the list tells what became of the wish.
 * The customer is always the shop's own reference of him, never a value from the browser, and only cards
 * of his own list are touched. 025 knows no 3-D Secure: see CardRegistration.
 */
final class StoredCards
{
    /** Cards per customer (card-token 7). */
    public const LIMIT = 10;

    /** The customer has no cards: for a list that is an empty list. */
    private const NO_CARDS = 'P026';

    private const NO_SUCH_CARD = 'P022';

    /** @param CardTries|null $tries who was refused again and again waits; null only where the shop sees to that */
    public function __construct(
        private readonly Gateway $gateway,
        private readonly Account $account,
        private readonly CardSettings $settings,
        private readonly ?CardTries $tries = null,
    ) {}

    /** @param string $ownerRef the shop's reference of the customer, not empty */
    public function list(string $ownerRef): CardsResult
    {
        if (!$this->settings->stockCard) {
            return self::off();
        }
        $answer = $this->send(CardTelegrams::list($ownerRef));

        return match (true) {
            $answer->isSuccess() => CardsResult::done(array_map(StoredCard::ofList(...), $answer->rows)),
            $answer->code === self::NO_CARDS && $answer->isRefused() => CardsResult::done(),
            $answer->isRefused() => self::refused('027', $answer),
            default => CardsResult::unknown("027 $answer->code $answer->detail"),
        };
    }

    /**
     * Keeps a card. With カード有効性チェック only a card that the card company accepts.
     *
     * @param string $token card token that no other telegram has used
     */
    public function add(string $ownerRef, #[\SensitiveParameter] string $token): CardsResult
    {
        $before = $this->roomFor($ownerRef, $token);
        if (!$before->isDone()) {
            return $before;
        }
        $answer = $this->send(CardTelegrams::add($this->settings, $ownerRef, $token));

        return match (true) {
            $answer->isSuccess() => CardsResult::done(cardId: $answer->get('customer_card_id')),
            $answer->outcome === Outcome::Unknown => $this->addedAfterAll($ownerRef, $before->cards, $answer),
            $answer->isRefused() => $this->counted($ownerRef, self::refused('025', $answer)),
            default => self::refused('025', $answer),
        };
    }

    /** A card was refused: counts against who tries one after the other. */
    public function counted(string $ownerRef, CardsResult $refused): CardsResult
    {
        $this->tries?->failed($ownerRef);

        return $refused;
    }

    /** Whether a card could be added: done, with the customer's cards, or why not. */
    public function roomFor(string $ownerRef, #[\SensitiveParameter] string $token): CardsResult
    {
        if ($this->tries?->mayTry($ownerRef) === false) {
            return CardsResult::refused('card.too_many_refused', 'too many cards of this customer were refused');
        }
        $before = $this->list($ownerRef);

        return match (true) {
            !$before->isDone() => $before,
            \count($before->cards) >= self::LIMIT => CardsResult::refused(
                'card.stored_full',
                'the customer has ' . self::LIMIT . ' cards already',
            ),
            $token === '' => CardsResult::refused('card.enter_again', 'the card token is missing'),
            default => $before,
        };
    }

    /** @param string $cardId customer_card_id, as the browser named it */
    public function delete(string $ownerRef, string $cardId): CardsResult
    {
        $before = $this->list($ownerRef);
        if (!$before->isDone()) {
            return $before;
        }
        // Not among his cards: another customer's, or deleted before. An empty id would delete them all.
        if ($cardId === '' || !self::has($before->cards, $cardId)) {
            return CardsResult::refused('card.stored_missing', 'the customer has no such card');
        }
        $answer = $this->send(CardTelegrams::delete($ownerRef, $cardId));

        return match (true) {
            $answer->isSuccess(), self::isGone($answer) => CardsResult::done(),
            $answer->outcome === Outcome::Unknown => $this->deletedAfterAll($ownerRef, $cardId, $answer),
            default => self::refused('026', $answer),
        };
    }

    /** Every card of a customer who leaves the shop, also when the service is no longer offered. */
    public function deleteAll(string $ownerRef): CardsResult
    {
        $answer = $this->send(CardTelegrams::deleteAll($ownerRef));

        return match (true) {
            $answer->isSuccess(), self::isGone($answer) => CardsResult::done(),
            $answer->outcome === Outcome::Unknown => CardsResult::unknown("026 $answer->code $answer->detail"),
            default => self::refused('026', $answer),
        };
    }

    /**
     * The answer to 025 was lost. A card more than before proves it was kept; none more proves nothing yet.
     *
     * @param list<StoredCard> $before
     */
    private function addedAfterAll(string $ownerRef, array $before, Answer $lost): CardsResult
    {
        foreach ($this->list($ownerRef)->cards as $card) {
            if (!self::has($before, $card->id)) {
                return CardsResult::done(cardId: $card->id);
            }
        }

        return CardsResult::unknown("025 $lost->code $lost->detail");
    }

    private function deletedAfterAll(string $ownerRef, string $cardId, Answer $lost): CardsResult
    {
        $after = $this->list($ownerRef);

        return $after->isDone() && !self::has($after->cards, $cardId)
            ? CardsResult::done()
            : CardsResult::unknown("026 $lost->code $lost->detail");
    }

    private function send(Telegram $telegram): Answer
    {
        return $this->gateway->send($this->account, $telegram);
    }

    /** @param list<StoredCard> $cards */
    private static function has(array $cards, string $cardId): bool
    {
        foreach ($cards as $card) {
            if ($card->id === $cardId) {
                return true;
            }
        }

        return false;
    }

    private static function isGone(Answer $answer): bool
    {
        return $answer->isRefused() && $answer->code === self::NO_SUCH_CARD;
    }

    private static function refused(string $kind, Answer $answer): CardsResult
    {
        if ($answer->outcome === Outcome::NotSent) {
            return CardsResult::refused('card.try_later', "$kind $answer->code $answer->detail");
        }
        $refused = Refusals::of($kind, $answer);

        return CardsResult::refused($refused->customerText, $refused->shopReason);
    }

    private static function off(): CardsResult
    {
        return CardsResult::refused('card.stored_off', 'カード情報お預かり機能 is off');
    }
}
