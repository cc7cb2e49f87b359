<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Card;

use Paygent\Payments\Card\CardRegistration;
use Paygent\Payments\Card\CardsOutcome;
use Paygent\Payments\Card\CardsResult;
use Paygent\Payments\Card\RegistrationPage;
use Paygent\Payments\Card\StoredCards;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Settings\AttemptControl;
use Paygent\Payments\Settings\CardSettings;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Keeping a card on the customer's own page, with and without 3-D Secure 2. */
final class CardRegistrationTest extends TestCase
{
    private const KEY = 'demo3dskey';

    private const URL = 'https://shop.example/mypage/cards/add';

    private static LocalPaygent $paygent;

    private string $owner;

    public static function setUpBeforeClass(): void
    {
        self::$paygent = LocalPaygent::start();
        self::$paygent->tool->contract(['threeds_hash_key' => self::KEY]);
    }

    public static function tearDownAfterClass(): void
    {
        self::$paygent->stop();
    }

    protected function setUp(): void
    {
        $this->owner = 'r' . bin2hex(random_bytes(6));
    }

    protected function tearDown(): void
    {
        self::$paygent->tool->clearFaults();
    }

    public function testWithout3DSecureTheCardIsKeptAtOnce(): void
    {
        $result = $this->begin(self::settings(ThreeDSecure::None), self::$paygent->cardToken());

        self::assertInstanceOf(CardsResult::class, $result);
        self::assertTrue($result->isDone(), $result->shopReason);
        self::assertSame(1, $this->kept());
    }

    #[DataProvider('holders')]
    public function testOnlyAnAuthenticatedCardIsKept(string $holder, AttemptControl $control, bool $kept): void
    {
        $settings = self::settings(control: $control);
        $token = self::$paygent->cardToken(name: $holder);
        $page = $this->begin($settings, $token);
        self::assertInstanceOf(RegistrationPage::class, $page);
        self::assertSame(0, $this->kept(), 'not before the bank has spoken');
        $back = self::$paygent->browser()->show($page->html);
        self::assertTrue($back->isShop(), $back->text());
        $result = self::registration($settings)->finish($this->owner, $token, $page->authenticationId, $back->fields());

        self::assertSame($kept, $result->isDone(), $result->shopReason);
        self::assertSame($kept ? '' : 'card.authentication_failed', $result->customerText);
        self::assertSame($kept ? 1 : 0, $this->kept());
    }

    /** @return iterable<string, array{string, AttemptControl, bool}> */
    public static function holders(): iterable
    {
        yield 'authenticated' => ['BAVYA', AttemptControl::None, true];
        yield 'attempt allowed' => ['BAVAA', AttemptControl::NormalOnly, true];
        yield 'attempt refused' => ['BAVUA', AttemptControl::NormalOnly, false];
        yield 'failed' => ['BAVNA', AttemptControl::All, false];
    }

    public function testAForgedReturnKeepsNothing(): void
    {
        $settings = self::settings();
        $token = self::$paygent->cardToken(name: 'BAVNA');
        $page = $this->begin($settings, $token);
        self::assertInstanceOf(RegistrationPage::class, $page);
        $fields = self::$paygent->browser()->show($page->html)->fields();
        $forged = self::registration($settings)
            ->finish($this->owner, $token, $page->authenticationId, ['result' => '0'] + $fields);

        self::assertSame(CardsOutcome::Refused, $forged->outcome);
        self::assertSame('card.authentication_unproven', $forged->customerText);
        self::assertSame(0, $this->kept());
    }

    public function testABrandWithout3DSecureIsTheShopsRisk(): void
    {
        self::$paygent->tool->contract(['no_3ds_brands' => ['VISA']]);
        try {
            $refused = $this->begin(self::settings(), self::$paygent->cardToken());
            $kept = $this->begin(self::settings(control: AttemptControl::All), self::$paygent->cardToken());
        } finally {
            self::$paygent->tool->contract(['no_3ds_brands' => []]);
        }

        self::assertInstanceOf(CardsResult::class, $refused);
        self::assertSame('card.brand', $refused->customerText);
        self::assertInstanceOf(CardsResult::class, $kept);
        self::assertTrue($kept->isDone());
        self::assertSame(1, $this->kept());
    }

    public function testALost450ChangesNothing(): void
    {
        self::$paygent->tool->fault(['kind' => '450', 'do' => ['swallow' => true]]);
        $result = $this->begin(self::settings(), self::$paygent->cardToken());

        self::assertInstanceOf(CardsResult::class, $result);
        self::assertSame('card.try_later', $result->customerText);
        self::assertSame(0, $this->kept());
    }

    public function testAFullListIsSaidBeforeTheBankIsAsked(): void
    {
        $cards = new StoredCards(self::$paygent->gateway(), self::$paygent->account(), self::settings());
        for ($number = 0; $number < StoredCards::LIMIT; ++$number) {
            self::assertTrue($cards->add($this->owner, self::$paygent->cardToken())->isDone());
        }
        $sent = \count(self::$paygent->tool->telegrams('450'));
        $result = $this->begin(self::settings(), self::$paygent->cardToken());

        self::assertInstanceOf(CardsResult::class, $result);
        self::assertSame('card.stored_full', $result->customerText);
        self::assertCount($sent, self::$paygent->tool->telegrams('450'));
    }

    #[DataProvider('unusable')]
    public function testWithoutKeyOrWithALongAddressNothingIsSent(?Secret $key, string $url): void
    {
        $settings = SettingsFixture::module(card: [
            'threeDSecure' => ThreeDSecure::V2, 'threeDSecureHashKey' => $key,
        ])->card;
        $result = self::registration($settings)->begin($this->owner, 'tok_any', new Buyer(), $url);

        self::assertInstanceOf(CardsResult::class, $result);
        self::assertSame('card.contact_shop', $result->customerText);
    }

    /** @return iterable<string, array{Secret|null, string}> */
    public static function unusable(): iterable
    {
        yield 'no key' => [null, self::URL];
        yield 'empty key' => [new Secret(''), self::URL];
        yield 'long address' => [new Secret(self::KEY), self::URL . '?' . str_repeat('a', 256)];
    }

    private function begin(CardSettings $settings, string $token): RegistrationPage|CardsResult
    {
        return self::registration($settings)->begin($this->owner, $token, new Buyer(email: 'taro@example.jp'), self::URL);
    }

    private function kept(): int
    {
        $cards = new StoredCards(self::$paygent->gateway(), self::$paygent->account(), self::settings());

        return \count($cards->list($this->owner)->cards);
    }

    private static function registration(CardSettings $settings): CardRegistration
    {
        return new CardRegistration(self::$paygent->gateway(), self::$paygent->account(), $settings);
    }

    private static function settings(
        ThreeDSecure $version = ThreeDSecure::V2,
        AttemptControl $control = AttemptControl::None,
    ): CardSettings {
        return SettingsFixture::module(card: [
            'threeDSecure' => $version,
            'attemptControl' => $control,
            'threeDSecureHashKey' => new Secret(self::KEY),
        ])->card;
    }
}
