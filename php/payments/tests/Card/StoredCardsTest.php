<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Card;

use Paygent\Payments\Card\CardsOutcome;
use Paygent\Payments\Card\StoredCards;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\TestCase;

/** Cards kept at a real local Paygent, through the real extension. */
final class StoredCardsTest extends TestCase
{
    private LocalPaygent $paygent;

    private string $owner;

    protected function setUp(): void
    {
        $this->paygent = LocalPaygent::shared();
        $this->owner = 'c' . bin2hex(random_bytes(6)) . '@example.jp';
    }

    protected function tearDown(): void
    {
        $this->paygent->tool->clearFaults();
    }

    public function testACustomerWithoutCardsHasAnEmptyList(): void
    {
        $result = $this->cards()->list($this->owner);

        self::assertTrue($result->isDone());
        self::assertSame([], $result->cards);
    }

    public function testAddsShowsAndDeletesACard(): void
    {
        $cards = $this->cards();
        $added = $cards->add($this->owner, $this->paygent->cardToken('4900000000001234', name: 'TARO YAMADA'));

        self::assertTrue($added->isDone(), $added->shopReason);
        $list = $cards->list($this->owner)->cards;
        self::assertCount(1, $list);
        self::assertSame($added->cardId, $list[0]->id);
        self::assertSame('************1234', $list[0]->maskedNumber);
        self::assertSame('VISA', $list[0]->brand);
        self::assertSame('TARO YAMADA', $list[0]->holder);
        self::assertFalse($list[0]->expired);
        self::assertMatchesRegularExpression('/\A12[0-9]{2}\z/', $list[0]->validTerm);
        self::assertStringNotContainsString('YAMADA', print_r($list[0], true));

        self::assertTrue($cards->delete($this->owner, $added->cardId)->isDone());
        self::assertSame([], $cards->list($this->owner)->cards);
    }

    public function testATokenServesOnce(): void
    {
        $token = $this->paygent->cardToken();
        self::assertTrue($this->cards()->add($this->owner, $token)->isDone());
        $again = $this->cards()->add($this->owner, $token);

        self::assertSame(CardsOutcome::Refused, $again->outcome);
        self::assertSame('card.enter_again', $again->customerText);
        self::assertStringContainsString('2022', $again->shopReason);
    }

    public function testTheValidityCheckKeepsOnlyGoodCards(): void
    {
        $cards = $this->cards(['validCheck' => true]);
        $refused = $cards->add($this->owner, $this->paygent->cardToken('4900000000008212'));

        self::assertSame(CardsOutcome::Refused, $refused->outcome);
        self::assertSame('card.declined', $refused->customerText);
        self::assertTrue($cards->add($this->owner, $this->paygent->cardToken())->isDone());
        self::assertCount(1, $cards->list($this->owner)->cards);
    }

    public function testWithoutTheValidityCheckNobodyAsksTheCardCompany(): void
    {
        self::assertTrue($this->cards()->add($this->owner, $this->paygent->cardToken('4900000000008212'))->isDone());
    }

    public function testKeepsTenCards(): void
    {
        $cards = $this->cards();
        for ($number = 0; $number < StoredCards::LIMIT; ++$number) {
            self::assertTrue($cards->add($this->owner, $this->paygent->cardToken('490000000000100' . $number))->isDone());
        }
        $eleventh = $cards->add($this->owner, $this->paygent->cardToken());

        self::assertSame('card.stored_full', $eleventh->customerText);
        self::assertCount(StoredCards::LIMIT, $cards->list($this->owner)->cards);
        self::assertTrue($cards->deleteAll($this->owner)->isDone());
        self::assertSame([], $cards->list($this->owner)->cards);
    }

    public function testDeletesOnlyTheCustomersOwnCards(): void
    {
        $cards = $this->cards();
        $theirs = $cards->add('another' . $this->owner, $this->paygent->cardToken())->cardId;
        $mine = $cards->add($this->owner, $this->paygent->cardToken())->cardId;

        foreach ([$theirs, '', '999999', "$mine OR 1"] as $cardId) {
            $result = $cards->delete($this->owner, $cardId);
            self::assertSame(CardsOutcome::Refused, $result->outcome, $cardId);
            self::assertSame('card.stored_missing', $result->customerText);
        }
        self::assertCount(1, $cards->list($this->owner)->cards);
        self::assertCount(1, $cards->list('another' . $this->owner)->cards);
    }

    public function testDeletingAllOfNoneIsDone(): void
    {
        self::assertTrue($this->cards()->deleteAll($this->owner)->isDone());
    }

    public function testALostAnswerIsFoundInTheList(): void
    {
        $cards = $this->cards();
        self::assertTrue($cards->add($this->owner, $this->paygent->cardToken('4900000000001111'))->isDone());
        $this->paygent->tool->fault(['kind' => '025', 'do' => ['swallow' => true]]);
        $added = $cards->add($this->owner, $this->paygent->cardToken('4900000000002222'));

        self::assertSame(CardsOutcome::Done, $added->outcome, $added->shopReason);
        $list = $cards->list($this->owner)->cards;
        self::assertCount(2, $list);
        self::assertContains($added->cardId, [$list[0]->id, $list[1]->id]);

        $this->paygent->tool->fault(['kind' => '026', 'do' => ['swallow' => true]]);
        self::assertTrue($cards->delete($this->owner, $added->cardId)->isDone());
        self::assertCount(1, $cards->list($this->owner)->cards);
    }

    public function testALostWishIsUnknownAndNotRepeated(): void
    {
        $cards = $this->cards();
        $kept = $cards->add($this->owner, $this->paygent->cardToken())->cardId;
        $this->paygent->tool->fault(['kind' => '025', 'do' => ['hang' => 'before']]);
        $added = $this->cards(timeout: '1')->add($this->owner, $this->paygent->cardToken());

        self::assertSame(CardsOutcome::Unknown, $added->outcome);
        self::assertSame('card.stored_unknown', $added->customerText);

        $this->paygent->tool->fault(['kind' => '026', 'do' => ['hang' => 'before']]);
        self::assertSame(CardsOutcome::Unknown, $this->cards(timeout: '1')->delete($this->owner, $kept)->outcome);
        self::assertCount(1, $cards->list($this->owner)->cards);
    }

    public function testAListThatDoesNotComeIsUnknownAndChangesNothing(): void
    {
        $cards = $this->cards();
        $kept = $cards->add($this->owner, $this->paygent->cardToken())->cardId;
        $this->paygent->tool->fault(['kind' => '027', 'times' => 3, 'do' => ['swallow' => true]]);

        self::assertSame(CardsOutcome::Unknown, $cards->list($this->owner)->outcome);
        self::assertSame(CardsOutcome::Unknown, $cards->add($this->owner, $this->paygent->cardToken())->outcome);
        self::assertSame(CardsOutcome::Unknown, $cards->delete($this->owner, $kept)->outcome);
        self::assertCount(1, $cards->list($this->owner)->cards);
    }

    public function testWithoutTheServiceNothingIsSent(): void
    {
        $cards = $this->cards(['stockCard' => false]);

        self::assertSame('card.stored_off', $cards->list($this->owner)->customerText);
        self::assertSame('card.stored_off', $cards->add($this->owner, $this->paygent->cardToken())->customerText);
        self::assertSame('card.stored_off', $cards->delete($this->owner, '1')->customerText);
    }

    public function testAContractWithoutTheServiceSaysSoToTheShop(): void
    {
        $this->paygent->tool->fault(['kind' => '027', 'do' => ['answer' => ['result' => '1', 'response_code' => 'P021', 'response_detail' => 'x']]]);
        $result = $this->cards()->list($this->owner);

        self::assertSame(CardsOutcome::Refused, $result->outcome);
        self::assertSame('card.contact_shop', $result->customerText);
        self::assertStringContainsString('027 P021', $result->shopReason);
    }

    /** @param array<string, mixed> $card parts of the card settings */
    private function cards(array $card = [], string $timeout = ''): StoredCards
    {
        return new StoredCards(
            $this->paygent->gateway($timeout === '' ? [] : ['timeout_value' => $timeout]),
            $this->paygent->account(),
            SettingsFixture::module(card: $card)->card,
        );
    }
}
