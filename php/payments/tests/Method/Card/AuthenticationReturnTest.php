<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Move;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Settings\AttemptControl;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Support\Hashes;
use PHPUnit\Framework\Attributes\DataProvider;

/** The return of 450: who may come back with what. */
final class AuthenticationReturnTest extends CardTestCase
{
    private const V2 = ['threeDSecure' => ThreeDSecure::V2];

    public function testAuthorizesWithTheIdThatWasBound(): void
    {
        $purchase = $this->away(input: ['card_token' => 'tok_new', 'payment_class' => '61-3', 'card_token_stock' => 'tok_keep']);
        $send = self::send($this->back($purchase, ['result' => '0', 'attempt_kbn' => '']));

        self::assertSame('authorize', $send->step);
        self::assertSame([
            'trading_id' => 'T1_abcdefg',
            'payment_id' => '',
            'payment_amount' => 1080,
            'payment_class' => '61',
            'split_count' => '3',
            'card_token' => 'tok_new',
            '3dsecure_use_type' => '2',
            '3ds_auth_id' => self::AUTH_ID,
            'security_code_use' => '1',
        ], $send->telegram->fields);
        self::assertSame(['card_token_stock' => 'tok_keep'], $send->carry);
    }

    public function testNeedsNothingFromTheSessionOrTheForm(): void
    {
        $this->away(input: ['card_token' => 'tok_cvc', 'customer_card_id' => '7']);
        $withoutInput = $this->purchase(self::V2, [], binding: self::AUTH_ID);
        $fields = self::send($this->back($withoutInput, ['result' => '0']))->telegram->fields;

        self::assertSame(['1', '42', '7', 'tok_cvc', '1'], [
            $fields['stock_card_mode'], $fields['customer_id'], $fields['customer_card_id'], $fields['card_token'],
            $fields['security_code_token'],
        ]);
    }

    public function testGoesOnWithThePaymentOfAWrongInput(): void
    {
        $this->away();
        $purchase = $this->purchase(self::V2, [], paymentId: '900', retries: 1, binding: self::AUTH_ID);
        $send = self::send($this->back($purchase, ['result' => '0']));

        self::assertSame('900', $send->paymentId);
        self::assertSame('900', $send->telegram->fields['payment_id']);
    }

    #[DataProvider('attempts')]
    public function testDecidesByAttemptControl(AttemptControl $control, string $attempt, bool $goesOn): void
    {
        $purchase = $this->away(['attemptControl' => $control]);
        $move = $this->back($purchase, ['result' => '0', 'attempt_kbn' => $attempt]);

        if ($goesOn) {
            self::assertSame('2', self::send($move)->telegram->fields['3dsecure_use_type']);
        } else {
            self::assertSame(AttemptState::Refused, self::verdict($move)->state);
            self::assertSame('card.authentication_failed', self::refused($move)->customerText);
            self::assertSame(Retry::OtherMethod, self::refused($move)->retry);
        }
    }

    /** @return iterable<string, array{AttemptControl, string, bool}> */
    public static function attempts(): iterable
    {
        yield 'none: authenticated' => [AttemptControl::None, '', true];
        yield 'none: attempt 0' => [AttemptControl::None, '0', false];
        yield 'none: attempt 1' => [AttemptControl::None, '1', false];
        yield 'normal only: authenticated' => [AttemptControl::NormalOnly, '', true];
        yield 'normal only: attempt 0' => [AttemptControl::NormalOnly, '0', true];
        yield 'normal only: attempt 1' => [AttemptControl::NormalOnly, '1', false];
        yield 'all: authenticated' => [AttemptControl::All, '', true];
        yield 'all: attempt 0' => [AttemptControl::All, '0', true];
        yield 'all: attempt 1' => [AttemptControl::All, '1', true];
        yield 'all: an attempt nobody knows' => [AttemptControl::All, '2', false];
    }

    #[DataProvider('failures')]
    public function testAFailedAuthenticationEndsTheAttempt(string $code): void
    {
        $purchase = $this->away(['attemptControl' => AttemptControl::All]);
        $move = $this->back($purchase, [
            'result' => '1', 'response_code' => $code, 'response_detail' => '詳細', '3dsecure_server_error_code' => '405',
            '3dsecure_requestor_error_code' => '<script>',
        ]);

        self::assertSame(AttemptState::Refused, self::verdict($move)->state);
        self::assertSame('card.authentication_failed', self::refused($move)->customerText);
        self::assertSame(
            "450 return: response_code=$code 3dsecure_server_error_code=405",
            self::refused($move)->shopReason,
        );
    }

    /** @return iterable<string, array{string}> */
    public static function failures(): iterable
    {
        yield 'failed or high risk' => ['31007'];
        // The hash does not cover the code: a browser could write this one to get around the bank.
        yield 'a brand without 3-D Secure, said by the browser' => ['31012'];
        yield 'blocker' => ['2054'];
    }

    public function testPaygentsOwnCallAfter30MinutesEndsAnAbandonedAttempt(): void
    {
        $purchase = $this->away();
        $move = $this->back($purchase, [
            'result' => '1', 'response_code' => '31013', 'fingerprint' => 'XXXX', 'masked_card_number' => 'XXXX',
        ]);

        self::assertSame(AttemptState::Expired, self::verdict($move)->state);
        self::assertSame('card.authentication_expired', self::refused($move)->customerText);
        self::assertSame(Retry::Again, self::refused($move)->retry);
        self::assertNull(self::verdict($move)->evidence);
    }

    /** @param array<string, string> $fields with a right hash unless hc is given */
    #[DataProvider('forgeries')]
    public function testWhatIsNotProvenLeavesTheAttemptAsItIs(array $fields, string $binding = self::AUTH_ID): void
    {
        $this->away();
        $purchase = $this->purchase(self::V2, [], binding: $binding);
        $move = $this->back($purchase, $fields);

        self::assertSame(AttemptState::Away, self::verdict($move)->state);
        self::assertNull(self::verdict($move)->evidence);
        self::assertSame('card.authentication_unproven', self::refused($move)->customerText);
    }

    /** @return iterable<string, array{0: array<string, string>, 1?: string}> */
    public static function forgeries(): iterable
    {
        yield 'no hash' => [['result' => '0', 'hc' => '']];
        yield 'wrong hash' => [['result' => '0', 'hc' => str_repeat('0', 64)]];
        yield 'hash of a failure' => [[
            'result' => '0',
            'hc' => Hashes::threeDSecure2(['result' => '1', '3ds_auth_id' => self::AUTH_ID], self::KEY),
        ]];
        yield 'hash by an empty key' => [[
            'result' => '0',
            'hc' => Hashes::threeDSecure2(['result' => '0', '3ds_auth_id' => self::AUTH_ID], ''),
        ]];
        yield 'right hash, authentication of another order' => [['result' => '0', '3ds_auth_id' => 'another']];
        yield 'failure of another order' => [['result' => '1', 'response_code' => '31013', '3ds_auth_id' => 'another']];
        yield 'no authentication was begun' => [['result' => '0'], ''];
        yield 'no authentication was begun, empty id' => [['result' => '0', '3ds_auth_id' => ''], ''];
        yield 'result nobody knows' => [['result' => '9']];
        yield 'no result' => [['result' => '']];
        yield 'nothing at all' => [['hc' => '', '3ds_auth_id' => '', 'result' => '']];
    }

    public function testARightHashWithoutAKeyProvesNothing(): void
    {
        $this->away();
        $purchase = $this->purchase(['threeDSecureHashKey' => null] + self::V2, [], binding: self::AUTH_ID);

        self::assertSame(AttemptState::Away, self::verdict($this->back($purchase, ['result' => '0']))->state);
    }

    public function testSettingsThatChangedMeanwhileAreObeyed(): void
    {
        $this->away(input: ['card_token' => 'tok_new', 'payment_class' => '80']);
        $purchase = $this->purchase(['paymentDivisions' => ['10']] + self::V2, [], binding: self::AUTH_ID);

        self::assertSame('card.division', self::refused($this->back($purchase, ['result' => '0']))->customerText);
    }

    public function testAReturnWithoutItsCarriedCardIsRefused(): void
    {
        $purchase = $this->purchase(self::V2, [], binding: self::AUTH_ID);

        self::assertSame('card.enter_again', self::refused($this->back($purchase, ['result' => '0']))->customerText);
    }

    /**
     * A purchase whose customer is at the bank's page.
     *
     * @param array<string, mixed> $card
     * @param array<string, string> $input
     */
    private function away(array $card = [], array $input = ['card_token' => 'tok_new']): Purchase
    {
        $purchase = $this->purchase($card + self::V2, $input, binding: self::AUTH_ID);
        self::send(self::method()->begin($purchase));

        return $purchase;
    }

    /** @param array<string, string> $fields */
    private function back(Purchase $purchase, array $fields): Move
    {
        $fields += ['3ds_auth_id' => self::AUTH_ID];
        $fields += ['hc' => Hashes::threeDSecure2($fields, self::KEY)];

        return self::method()->returned($purchase, $this->urls->back('3ds2', $fields));
    }
}
