<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Defects;

use Paygent\Payments\Card\CardRegistration;
use Paygent\Payments\Card\CardsResult;
use Paygent\Payments\Card\CardTries;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Tests\Engine\Customer;
use Paygent\Payments\Tests\Engine\EngineBench;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\Attributes\DataProvider;

/** Card numbers cannot be tried out on the page where cards are kept. */
final class CardTriesTest extends EngineTestCase
{
    private const MOST = 10;

    #[DataProvider('databases')]
    public function testWhoseCardsAreRefusedWaits(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind);
        for ($try = 0; $try < self::MOST; ++$try) {
            $result = $this->add($bench, 'taro', Customer::DECLINED);
            self::assertFalse($result->isDone());
            self::assertNotSame('card.too_many_refused', $result->customerText, "try $try");
        }
        $asked = \count(self::$paygent->tool->telegrams('025'));

        $result = $this->add($bench->host(), 'taro', Customer::CARD);

        self::assertSame('card.too_many_refused', $result->customerText);
        self::assertCount($asked, self::$paygent->tool->telegrams('025'), 'no card company is asked');
        self::assertTrue($this->add($bench, 'hanako', Customer::CARD)->isDone(), 'other customers keep cards');
        $bench->advance('61m');
        self::assertTrue($this->add($bench, 'taro', Customer::CARD)->isDone(), 'an hour later');
        $this->add($bench, 'taro', Customer::DECLINED);
        self::assertSame(1, $bench->engine->database->int("SELECT SUM(amount) FROM {counter} WHERE name LIKE 'card:%'"), 'begins anew');
    }

    /** Authentications that fail are tries as well. */
    public function testRefusedAuthenticationsCount(): void
    {
        $bench = $this->bench();
        $cards = $this->cards($bench, ThreeDSecure::V2);
        for ($try = 0; $try < self::MOST; ++$try) {
            $cards->finish('taro', 'token', 'no such authentication', ['result' => '1']);
        }

        $result = $cards->begin('taro', self::$paygent->cardToken(), EngineBench::buyer(), 'https://shop.test/back');

        self::assertInstanceOf(CardsResult::class, $result);
        self::assertSame('card.too_many_refused', $result->customerText);
    }

    private function add(EngineBench $bench, string $owner, string $card): CardsResult
    {
        $result = $this->cards($bench, ThreeDSecure::None)->begin(
            $owner,
            self::$paygent->cardToken($card),
            EngineBench::buyer(),
            'https://shop.test/back',
        );
        self::assertInstanceOf(CardsResult::class, $result);

        return $result;
    }

    private function cards(EngineBench $bench, ThreeDSecure $threeDSecure): CardRegistration
    {
        $settings = SettingsFixture::module(card: [
            'threeDSecure' => $threeDSecure,
            'threeDSecureHashKey' => new Secret(self::$paygent->contract('threeds_hash_key')),
            'stockCard' => true,
            'validCheck' => true,
        ])->card;
        $tries = new CardTries($bench->engine->database, $bench->account, $bench->engine->clock);

        return new CardRegistration(self::$paygent->gateway(), $bench->account, $settings, $tries);
    }
}
