<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Link;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Inquire;
use Paygent\Payments\Method\Link\LinkCard;
use Paygent\Payments\Method\Link\LinkConveni;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Support\JapanTime;
use Paygent\Payments\Support\Texts;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\Attributes\DataProviderExternal;
use PHPUnit\Framework\TestCase;

/** Answers to the application (link-type 6, 10, 13). */
final class LinkAnswerTest extends TestCase
{
    private const URL = 'https://service.example/linktype/top?type=02&tid=S_1001_abcdefg&mid=90001&hv=ab==';

    #[DataProviderExternal(LinkFixture::class, 'methods')]
    public function testTheBrowserIsSentToThePageUntilItsLimit(Method $method): void
    {
        $verdict = LinkFixture::answered($method, self::accepted());
        self::assertSame(AttemptState::Away, $verdict->state);
        self::assertInstanceOf(GoToUrl::class, $verdict->step);
        self::assertSame(self::URL, $verdict->step->url);
        self::assertNull($verdict->evidence);
        self::assertSame('', $verdict->tradingId);
        self::assertSame((int) JapanTime::parseDateTime('20261128235959') + 999, $verdict->limitAt);
    }

    public function testWithoutALimitTheSettingsTell(): void
    {
        $verdict = LinkFixture::answered(new LinkCard(), self::accepted(['limit_date' => '']));
        self::assertSame((int) JapanTime::parseDateTime('20261128235959') + 999, $verdict->limitAt);
    }

    public function testPaygentsNumberIsPassedOn(): void
    {
        $purchase = LinkFixture::purchase(SettingsFixture::link(link: ['hashKey' => null]));
        $answer = self::accepted(['trading_id' => 'PG20261123120000123456']);
        $verdict = LinkFixture::answered(new LinkCard(), $answer, $purchase);
        self::assertSame(AttemptState::Away, $verdict->state);
        self::assertSame('PG20261123120000123456', $verdict->tradingId);
    }

    /** Nobody is sent to a page whose payment could not be matched. */
    public function testALostNumberNeedsAPerson(): void
    {
        $purchase = LinkFixture::purchase(SettingsFixture::link(link: ['hashKey' => null]));
        $verdict = LinkFixture::answered(new LinkCard(), self::accepted(['trading_id' => '']), $purchase);
        self::assertSame(AttemptState::Attention, $verdict->state);
        self::assertInstanceOf(BeingConfirmed::class, $verdict->step);
    }

    public function testOurNumberNeedsNoEcho(): void
    {
        $verdict = LinkFixture::answered(new LinkCard(), self::accepted(['trading_id' => '']));
        self::assertSame([AttemptState::Away, ''], [$verdict->state, $verdict->tradingId]);
    }

    #[DataProvider('addresses')]
    public function testWithoutAnAddressNobodyCanPay(string $url): void
    {
        $verdict = LinkFixture::answered(new LinkCard(), self::accepted(['url' => $url]));
        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertInstanceOf(Refused::class, $verdict->step);
        self::assertSame(Retry::Again, $verdict->step->retry);
    }

    /** @return array<string, array{string}> */
    public static function addresses(): array
    {
        return ['none' => [''], 'a script' => ['javascript:alert(1)'], 'a path' => ['/linktype/top']];
    }

    public function testAnApplicationThatIsStillOpenIsUsed(): void
    {
        $row = ['url' => self::URL, 'trading_id' => LinkFixture::TRADING_ID, 'limit_date' => '20261128235959'];
        $verdict = LinkFixture::answered(new LinkCard(), Answer::answered('1', '6003', 'open', [$row]));
        self::assertSame(AttemptState::Away, $verdict->state);

        $verdict = LinkFixture::answered(new LinkCard(), Answer::answered('1', '6003', 'open', [['url' => ''] + $row]));
        self::assertSame(AttemptState::Refused, $verdict->state);
    }

    public function testPaidAlreadyIsAskedNotRefused(): void
    {
        $method = new LinkCard();
        $purchase = LinkFixture::purchase();
        $sent = $method->begin($purchase);
        self::assertInstanceOf(Send::class, $sent);
        $move = $method->answered($purchase, $sent, Answer::answered('1', '6001', 'paid'));
        self::assertInstanceOf(Inquire::class, $move);
        self::assertSame(AttemptState::Attention, $move->notFound->state);
        self::assertNull($move->noEvidence);
    }

    #[DataProvider('refusals')]
    public function testRefusals(string $code, string $detail, string $text, Retry $retry): void
    {
        $verdict = LinkFixture::answered(new LinkConveni(), Answer::answered('1', $code, $detail));
        self::assertSame(AttemptState::Refused, $verdict->state);
        self::assertNull($verdict->evidence);
        self::assertInstanceOf(Refused::class, $verdict->step);
        self::assertSame([$text, $retry], [$verdict->step->customerText, $verdict->step->retry]);
        self::assertTrue(str_starts_with($verdict->step->shopReason, trim("$code $detail")), $verdict->step->shopReason);
        foreach (['ja', 'en'] as $locale) {
            // The customer never reads codes, lengths or field names.
            self::assertDoesNotMatchRegularExpression('/[A-Z]?\d{3}|_/', Texts::get($text, $locale));
        }
    }

    /** @return iterable<string, array{string, string, string, Retry}> */
    public static function refusals(): iterable
    {
        $unavailable = ['P004', 'P005', 'P006', 'P007', 'P008', 'P009', 'P010', 'P012', '6005'];
        foreach ($unavailable as $code) {
            yield $code => [$code, 'shop', 'link.unavailable', Retry::OtherMethod];
        }
        yield 'P011' => ['P011', '', 'link.amount', Retry::OtherMethod];
        yield 'P014' => ['P014', '', 'link.amount', Retry::OtherMethod];
        yield 'P017' => ['P017', '', 'link.maintenance', Retry::Again];
        yield 'P018' => ['P018', '', 'link.busy', Retry::Again];
        yield 'P023' => ['P023', '', 'link.cards_full', Retry::OtherMethod];
        yield 'E001' => ['E001', '', 'link.busy', Retry::Again];
        yield 'E002' => ['E002', '', 'link.busy', Retry::Again];
        yield '6002' => ['6002', '', 'link.expired', Retry::Again];
        yield '6004' => ['6004', '', 'link.input', Retry::Again];
        yield '6006' => ['6006', '', 'link.device', Retry::OtherMethod];
        yield '6014' => ['6014', '', 'link.device', Retry::OtherMethod];
        yield 'unknown' => ['9999', 'new', 'link.unavailable', Retry::OtherMethod];
        foreach (['customer_family_name', 'customer_name', 'customer_family_name_kana', 'customer_tel'] as $field) {
            yield "P008 $field" => ['P008', "\"$field\" is wrong", "methods.field.$field", Retry::Again];
        }
        yield 'P009 merchant_name' => ['P009', '"merchant_name" is wrong', 'link.unavailable', Retry::OtherMethod];
    }

    public function testTheShopIsToldWhatToCheck(): void
    {
        $verdict = LinkFixture::answered(new LinkCard(), Answer::answered('1', '6005', 'hash'));
        self::assertInstanceOf(Refused::class, $verdict->step);
        self::assertStringContainsString('リンクタイプハッシュ値生成キー', $verdict->step->shopReason);
    }

    public function testBothLanguagesHaveTheSameTexts(): void
    {
        $keys = static fn (string $locale): array => array_keys(array_filter(
            Texts::all($locale),
            static fn (string $key): bool => str_starts_with($key, 'link.'),
            \ARRAY_FILTER_USE_KEY,
        ));
        self::assertNotEmpty($keys('ja'));
        self::assertSame($keys('ja'), $keys('en'));
    }

    /** @param array<string, string> $with */
    private static function accepted(array $with = []): Answer
    {
        return Answer::answered('0', rows: [$with + [
            'url' => self::URL,
            'trading_id' => LinkFixture::TRADING_ID,
            'payment_type' => '02',
            'limit_date' => '20261128235959',
            'trade_generation_date' => '20261123120000',
        ]]);
    }
}
