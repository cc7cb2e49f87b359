<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Link;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Link\LinkAtm;
use Paygent\Payments\Method\Link\LinkBankNet;
use Paygent\Payments\Method\Link\LinkCard;
use Paygent\Payments\Method\Link\LinkCarrier;
use Paygent\Payments\Method\Link\LinkConveni;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Verdict;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Support\JapanTime;
use Paygent\Payments\Tests\Support\Browser;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\Page;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\Attributes\DataProviderExternal;
use PHPUnit\Framework\TestCase;

/** Each method's life over a local Paygent's pages, walked by the customer's browser. */
final class LinkLifeTest extends TestCase
{
    private const HOME = '購入したサイトに戻る';
    private const STOP = '支払を中断する';
    private const DECLINED = '4900000000008212';

    private LocalPaygent $paygent;
    private Browser $browser;

    protected function setUp(): void
    {
        $this->paygent = LocalPaygent::shared();
        $this->browser = $this->paygent->browser();
    }

    public function testACardWithThreeDSecureIsAuthorized(): void
    {
        $method = new LinkCard();
        $purchase = $this->purchase(buyer: new Buyer('髙橋', '太郎', 'タカハシ', 'タロウ', '090-1234-5678', 'taro@example.com', '100-0005', '13', '千代田区', '1-1'));
        $first = $this->apply($method, $purchase);
        self::assertStringContainsString('確認番号', $first->text());
        $finish = $this->payByCard($first);

        $verdict = $this->back($method, $purchase, $finish->link(self::HOME));
        self::assertSame(AttemptState::Placed, $verdict->state);
        self::assertInstanceOf(Done::class, $verdict->step);
        self::assertSame(['20', 3980], [$verdict->evidence?->status, $verdict->evidence?->amount]);
        $row = $this->inquire($purchase);
        self::assertNotSame('', $row->get('3dsecure_message_version'), '3-D Secure was done');
    }

    public function testAMembersCardIsKeptUnderTheOwnersId(): void
    {
        $method = new LinkCard();
        $owner = 'member_' . bin2hex(random_bytes(4));
        $first = $this->apply($method, $this->purchase(ownerRef: $owner));
        self::assertStringContainsString('カード情報を登録する', $first->text());
        self::assertStringNotContainsString('カード情報を登録する', $this->apply($method, $this->purchase())->text());
        $this->payByCard($first, ['stock' => '1', 'store_card' => '1', 'stock_card' => '1']);

        $cards = $this->send(new Telegram('027', ['customer_id' => $owner]));
        self::assertSame('0', $cards->result, $cards->code . $cards->detail);
        self::assertCount(1, $cards->rows);
    }

    public function testADeclinedCardIsNoReasonToGiveUpUntilTheCustomerComesBack(): void
    {
        $method = new LinkCard();
        $purchase = $this->purchase();
        $page = $this->payByCard($this->apply($method, $purchase), number: self::DECLINED);
        self::assertStringContainsString('2001', $page->text());

        $inquiry = $this->inquire($purchase);
        self::assertSame('11', $inquiry->get('payment_status'));
        self::assertSame(AttemptState::Away, LinkFixture::verdict($method->inquired($purchase, $inquiry))->state);
        $verdict = $this->back($method, $purchase, $page->link(self::STOP));
        self::assertSame(AttemptState::Abandoned, $verdict->state);
        self::assertInstanceOf(Refused::class, $verdict->step);
    }

    public function testAStoreNumberIsWaitedForAndPaid(): void
    {
        $method = new LinkConveni();
        $purchase = $this->purchase();
        $first = $this->apply($method, $purchase);
        self::assertStringContainsString('太郎', $first->text());
        $finish = $this->takeNumber($first, ['cvs_company_id' => '00C001']);

        $verdict = $this->back($method, $purchase, $finish->link(self::HOME));
        self::assertSame(AttemptState::Waiting, $verdict->state);
        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertStringContainsString($verdict->step->lines['methods.line.payment_slip_number'], $finish->text());
        self::assertSame(JapanTime::endOfDays($purchase->now, 5), $verdict->limitAt);

        $this->paygent->tool->move((string) $verdict->evidence?->paymentId, '43');
        $this->paygent->tool->move((string) $verdict->evidence?->paymentId, '40');
        self::assertSame(AttemptState::Placed, $this->standing($method, $purchase)->state);
    }

    public function testAnAtmNumberIsWaitedForAndPaid(): void
    {
        $method = new LinkAtm();
        $purchase = $this->purchase();
        $finish = $this->takeNumber($this->apply($method, $purchase), []);

        $verdict = $this->back($method, $purchase, $finish->link(self::HOME));
        self::assertSame(AttemptState::Waiting, $verdict->state);
        self::assertInstanceOf(Instructions::class, $verdict->step);
        foreach (['customer_number', 'confirmation_number'] as $line) {
            self::assertStringContainsString($verdict->step->lines['methods.line.' . $line], $finish->text());
        }
        $this->paygent->tool->move((string) $verdict->evidence?->paymentId, '40', ['bank_code' => '0001']);
        self::assertSame(AttemptState::Placed, $this->standing($method, $purchase)->state);
    }

    public function testABankIsPaid(): void
    {
        $method = new LinkBankNet();
        $purchase = $this->purchase();
        $banks = $this->browser->submit($this->apply($method, $purchase), [], '/linktype/provider');
        $transit = $this->browser->submit($banks, ['bankCode' => 'D036'], '/banking/asp/bank');
        $bank = $this->browser->submit($transit, [], '/banking/dummy');
        self::assertSame(AttemptState::Away, $this->standing($method, $purchase)->state);
        $finish = $this->browser->submit($bank, ['decision' => 'pay'], '/banking/dummy/end');

        $verdict = $this->back($method, $purchase, $finish->link(self::HOME));
        self::assertSame([AttemptState::Placed, '40'], [$verdict->state, $verdict->evidence?->status]);
    }

    #[DataProvider('carriers')]
    public function testACarrierIsKnownAfterwards(string $carrier, bool $identifies, string $status): void
    {
        $method = new LinkCarrier();
        $purchase = $this->purchase();
        $page = $this->browser->submit($this->apply($method, $purchase), ['career_type' => $carrier], '/linktype/provider');
        if ($identifies) {
            $page = $this->decide($page, 'agree');
        }
        $finish = $this->decide($page, 'buy');
        if ($carrier === '5') {
            // docomo shows its number before it sends the browser on.
            $finish = $this->decide($finish, 'next');
        }

        $verdict = $this->back($method, $purchase, $finish->link(self::HOME));
        self::assertSame(AttemptState::Placed, $verdict->state);
        self::assertSame([$carrier, $status], [$verdict->evidence?->carrier, $verdict->evidence?->status]);
    }

    /** @return array<string, array{string, bool, string}> */
    public static function carriers(): array
    {
        return ['au' => ['4', true, '20'], 'd払い' => ['5', true, '21'], 'ソフトバンク' => ['6', false, '21']];
    }

    public function testAPurchaseStoppedAtTheCarrierIsGivenUp(): void
    {
        $method = new LinkCarrier();
        $purchase = $this->purchase();
        $page = $this->browser->submit($this->apply($method, $purchase), ['career_type' => '6'], '/linktype/provider');
        $finish = $this->decide($page, 'stop');

        $verdict = $this->back($method, $purchase, $finish->link(self::STOP));
        self::assertSame([AttemptState::Abandoned, '15'], [$verdict->state, $verdict->evidence?->status]);
    }

    #[DataProviderExternal(LinkFixture::class, 'methods')]
    public function testWhoStopsBeforeAnythingGivesUp(Method $method): void
    {
        $purchase = $this->purchase();
        $verdict = $this->back($method, $purchase, $this->apply($method, $purchase)->link(self::STOP));
        self::assertSame(AttemptState::Abandoned, $verdict->state);
        self::assertNull($verdict->evidence);
    }

    /** Whoever types the return address without paying proves nothing. */
    #[DataProviderExternal(LinkFixture::class, 'methods')]
    public function testAForgedReturnPaysNothing(Method $method): void
    {
        $purchase = $this->purchase();
        $this->apply($method, $purchase);
        $verdict = $this->back($method, $purchase, $purchase->urls->to('return') . '&result=0&payment_id=1');
        self::assertSame(AttemptState::Away, $verdict->state);
        self::assertNull($verdict->evidence);
    }

    /** A stop after the number was taken: the customer may still pay at the store. */
    public function testAStopDoesNotGiveUpANumber(): void
    {
        $method = new LinkConveni();
        $purchase = $this->purchase();
        $this->takeNumber($this->apply($method, $purchase), ['cvs_company_id' => '00C001']);
        $verdict = $this->back($method, $purchase, $purchase->urls->to('cancel'));
        self::assertSame(AttemptState::Waiting, $verdict->state);
    }

    /** @return array<string, array{Buyer}> */
    public static function customers(): array
    {
        return [
            'nobody' => [new Buyer()],
            'long' => [new Buyer(str_repeat('長', 2000), str_repeat('い', 2000), str_repeat('ガ', 2000), str_repeat('ー', 2000), str_repeat('9', 2000))],
            'emoji and 髙﨑' => [new Buyer("髙\u{FA11}", "\u{1F600}", "\u{1F600}", 'メアリー・アン', '+81 90-1234-5678')],
            'latin' => [new Buyer("O'Hara \"Jr\"", '\\~|', "o'hara", '', '03-1234-5678')],
        ];
    }

    #[DataProvider('customers')]
    public function testEveryNameIsAccepted(Buyer $buyer): void
    {
        foreach (LinkFixture::methods() as [$method]) {
            self::assertFalse($this->apply($method, $this->purchase(buyer: $buyer))->isShop());
        }
    }

    /** Somebody's number, taken for fresh: 094 says what became of it. */
    public function testANumberThatIsPaidAlreadyIsAskedAbout(): void
    {
        $method = new LinkCard();
        $purchase = $this->purchase();
        $this->payByCard($this->apply($method, $purchase));
        $sent = $method->begin($purchase);
        self::assertInstanceOf(Send::class, $sent);
        $answer = $this->send($sent->telegram);
        self::assertSame('6001', $answer->code);
        self::assertInstanceOf(Inquire::class, $method->answered($purchase, $sent, $answer));
        self::assertSame(AttemptState::Placed, $this->standing($method, $purchase)->state);
    }

    public function testTheWrongKeyIsToldToTheShop(): void
    {
        $verdict = $this->applied(new LinkCard(), $this->purchase(key: 'another'));
        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertInstanceOf(Refused::class, $verdict->step);
        self::assertStringStartsWith('6005 ', $verdict->step->shopReason);
        self::assertSame('link.unavailable', $verdict->step->customerText);
    }

    public function testWithoutAKeyPaygentNumbersAndTheNumberIsOurs(): void
    {
        $this->paygent = LocalPaygent::start();
        $this->browser = $this->paygent->browser();
        try {
            $this->paygent->tool->contract(['link_hash_key' => null]);
            $method = new LinkAtm();
            $purchase = $this->purchase(key: null);
            $verdict = $this->applied($method, $purchase);
            self::assertMatchesRegularExpression('/\APG\d+\z/', $verdict->tradingId);
            self::assertInstanceOf(GoToUrl::class, $verdict->step);

            $numbered = $this->purchase(key: null, tradingId: $verdict->tradingId);
            $finish = $this->takeNumber($this->browser->open($verdict->step->url), []);
            self::assertSame(AttemptState::Waiting, $this->back($method, $numbered, $finish->link(self::HOME))->state);
        } finally {
            $this->paygent->stop();
        }
    }

    private function apply(Method $method, Purchase $purchase): Page
    {
        $verdict = $this->applied($method, $purchase);
        self::assertInstanceOf(GoToUrl::class, $verdict->step, $verdict->step instanceof Refused ? $verdict->step->shopReason : '');
        self::assertSame(AttemptState::Away, $verdict->state);
        self::assertSame(JapanTime::endOfDays($purchase->now, 5), $verdict->limitAt);

        return $this->browser->open($verdict->step->url);
    }

    private function applied(Method $method, Purchase $purchase): Verdict
    {
        $move = $method->begin($purchase);
        self::assertInstanceOf(Send::class, $move);

        return LinkFixture::verdict($method->answered($purchase, $move, $this->send($move->telegram)));
    }

    /** The browser's way back, what the engine asks then, and what the method makes of it. */
    private function back(Method $method, Purchase $purchase, string $address): Verdict
    {
        $shop = $this->browser->open($address);
        self::assertTrue($shop->isShop(), $shop->text());
        self::assertSame('0123456789abcdef', $shop->fields()['t'], 'the return is bound to the attempt');
        $door = basename((string) parse_url($shop->url, \PHP_URL_PATH));
        $move = $method->returned($purchase, new BrowserReturn($door, $shop->fields()));
        self::assertInstanceOf(Inquire::class, $move);
        $inquiry = $this->inquire($purchase);
        if ($inquiry->code === '13001') {
            return $move->notFound;
        }

        return $this->standing($method, $purchase, $door);
    }

    private function standing(Method $method, Purchase $purchase, string $door = ''): Verdict
    {
        $asked = $this->purchase(tradingId: $purchase->tradingId, door: $door);

        return LinkFixture::verdict($method->inquired($asked, $this->inquire($purchase)));
    }

    private function inquire(Purchase $purchase): Answer
    {
        return $this->send(new Telegram('094', ['trading_id' => $purchase->tradingId]));
    }

    private function send(Telegram $telegram): Answer
    {
        return $this->paygent->gateway()->send($this->paygent->account(), $telegram);
    }

    /** @param array<string, string> $more */
    private function payByCard(Page $first, array $more = [], string $number = '4900000000000000'): Page
    {
        $values = [
            'card_number' => $number,
            'expire_month' => '12',
            'expire_year' => '30',
            'holder_name' => 'TARO YAMADA',
            'security_code' => '123',
            'pay' => '10',
        ];
        $confirmation = $this->browser->submit($first, $values + $more, '/linktype/card');

        return $this->browser->submit($confirmation, [], '/linktype/card/done');
    }

    /** Presses a button of a carrier's page, which may lie behind a form that only leads there. */
    private function decide(Page $page, string $do): Page
    {
        if (!str_contains($page->html, '/carrier/decide')) {
            $page = $this->browser->submit($page);
        }

        return $this->browser->submit($page, ['do' => $do], '/carrier/decide');
    }

    /** @param array<string, string> $typed */
    private function takeNumber(Page $first, array $typed): Page
    {
        $confirmation = $this->browser->submit($first, $typed, '/linktype/number');

        return $this->browser->submit($confirmation, [], '/linktype/number/done');
    }

    private function purchase(
        ?Buyer $buyer = null,
        ?string $ownerRef = null,
        string $door = '',
        ?string $tradingId = null,
        ?string $key = '',
    ): Purchase {
        $key = $key === '' ? $this->paygent->contract('link_hash_key') : $key;

        return LinkFixture::purchase(
            SettingsFixture::link(link: ['hashKey' => $key === null ? null : new Secret($key)]),
            $buyer,
            ownerRef: $ownerRef,
            door: $door,
            account: $this->paygent->account(),
            tradingId: $tradingId ?? 'L_' . bin2hex(random_bytes(8)),
            now: $this->paygent->tool->time(),
        );
    }
}
