<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Card\StoredCards;
use Paygent\Payments\Gateway\Outcome;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Settings\SalesMode;
use Paygent\Payments\Tests\Card\CardTokens;
use PHPUnit\Framework\Attributes\DataProvider;

/** Payments by card without 3-D Secure, at a real local Paygent. */
final class CardLifeTest extends CardLifeTestCase
{
    public function testAuthorizes(): void
    {
        $verdict = $this->walk($this->order());

        self::assertSame(AttemptState::Placed, $verdict->state);
        self::assertInstanceOf(Done::class, $verdict->step);
        self::assertSame('20', $verdict->evidence?->status);
        self::assertAgrees($verdict);
    }

    public function testSellsAtOnce(): void
    {
        $verdict = $this->walk($this->order(['salesMode' => SalesMode::SellAtOnce]));

        self::assertSame('40', $verdict->evidence?->status);
        self::assertAgrees($verdict);
    }

    #[DataProvider('divisions')]
    public function testAuthorizesEveryDivision(string $division, string $class): void
    {
        self::$paygent->tool->contract([
            'bonus_months' => range(1, 12),
            'card_payment_classes' => ['10', '23', '61', '80'],
        ]);
        $order = $this->order(input: ['card_token' => self::$paygent->cardToken(), 'payment_class' => $division]);
        $verdict = $this->walk($order);

        self::assertSame(AttemptState::Placed, $verdict->state);
        $sent = self::$paygent->tool->telegrams('020', $order->tradingId);
        $request = $sent[0]['request'] ?? null;
        self::assertIsArray($request);
        self::assertSame($class, $request['payment_class'] ?? null);
    }

    /** @return iterable<string, array{string, string}> */
    public static function divisions(): iterable
    {
        yield 'once' => ['10', '10'];
        yield 'instalments' => ['61-3', '61'];
        yield 'revolving' => ['80', '80'];
        yield 'bonus' => ['21', '23'];
    }

    #[DataProvider('amounts')]
    public function testPaysTheLeastAndTheMost(int $amount): void
    {
        self::assertSame(AttemptState::Placed, $this->walk($this->order(amount: $amount))->state);
    }

    /** @return iterable<string, array{int}> */
    public static function amounts(): iterable
    {
        yield 'least' => [1];
        yield 'most' => [9_999_999];
    }

    #[DataProvider('refusals')]
    public function testARefusedCardLeavesNoLivePayment(string $number, string $text, string $status): void
    {
        $order = $this->order(input: ['card_token' => self::$paygent->cardToken($number)]);
        $verdict = $this->walk($order);

        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertSame($text, self::refused($verdict)->customerText);
        $payments = self::$paygent->tool->payments($order->tradingId);
        self::assertSame([$status], array_column($payments, 'status'));
    }

    /** @return iterable<string, array{string, string, string}> */
    public static function refusals(): iterable
    {
        yield 'declined' => ['4900000000008212', 'card.declined', '11'];
        yield 'limit' => ['4900000000008254', 'card.limit', '11'];
        yield 'network' => ['4900000000008113', 'card.try_later', '11'];
        yield 'time-out of the card company' => ['4900000000009000', 'card.timeout', '31'];
    }

    public function testAWrongSecurityCodeIsCorrectedInTheSamePayment(): void
    {
        $order = $this->order(input: ['card_token' => self::$paygent->cardToken('4900000000008244')]);
        $first = $this->walk($order);
        self::assertSame(AttemptState::Open, $first->state);
        self::assertSame('card.check_security_code', self::refused($first)->customerText);
        self::assertAgrees($first);
        $paymentId = $first->evidence->paymentId ?? '';

        $second = $this->walk($this->order(tradingId: $order->tradingId, paymentId: $paymentId, retries: 1));
        self::assertSame(AttemptState::Placed, $second->state);
        self::assertSame($paymentId, $second->evidence?->paymentId);
        self::assertAgrees($second);
        self::assertCount(1, self::$paygent->tool->payments($order->tradingId));
    }

    public function testPaygentAcceptsExactlyAsManyRetriesAsWeMake(): void
    {
        $order = $this->order(input: ['card_token' => self::$paygent->cardToken('4900000000008244')]);
        $paymentId = $this->walk($order)->evidence->paymentId ?? '';
        for ($retry = 1; $retry <= 3; ++$retry) {
            $verdict = $this->walk($this->order(
                input: ['card_token' => self::$paygent->cardToken('4900000000008244')],
                tradingId: $order->tradingId,
                paymentId: $paymentId,
                retries: $retry,
            ));
            self::assertStringStartsWith('020 2003', self::refused($verdict)->shopReason);
            self::assertSame($retry < 3 ? AttemptState::Open : AttemptState::Refused, $verdict->state);
        }
        $none = self::method()->begin($this->order(tradingId: $order->tradingId, paymentId: $paymentId, retries: 4));
        self::assertSame('card.too_many_tries', self::refused($none)->customerText);
    }

    public function testARetryOfAnAuthorizedPaymentIsAskedAbout(): void
    {
        $order = $this->order();
        $paymentId = $this->walk($order)->evidence->paymentId ?? '';
        $again = $this->walk($this->order(tradingId: $order->tradingId, paymentId: $paymentId, retries: 1));

        self::assertSame(AttemptState::Confirming, $again->state);
        self::assertSame(AttemptState::Placed, $this->inquire($order)->state);
    }

    public function testATokenPaysOnce(): void
    {
        $token = self::$paygent->cardToken();
        self::assertSame(AttemptState::Placed, $this->walk($this->order(input: ['card_token' => $token]))->state);
        $again = $this->walk($this->order(input: ['card_token' => $token]));

        self::assertSame(AttemptState::Refused, $again->state);
        self::assertSame('card.enter_again', self::refused($again)->customerText);
        self::assertSame(Retry::Again, self::refused($again)->retry);
    }

    public function testTheSecurityCodeIsRequiredWhereTheSettingsSaySo(): void
    {
        $verdict = $this->walk($this->order(input: ['card_token' => self::$paygent->cardToken(cvc: '')]));
        self::assertSame('card.security_code', self::refused($verdict)->customerText);

        $without = $this->order(['securityCode' => false], ['card_token' => self::$paygent->cardToken(cvc: '')]);
        self::assertSame(AttemptState::Placed, $this->walk($without)->state);
    }

    public function testKeepsTheCardThatHasPaidAndPaysWithItAgain(): void
    {
        $owner = 'u' . bin2hex(random_bytes(6));
        $order = $this->order(input: [
            'card_token' => self::$paygent->cardToken('4900000000007777'),
            'card_token_stock' => self::$paygent->cardToken('4900000000007777'),
        ], owner: $owner);
        $keep = $this->walk($order)->afterwards;
        self::assertNotNull($keep);
        $kept = $this->deliver($keep);
        self::assertTrue($kept->isSuccess(), $kept->code);
        $cards = new StoredCards(self::$paygent->gateway(), self::$paygent->account(), $order->settings->card);
        self::assertSame('************7777', $cards->list($owner)->cards[0]->maskedNumber ?? '');

        $input = ['customer_card_id' => $kept->get('customer_card_id'), 'card_token' => CardTokens::securityCode(self::$paygent)];
        $again = $this->walk($this->order(input: $input, owner: $owner));
        self::assertSame(AttemptState::Placed, $again->state);
        self::assertAgrees($again);
        $withoutCode = ['customer_card_id' => $kept->get('customer_card_id')];
        self::assertSame(
            AttemptState::Placed,
            $this->walk($this->order(['securityCode' => false], $withoutCode, owner: $owner))->state,
        );

        $input['card_token'] = CardTokens::securityCode(self::$paygent);
        $stranger = $this->walk($this->order(input: $input, owner: 'somebody'));
        self::assertSame('card.stored_missing', self::refused($stranger)->customerText);
    }

    public function testALostAnswerIsFoundByAsking(): void
    {
        $order = $this->order();
        self::$paygent->tool->fault(['kind' => '020', 'trading_id' => $order->tradingId, 'do' => ['swallow' => true]]);
        $lost = $this->deliver(self::send(self::method()->begin($order)));
        self::assertSame(Outcome::Unknown, $lost->outcome);
        $verdict = $this->inquire($order);

        self::assertSame(AttemptState::Placed, $verdict->state);
        self::assertSame(1080, $verdict->evidence?->amount);
        self::assertAgrees($verdict);
    }

    public function testALostRefusalIsFoundByAsking(): void
    {
        $order = $this->order(input: ['card_token' => self::$paygent->cardToken('4900000000008212')]);
        self::$paygent->tool->fault(['kind' => '020', 'trading_id' => $order->tradingId, 'do' => ['swallow' => true]]);
        $this->deliver(self::send(self::method()->begin($order)));
        $verdict = $this->inquire($order);

        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertSame('11', $verdict->evidence?->status);
    }

    public function testALostWrongInputIsStillBeingConfirmed(): void
    {
        $order = $this->order(input: ['card_token' => self::$paygent->cardToken('4900000000008244')]);
        self::$paygent->tool->fault(['kind' => '020', 'trading_id' => $order->tradingId, 'do' => ['swallow' => true]]);
        $this->deliver(self::send(self::method()->begin($order)));
        $verdict = $this->inquire($order);

        self::assertSame(AttemptState::Confirming, $verdict->state);
        self::assertInstanceOf(BeingConfirmed::class, $verdict->step);
        self::assertSame('10', $verdict->evidence?->status);
    }
}
