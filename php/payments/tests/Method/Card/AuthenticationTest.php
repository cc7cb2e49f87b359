<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Money;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Settings\AttemptControl;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Settings\ThreeDSecure;
use PHPUnit\Framework\Attributes\DataProvider;

/** Telegram 450 and its answers. */
final class AuthenticationTest extends CardTestCase
{
    private const V2 = ['threeDSecure' => ThreeDSecure::V2];

    public function testAuthenticatesANewCardBeforeAnyMoneyMoves(): void
    {
        $send = self::send(self::method()->begin($this->purchase(self::V2, [
            'card_token' => 'tok_new', 'payment_class' => '61-3', 'card_token_stock' => 'tok_keep',
        ], buyer: new Buyer(email: 'taro@example.jp'))));

        self::assertSame('authenticate', $send->step);
        self::assertSame(Money::Stays, $send->money);
        self::assertSame('450', $send->telegram->kind);
        self::assertSame([
            'term_url' => 'https://shop.example/paygent/3ds2?s=' . bin2hex("61-3\ntok_new\n\ntok_keep"),
            'merchant_name' => 'TestShop',
            'authentication_type' => '01',
            'trading_id' => 'T1_abcdefg',
            'payment_amount' => 1080,
            'card_set_method' => 'token',
            'card_token' => 'tok_new',
            'login_type' => '02',
            'email_address' => 'taro@example.jp',
            'bill_address_country' => '392',
        ], $send->telegram->fields);
    }

    public function testNamesAStoredCardWithoutItsSecurityCodeToken(): void
    {
        $fields = self::send(self::method()->begin($this->purchase(self::V2, [
            'card_token' => 'tok_cvc', 'customer_card_id' => '7',
        ])))->telegram->fields;

        self::assertSame('customer', $fields['card_set_method']);
        self::assertSame('42', $fields['customer_id']);
        self::assertSame('7', $fields['customer_card_id']);
        self::assertArrayNotHasKey('card_token', $fields, 'both together would be 31002');
    }

    #[DataProvider('noKeys')]
    public function testWithoutAKeyToVerifyReturnsNothingIsSent(?Secret $key): void
    {
        $move = self::method()->begin($this->purchase(['threeDSecureHashKey' => $key] + self::V2));

        self::assertSame('card.contact_shop', self::refused($move)->customerText);
        self::assertSame(Retry::None, self::refused($move)->retry);
    }

    /** @return iterable<string, array{Secret|null}> */
    public static function noKeys(): iterable
    {
        yield 'none' => [null];
        yield 'empty' => [new Secret('')];
    }

    public function testGivesUpKeepingTheCardWhereTheAddressWouldBeTooLong(): void
    {
        $this->urls = new CarryingUrls('https://shop.example/' . str_repeat('a', 150) . '/');
        $fields = self::send(self::method()->begin($this->purchase(self::V2, [
            'card_token' => str_repeat('t', 28), 'card_token_stock' => str_repeat('s', 28),
        ])))->telegram->fields;

        self::assertLessThanOrEqual(256, \strlen((string) $fields['term_url']));
        self::assertStringEndsWith(bin2hex("10\n" . str_repeat('t', 28) . "\n\n"), (string) $fields['term_url']);
    }

    public function testSendsNothingWithAnAddressThatIsTooLong(): void
    {
        $this->urls = new CarryingUrls('https://shop.example/' . str_repeat('a', 250) . '/');
        $move = self::method()->begin($this->purchase(self::V2));

        self::assertSame(Retry::None, self::refused($move)->retry);
        self::assertStringContainsString('256', self::refused($move)->shopReason);
    }

    public function testShowsThePageAndBindsTheReturn(): void
    {
        $purchase = $this->purchase(self::V2);
        $sent = self::send(self::method()->begin($purchase));
        $verdict = self::verdict(self::method()->answered($purchase, $sent, Answer::answered('0', rows: [
            ['3ds_auth_id' => self::AUTH_ID, 'out_acs_html' => "<html>\n</html>"],
        ])));

        self::assertSame(AttemptState::Away, $verdict->state);
        self::assertInstanceOf(ShowPage::class, $verdict->step);
        self::assertSame("<html>\n</html>", $verdict->step->html);
        self::assertSame(self::AUTH_ID, $verdict->binding);
        self::assertSame(self::NOW + 30 * 60 * 1000, $verdict->limitAt);
        self::assertNull($verdict->evidence, 'no payment yet');
    }

    /** @param array<string, string> $row */
    #[DataProvider('incomplete')]
    public function testAnAnswerWithoutIdOrPageIsRefused(array $row): void
    {
        $purchase = $this->purchase(self::V2);
        $sent = self::send(self::method()->begin($purchase));
        $verdict = self::verdict(self::method()->answered($purchase, $sent, Answer::answered('0', rows: [$row])));

        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertSame('card.try_later', self::refused($verdict)->customerText);
    }

    /** @return iterable<string, array{array<string, string>}> */
    public static function incomplete(): iterable
    {
        yield 'no id' => [['out_acs_html' => '<html>']];
        yield 'no page' => [['3ds_auth_id' => self::AUTH_ID, 'out_acs_html' => '']];
    }

    #[DataProvider('refusals')]
    public function testARefusalEndsTheAttempt(string $code, string $text, Retry $retry, AttemptControl $control): void
    {
        $purchase = $this->purchase(['attemptControl' => $control] + self::V2);
        $sent = self::send(self::method()->begin($purchase));
        $move = self::method()->answered($purchase, $sent, Answer::answered('1', $code, '詳細'));

        self::assertSame(AttemptState::Refused, self::verdict($move)->state);
        self::assertSame($text, self::refused($move)->customerText);
        self::assertSame($retry, self::refused($move)->retry);
        self::assertSame("450 $code 詳細", self::refused($move)->shopReason);
    }

    /** @return iterable<string, array{string, string, Retry, AttemptControl}> */
    public static function refusals(): iterable
    {
        $all = AttemptControl::All;
        yield 'brand without 3-D Secure, own risk not taken' => ['31012', 'card.brand', Retry::OtherMethod, AttemptControl::NormalOnly];
        yield 'brand without 3-D Secure, no attempts' => ['31012', 'card.brand', Retry::OtherMethod, AttemptControl::None];
        yield 'brand not accepted' => ['31001', 'card.brand', Retry::OtherMethod, $all];
        yield 'parameters' => ['31002', 'card.contact_shop', Retry::OtherMethod, $all];
        yield 'token expired' => ['31003', 'card.enter_again', Retry::Again, $all];
        yield 'token unknown' => ['31004', 'card.enter_again', Retry::Again, $all];
        yield 'token used' => ['31005', 'card.enter_again', Retry::Again, $all];
        yield 'stored card gone' => ['31006', 'card.stored_missing', Retry::Again, $all];
        yield 'authentication failed' => ['31007', 'card.authentication_failed', Retry::OtherMethod, $all];
        yield 'not contracted' => ['P063', 'card.contact_shop', Retry::OtherMethod, $all];
        yield 'blocker' => ['2054', 'card.declined', Retry::OtherMethod, $all];
        yield 'maintenance' => ['P017', 'card.try_later', Retry::Again, $all];
    }

    public function testGoesOnWithoutAuthenticationOnlyWhereTheShopTakesEveryRisk(): void
    {
        $purchase = $this->purchase(['attemptControl' => AttemptControl::All] + self::V2);
        $sent = self::send(self::method()->begin($purchase));
        $send = self::send(self::method()->answered($purchase, $sent, Answer::answered('1', '31012')));

        self::assertSame('020', $send->telegram->kind);
        self::assertSame(Money::Moves, $send->money);
        self::assertSame('1', $send->telegram->fields['3dsecure_ryaku']);
        self::assertArrayNotHasKey('3dsecure_use_type', $send->telegram->fields);
        self::assertSame('tok_new', $send->telegram->fields['card_token']);
    }
}
