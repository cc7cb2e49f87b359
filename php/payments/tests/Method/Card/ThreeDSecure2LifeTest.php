<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Card;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\AttemptControl;
use Paygent\Payments\Settings\ThreeDSecure;
use Paygent\Payments\Tests\Card\CardTokens;
use Paygent\Payments\Tests\Support\Page;
use PHPUnit\Framework\Attributes\DataProvider;

/** EMV 3-D Secure with the pages of a real local Paygent; the holder's name decides (card-3ds2 9). */
final class ThreeDSecure2LifeTest extends CardLifeTestCase
{
    #[DataProvider('frictionless')]
    public function testDecidesByWhatTheIssuerSays(string $holder, AttemptControl $control, AttemptState $state, string $attempt = ''): void
    {
        $order = $this->order($this->v2($control), $this->card($holder));
        $verdict = $this->come($order, $this->leave($order));

        self::assertSame($state, $verdict->state);
        if ($state === AttemptState::Placed) {
            self::assertSame('20', $verdict->evidence?->status);
            self::assertSame($attempt, $verdict->evidence->facts['attempt_kbn'] ?? '');
            self::assertAgrees($verdict);
        } else {
            self::assertSame('card.authentication_failed', self::refused($verdict)->customerText);
            self::assertSame([], self::$paygent->tool->payments($order->tradingId), 'no 020 was sent');
        }
    }

    /** @return iterable<string, array{0: string, 1: AttemptControl, 2: AttemptState, 3?: string}> */
    public static function frictionless(): iterable
    {
        yield 'authenticated' => ['BAVYA', AttemptControl::None, AttemptState::Placed];
        yield 'a name of no meaning' => ['TARO YAMADA', AttemptControl::None, AttemptState::Placed];
        yield 'attempt 0 allowed' => ['BAVAA', AttemptControl::NormalOnly, AttemptState::Placed, '0'];
        yield 'attempt 0 refused' => ['BAVAA', AttemptControl::None, AttemptState::Refused];
        yield 'attempt 1 allowed' => ['BAVUA', AttemptControl::All, AttemptState::Placed, '1'];
        yield 'attempt 1 refused' => ['BAVUA', AttemptControl::NormalOnly, AttemptState::Refused];
        yield 'error of a server behind' => ['BBErrABAB', AttemptControl::NormalOnly, AttemptState::Refused];
        yield 'failed' => ['BAVNA', AttemptControl::All, AttemptState::Refused];
        yield 'high risk' => ['BAVRA', AttemptControl::All, AttemptState::Refused];
    }

    public function testABuyersDataNeverBreaksTheAuthentication(): void
    {
        $buyer = new Buyer(
            '髙﨑',
            '花子😀',
            phone: '090-1234-5678',
            email: 'a..b.@docomo.example',
            postalCode: '　',
            stateCode: '99',
            city: '渋谷区',
            line1: ' ',
            line2: str_repeat('長', 2000),
            countryCode: '999',
            more: ['ship_address_state' => '13', 'ship_address_line1' => '　', 'account_create_date' => '20240101'],
        );
        $order = $this->order($this->v2(), $this->card('BAVYA'), buyer: $buyer);
        $verdict = $this->come($order, $this->leave($order));

        self::assertSame(AttemptState::Placed, $verdict->state, 'a format mistake would have made it an attempt');
        self::assertSame([], $verdict->evidence->facts ?? null);
    }

    #[DataProvider('challenges')]
    public function testTheBankAsksForAPassword(string $password, AttemptState $state): void
    {
        $order = $this->order($this->v2(), $this->card('BAVCA'));
        $away = $this->leave($order);
        $page = $this->show($away);
        self::assertFalse($page->isShop(), 'the bank asks');
        $verdict = $this->come($order, $away, $page, ['challengeDataEntry' => $password]);

        self::assertSame($state, $verdict->state);
    }

    /** @return iterable<string, array{string, AttemptState}> */
    public static function challenges(): iterable
    {
        yield 'right' => ['14012', AttemptState::Placed];
        yield 'wrong' => ['14042', AttemptState::Refused];
        yield 'attempt' => ['14052', AttemptState::Refused];
    }

    public function testAStoredCardWithItsSecurityCode(): void
    {
        $owner = 'v' . bin2hex(random_bytes(6));
        $first = $this->order($this->v2(), $this->card('BAVYA') + [
            'card_token_stock' => self::$paygent->cardToken(name: 'BAVYA'),
        ], owner: $owner);
        $keep = $this->come($first, $this->leave($first))->afterwards;
        self::assertNotNull($keep, 'the second token came back with the return');
        $kept = $this->deliver($keep);
        self::assertTrue($kept->isSuccess(), $kept->code);

        $order = $this->order($this->v2(), [
            'customer_card_id' => $kept->get('customer_card_id'),
            'card_token' => CardTokens::securityCode(self::$paygent),
        ], owner: $owner);
        self::assertSame(AttemptState::Placed, $this->come($order, $this->leave($order))->state);
    }

    public function testAWrongInputAfterTheAuthenticationIsCorrectedWithANewOne(): void
    {
        $order = $this->order($this->v2(), ['card_token' => self::$paygent->cardToken('4900000000008244', name: 'BAVYA')]);
        $first = $this->come($order, $this->leave($order));
        self::assertSame(AttemptState::Open, $first->state);
        self::assertSame(Retry::SameAttempt, self::refused($first)->retry);
        $paymentId = $first->evidence->paymentId ?? '';

        $again = $this->order($this->v2(), $this->card('BAVYA'), tradingId: $order->tradingId, paymentId: $paymentId);
        $second = $this->come($again, $this->leave($again));
        self::assertSame(AttemptState::Placed, $second->state);
        self::assertSame($paymentId, $second->evidence?->paymentId);
    }

    public function testAReplayedReturnMakesNoSecondPayment(): void
    {
        $order = $this->order($this->v2(), $this->card('BAVYA'));
        $away = $this->leave($order);
        $fields = $this->show($away)->fields();
        self::assertSame(AttemptState::Placed, $this->back($order, $away, $fields)->state);
        $replayed = $this->back($order, $away, $fields);

        self::assertNotSame(AttemptState::Placed, $replayed->state, 'the engine never lets it come so far');
        self::assertCount(1, array_filter(
            self::$paygent->tool->payments($order->tradingId),
            static fn (array $payment): bool => ($payment['status'] ?? '') === '20',
        ));
    }

    public function testTheAuthenticationOfOneOrderDoesNotPayAnother(): void
    {
        $good = $this->order($this->v2(), $this->card('BAVYA'));
        $stolen = $this->show($this->leave($good))->fields();
        $bad = $this->order($this->v2(), $this->card('BAVNA'));
        $verdict = $this->back($bad, $this->leave($bad), $stolen);

        self::assertSame(AttemptState::Away, $verdict->state);
        self::assertSame('card.authentication_unproven', self::refused($verdict)->customerText);
        self::assertSame([], self::$paygent->tool->payments($bad->tradingId));
    }

    public function testAFailureIsNotTurnedIntoASuccess(): void
    {
        $order = $this->order($this->v2(), $this->card('BAVNA'));
        $away = $this->leave($order);
        $fields = $this->show($away)->fields();
        self::assertSame('31007', $fields['response_code'] ?? null);
        $verdict = $this->back($order, $away, ['result' => '0', 'attempt_kbn' => ''] + $fields);

        self::assertSame(AttemptState::Away, $verdict->state);
    }

    public function testPaygentItselfCallsAfter30MinutesWithoutTheCustomer(): void
    {
        $server = new TermUrlServer();
        $this->urls = new CarryingUrls($server->url);
        $order = $this->order($this->v2(), $this->card('BAVCA'));
        $away = $this->leave($order);
        $this->show($away);
        self::$paygent->tool->advance('31m');
        $verdict = $this->back($order, $away, $server->fields());

        self::assertSame(AttemptState::Expired, $verdict->state);
        self::assertSame('card.authentication_expired', self::refused($verdict)->customerText);
        self::assertSame('450 return: response_code=31013', self::refused($verdict)->shopReason);
    }

    public function testABrandWithout3DSecureIsTheShopsRisk(): void
    {
        self::$paygent->tool->contract(['no_3ds_brands' => ['VISA']]);
        try {
            $refused = $this->walk($this->order($this->v2(AttemptControl::NormalOnly), $this->card('BAVYA')));
            $taken = $this->walk($this->order($this->v2(AttemptControl::All), $this->card('BAVYA')));
        } finally {
            self::$paygent->tool->contract(['no_3ds_brands' => []]);
        }

        self::assertSame('card.brand', self::refused($refused)->customerText);
        self::assertSame(AttemptState::Placed, $taken->state);
        self::assertAgrees($taken);
    }

    public function testAReusedTokenIsFoundBeforeTheBank(): void
    {
        $card = $this->card('BAVYA');
        $first = $this->order($this->v2(), $card);
        self::assertSame(AttemptState::Placed, $this->come($first, $this->leave($first))->state);
        $again = $this->walk($this->order($this->v2(), $card));

        self::assertSame('card.enter_again', self::refused($again)->customerText);
        self::assertStringStartsWith('450 31005', self::refused($again)->shopReason);
    }

    /** @return array<string, mixed> */
    private function v2(AttemptControl $control = AttemptControl::None): array
    {
        return ['threeDSecure' => ThreeDSecure::V2, 'attemptControl' => $control];
    }

    /** @return array<string, string> a new card whose holder decides what the issuer says */
    private function card(string $holder): array
    {
        return ['card_token' => self::$paygent->cardToken(name: $holder)];
    }

    /** 450: the customer leaves for the bank. */
    private function leave(Purchase $order): Verdict
    {
        $away = $this->walk($order);
        self::assertSame(AttemptState::Away, $away->state);

        return $away;
    }

    private function show(Verdict $away): Page
    {
        self::assertInstanceOf(ShowPage::class, $away->step);

        return self::$paygent->browser()->show($away->step->html);
    }

    /**
     * The customer comes back from the bank.
     *
     * @param array<string, string> $typed
     */
    private function come(Purchase $order, Verdict $away, ?Page $bank = null, array $typed = []): Verdict
    {
        $page = $bank === null ? $this->show($away) : self::$paygent->browser()->submit($bank, $typed);
        self::assertTrue($page->isShop(), $page->text());
        self::assertSame('GET', $page->method());

        return $this->back($order, $away, $page->fields());
    }

    /** @param array<string, string> $fields */
    private function back(Purchase $order, Verdict $away, array $fields): Verdict
    {
        unset($fields['s']);
        $bound = $this->order(
            $this->v2($order->settings->card->attemptControl),
            ['nothing' => 'of the form is left'],
            $order->amount,
            $order->order->ownerRef,
            $away->binding,
            tradingId: $order->tradingId,
            paymentId: $order->paymentId,
            retries: $order->retries,
        );

        return $this->walk($bound, self::method()->returned($bound, $this->urls->back('3ds2', $fields)));
    }
}
