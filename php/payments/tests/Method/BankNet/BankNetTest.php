<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\BankNet;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BankNet\BankNet;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Tests\Method\Module\ModuleFixture;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\TestCase;

final class BankNetTest extends TestCase
{
    private const PAGE = [
        'trading_id' => ModuleFixture::TRADING_ID,
        'asp_url' => 'https://service.example/banking/asp?type=05&tid=S_1001_abcdefg&mid=1&hv=x',
        'asp_limit_date' => '20261130120000',
        'asp_payment_limit_date' => '20261202235959',
    ];

    public function testTheApplication(): void
    {
        $settings = SettingsFixture::module(bankNet: ['freeMemo' => "ありがとう①\u{1F600}"]);

        $sent = ModuleFixture::send((new BankNet())->begin(ModuleFixture::purchase(settings: $settings)));

        self::assertSame('060', $sent->telegram->kind);
        self::assertSame([
            'trading_id' => ModuleFixture::TRADING_ID,
            'amount' => 3980,
            'claim_kana' => 'ﾃｽﾄｼﾖｳﾃﾝ',
            'claim_kanji' => 'テスト商店',
            'merchant_name' => 'テスト商店',
            'free_memo' => 'ありがとう１',
            'copy_right' => '(c) Test Shop',
            'asp_payment_term' => '0070000',
            'return_url' => ModuleFixture::urls()->to('return'),
            'stop_return_url' => ModuleFixture::urls()->to('stop'),
            'customer_family_name' => '試験',
            'customer_name' => '太郎',
            'customer_family_name_kana' => 'ｼｹﾝ',
            'customer_name_kana' => 'ﾀﾛｳ',
        ], $sent->telegram->fields);
    }

    public function testTheBrowserGoesToThePageAndNoPaymentExistsYet(): void
    {
        $verdict = ModuleFixture::applied(new BankNet(), ModuleFixture::purchase(), self::PAGE);

        self::assertSame([AttemptState::Away, null, ''], [$verdict->state, $verdict->evidence, $verdict->tradingId]);
        self::assertInstanceOf(GoToUrl::class, $verdict->step);
        self::assertSame(self::PAGE['asp_url'], $verdict->step->url);
        self::assertSame(ModuleFixture::at('20261202235959'), $verdict->limitAt, 'a payment may turn up after the page has ended');
    }

    public function testPaygentsOwnNumberIsTaken(): void
    {
        $verdict = ModuleFixture::applied(new BankNet(), ModuleFixture::purchase(), ['trading_id' => '20261123000001'] + self::PAGE);

        self::assertSame('20261123000001', $verdict->tradingId);
    }

    public function testAPageThatIsStillValidIsGoneOnWith(): void
    {
        $purchase = ModuleFixture::purchase();
        $sent = ModuleFixture::send((new BankNet())->begin($purchase));

        $verdict = ModuleFixture::verdict((new BankNet())->answered($purchase, $sent, Answer::answered('1', '5010', '', [self::PAGE])));

        self::assertSame(AttemptState::Away, $verdict->state);
        self::assertInstanceOf(GoToUrl::class, $verdict->step);
    }

    public function testAPageThatIsPaidAlreadyIsAskedAbout(): void
    {
        $inquire = ModuleFixture::inquire(ModuleFixture::refusal(new BankNet(), ModuleFixture::purchase(), '5008'));

        self::assertSame('', $inquire->paymentId);
        self::assertInstanceOf(BeingConfirmed::class, $inquire->notFound->step);
        self::assertTrue($inquire->notFound->state->isOpen());
    }

    public function testRefusals(): void
    {
        $over = ModuleFixture::refused(ModuleFixture::refusal(new BankNet(), ModuleFixture::purchase(), '5009'));
        $large = ModuleFixture::refused((new BankNet())->begin(ModuleFixture::purchase(amount: 100_000_000_000)));

        self::assertSame(['methods.page_expired', Retry::Again], [$over->customerText, $over->retry]);
        self::assertSame('methods.amount', $large->customerText);
    }

    public function testABrowserIsSentToWebAddressesOnly(): void
    {
        foreach (['', 'javascript:alert(1)', 'https://a b'] as $url) {
            $verdict = ModuleFixture::applied(new BankNet(), ModuleFixture::purchase(), ['asp_url' => $url] + self::PAGE);
            self::assertSame(AttemptState::Attention, $verdict->state);
        }
    }

    public function testTheNamedPaymentIsAskedForAndNothingElseBelieved(): void
    {
        $inquire = ModuleFixture::inquire((new BankNet())->returned(
            ModuleFixture::purchase(),
            ModuleFixture::back('return', ['result' => '0', 'payment_id' => '700009', 'trading_id' => ModuleFixture::TRADING_ID]),
        ));

        self::assertSame('700009', $inquire->paymentId);
        self::assertSame(AttemptState::Away, $inquire->notFound->state);
        self::assertInstanceOf(BeingConfirmed::class, $inquire->notFound->step);
        self::assertSame(AttemptState::Away, $inquire->noEvidence?->state, 'several payments: the notices decide');
    }

    public function testWhatIsNoPaymentIdIsNotAskedFor(): void
    {
        foreach (['', 'abc', "7\n", '1234567890123456789'] as $id) {
            $move = (new BankNet())->returned(ModuleFixture::purchase(), ModuleFixture::back('return', ['payment_id' => $id]));
            self::assertSame('', ModuleFixture::inquire($move)->paymentId);
        }
    }

    public function testACustomerWhoStoppedMayTryAgain(): void
    {
        $inquire = ModuleFixture::inquire((new BankNet())->returned(ModuleFixture::purchase(door: 'stop'), ModuleFixture::back('stop')));
        $found = ModuleFixture::inquired(new BankNet(), ['payment_status' => '10'], ModuleFixture::purchase(door: 'stop'));

        self::assertSame([AttemptState::Abandoned, AttemptState::Away], [$inquire->notFound->state, $inquire->noEvidence?->state]);
        self::assertSame([AttemptState::Abandoned, '10'], [$found->state, $found->evidence?->status]);
        self::assertSame(Retry::Again, ModuleFixture::refused($found)->retry);
    }

    public function testACustomerWhoPaidAndPressedStopHasPaid(): void
    {
        $verdict = ModuleFixture::inquired(new BankNet(), ['payment_status' => '40'], ModuleFixture::purchase(door: 'stop'));

        self::assertSame(AttemptState::Placed, $verdict->state);
    }

    public function testSomebodyElsesPaymentDecidesNothing(): void
    {
        $verdict = ModuleFixture::inquired(new BankNet(), ['payment_status' => '40', 'trading_id' => 'OTHER']);

        self::assertSame([AttemptState::Away, null], [$verdict->state, $verdict->evidence]);
    }
}
