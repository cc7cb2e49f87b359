<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Money;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Settings\SalesMode;
use Paygent\Payments\Settings\ThreeDSecure;
use PHPUnit\Framework\Attributes\DataProvider;

/** The first telegram of a payment by card, and inputs that get none. */
final class BeginTest extends CardTestCase
{
    public function testIsTheCard(): void
    {
        self::assertSame(MethodId::Card, self::method()->id());
    }

    public function testAuthorizesANewCardByItsToken(): void
    {
        $send = self::send(self::method()->begin($this->purchase()));

        self::assertSame('authorize', $send->step);
        self::assertSame(Money::Moves, $send->money);
        self::assertSame('', $send->paymentId);
        self::assertSame('020', $send->telegram->kind);
        self::assertSame([
            'trading_id' => 'T1_abcdefg',
            'payment_id' => '',
            'payment_amount' => 1080,
            'payment_class' => '10',
            'card_token' => 'tok_new',
            '3dsecure_ryaku' => '1',
            'security_code_use' => '1',
        ], $send->telegram->fields);
    }

    public function testSellsAtOnceAndAsksNoSecurityCodeWhereTheSettingsSaySo(): void
    {
        $send = self::send(self::method()->begin($this->purchase([
            'salesMode' => SalesMode::SellAtOnce,
            'securityCode' => false,
        ])));

        self::assertSame('1', $send->telegram->fields['sales_mode'] ?? null);
        self::assertArrayNotHasKey('security_code_use', $send->telegram->fields);
    }

    public function testAuthorizesInInstalments(): void
    {
        $send = self::send(self::method()->begin($this->purchase(input: [
            'card_token' => 'tok_new', 'payment_class' => '61-10',
        ])));

        self::assertSame('61', $send->telegram->fields['payment_class']);
        self::assertSame('10', $send->telegram->fields['split_count']);
    }

    public function testAuthorizesAStoredCardWithItsSecurityCode(): void
    {
        $send = self::send(self::method()->begin($this->purchase(input: [
            'card_token' => 'tok_cvc', 'customer_card_id' => '7',
        ])));

        self::assertSame([
            'stock_card_mode' => '1',
            'customer_id' => '42',
            'customer_card_id' => '7',
            'card_token' => 'tok_cvc',
            'security_code_token' => '1',
        ], array_diff_key($send->telegram->fields, array_flip([
            'trading_id', 'payment_id', 'payment_amount', 'payment_class', '3dsecure_ryaku', 'security_code_use',
        ])));
        self::assertSame('1', $send->telegram->fields['security_code_use']);
    }

    public function testAuthorizesAStoredCardWithoutAnyTokenWhereNoCodeIsAsked(): void
    {
        $send = self::send(self::method()->begin($this->purchase(['securityCode' => false], [
            'card_token' => 'tok_unneeded', 'customer_card_id' => '7',
        ])));

        self::assertSame('7', $send->telegram->fields['customer_card_id']);
        self::assertArrayNotHasKey('card_token', $send->telegram->fields);
        self::assertArrayNotHasKey('security_code_token', $send->telegram->fields);
    }

    public function testTakesTheCustomerOfAStoredCardFromTheOrderAlone(): void
    {
        $send = self::send(self::method()->begin($this->purchase(input: [
            'card_token' => 'tok_cvc', 'customer_card_id' => '7', 'customer_id' => '666', 'ownerRef' => '666',
        ])));

        self::assertSame('42', $send->telegram->fields['customer_id']);
    }

    public function testCarriesASecondTokenBesideTheTelegram(): void
    {
        $send = self::send(self::method()->begin($this->purchase(input: [
            'card_token' => 'tok_new', 'card_token_stock' => 'tok_keep',
        ])));

        self::assertSame(['card_token_stock' => 'tok_keep'], $send->carry);
        self::assertNotContains('tok_keep', $send->telegram->fields);
        self::assertStringNotContainsString('tok_', print_r($send, true), 'a dump shows no token');
    }

    #[DataProvider('whoCannotKeepACard')]
    public function testForgetsTheSecondTokenOfWhoCannotKeepACard(?string $owner, bool $stockCard, string $token): void
    {
        $send = self::send(self::method()->begin($this->purchase(
            ['stockCard' => $stockCard],
            ['card_token' => 'tok_new', 'card_token_stock' => $token],
            owner: $owner,
        )));

        self::assertSame([], $send->carry);
    }

    /** @return iterable<string, array{string|null, bool, string}> */
    public static function whoCannotKeepACard(): iterable
    {
        yield 'guest' => [null, true, 'tok_keep'];
        yield 'owner without reference' => ['', true, 'tok_keep'];
        yield 'service is off' => ['42', false, 'tok_keep'];
        yield 'malformed token' => ['42', true, "tok keep\n"];
    }

    public function testGoesOnWithThePaymentAfterAWrongInput(): void
    {
        $send = self::send(self::method()->begin($this->purchase(paymentId: '900', retries: 3)));

        self::assertSame('900', $send->paymentId);
        self::assertSame('900', $send->telegram->fields['payment_id']);
        self::assertSame('T1_abcdefg', $send->telegram->fields['trading_id']);
    }

    public function testStopsAfterThreeRetries(): void
    {
        $move = self::method()->begin($this->purchase(paymentId: '900', retries: 4));

        self::assertSame(AttemptState::Refused, self::verdict($move)->state);
        self::assertSame('card.too_many_tries', self::refused($move)->customerText);
        self::assertSame(Retry::OtherMethod, self::refused($move)->retry);
    }

    public function testAnIncompleteCorrectionLeavesTheAttemptOpen(): void
    {
        $move = self::method()->begin($this->purchase(input: [], paymentId: '900', retries: 1));

        self::assertSame(AttemptState::Open, self::verdict($move)->state);
        self::assertSame(Retry::SameAttempt, self::refused($move)->retry);
    }

    /**
     * @param array<string, string> $input
     * @param array<string, mixed> $card
     */
    #[DataProvider('badInputs')]
    public function testRefusesBeforeAnyTelegram(
        array $input,
        string $text,
        array $card = [],
        ?string $owner = '42',
        int $amount = 1080,
    ): void {
        $move = self::method()->begin($this->purchase($card, $input, $amount, $owner));

        self::assertSame(AttemptState::Refused, self::verdict($move)->state);
        self::assertSame($text, self::refused($move)->customerText);
        self::assertNull(self::verdict($move)->evidence);
        self::assertStringNotContainsString('secret', self::refused($move)->shopReason, 'no input in the reason');
    }

    /** @return iterable<string, array{0: array<string, string>, 1: string, 2?: array<string, mixed>, 3?: string|null, 4?: int}> */
    public static function badInputs(): iterable
    {
        $token = ['card_token' => 'tok_new'];
        $stored = $token + ['customer_card_id' => '7'];
        yield 'amount 0' => [$token, 'card.amount', [], '42', 0];
        yield 'amount below 0' => [$token, 'card.amount', [], '42', -1];
        yield 'amount of 8 digits' => [$token, 'card.amount', [], '42', 10_000_000];
        yield 'no token' => [[], 'card.enter_again'];
        yield 'token too long' => [['card_token' => str_repeat('secret', 6)], 'card.enter_again'];
        yield 'token with a blank' => [['card_token' => 'secret token'], 'card.enter_again'];
        yield 'token in Japanese' => [['card_token' => 'secretトークン'], 'card.enter_again'];
        yield 'payment class not allowed' => [$token + ['payment_class' => '80'], 'card.division', ['paymentDivisions' => ['10']]];
        yield 'payment class invented' => [$token + ['payment_class' => 'secret'], 'card.division'];
        yield 'stored card of a guest' => [$stored, 'card.stored_missing', [], null];
        yield 'stored card, owner empty' => [$stored, 'card.stored_missing', [], ''];
        yield 'stored card, service off' => [$stored, 'card.stored_missing', ['stockCard' => false]];
        yield 'stored card, id malformed' => [['customer_card_id' => 'secret'] + $token, 'card.stored_missing'];
        yield 'stored card, id too long' => [['customer_card_id' => str_repeat('9', 19)] + $token, 'card.stored_missing'];
        yield 'stored card without its code' => [['customer_card_id' => '7'], 'card.security_code'];
    }

    #[DataProvider('amounts')]
    public function testSendsTheAmountsThatACardCanPay(int $amount): void
    {
        self::assertSame($amount, self::send(self::method()->begin($this->purchase(amount: $amount)))->telegram->fields['payment_amount']);
    }

    /** @return iterable<string, array{int}> */
    public static function amounts(): iterable
    {
        yield 'least' => [1];
        yield 'most' => [9_999_999];
    }

    public function testAsksFor3DSecure1WithTheBrowsersHeaders(): void
    {
        $send = self::send(self::method()->begin($this->purchase(['threeDSecure' => ThreeDSecure::V1], [
            'card_token' => 'tok_new', 'http_accept' => "text/html\r\nX: y", 'http_user_agent' => '',
        ])));

        self::assertSame('1', $send->telegram->fields['3dsecure_use_type']);
        self::assertSame('text/htmlX: y', $send->telegram->fields['http_accept']);
        self::assertSame('Mozilla/5.0', $send->telegram->fields['http_user_agent']);
        self::assertSame('https://shop.example/paygent/3ds1?s=', $send->telegram->fields['term_url']);
        self::assertArrayNotHasKey('3dsecure_ryaku', $send->telegram->fields);
        self::assertSame(Money::Moves, $send->money);
    }
}
