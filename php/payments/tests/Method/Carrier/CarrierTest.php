<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Carrier;

use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BrowserReturn;
use Paygent\Payments\Method\Carrier\Carrier;
use Paygent\Payments\Method\Carrier\Terminal;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Money;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\GoToUrl;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\ShowPage;
use Paygent\Payments\Settings\SalesMode;
use Paygent\Payments\Tests\Method\Module\ModuleFixture;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class CarrierTest extends TestCase
{
    private const FORM = '<form name="form" method="POST" action="https://c.example/p"><input type="hidden" name="prm" value="x"></form>';

    /** @return iterable<string, array{MethodId, string}> */
    public static function authenticated(): iterable
    {
        yield 'docomo' => [MethodId::Docomo, '5'];
        yield 'au' => [MethodId::Au, '4'];
    }

    #[DataProvider('authenticated')]
    public function testFirstTheCustomerSaysWhoHeIs(MethodId $id, string $type): void
    {
        $sent = ModuleFixture::send((new Carrier($id))->begin(ModuleFixture::purchase(['user_agent' => ModuleFixture::SMARTPHONE])));

        self::assertSame(['authenticate', '104', Money::Stays], [$sent->step, $sent->telegram->kind, $sent->money]);
        self::assertSame([
            'trading_id' => ModuleFixture::TRADING_ID,
            'career_type' => $type,
            'redirect_url' => ModuleFixture::urls()->to('authenticated', ['pc_mobile_type' => '4']),
            'cancel_url' => ModuleFixture::urls()->to('auth_ng'),
            'pc_mobile_type' => '4',
        ], $sent->telegram->fields);
    }

    public function testSoftBankBeginsWithTheApplication(): void
    {
        $sent = ModuleFixture::send((new Carrier(MethodId::Softbank))->begin(ModuleFixture::purchase()));

        self::assertSame(['apply', '100', Money::Moves], [$sent->step, $sent->telegram->kind, $sent->money]);
        self::assertSame([
            'trading_id' => ModuleFixture::TRADING_ID,
            'career_type' => '6',
            'amount' => 3980,
            'return_url' => ModuleFixture::urls()->to('return'),
            'cancel_url' => ModuleFixture::urls()->to('cancel'),
            'pc_mobile_type' => '0',
            'outline' => 'テスト商店',
        ], $sent->telegram->fields);
    }

    #[DataProvider('authenticated')]
    public function testTheOpenIdGoesStraightIntoTheApplication(MethodId $id, string $type): void
    {
        $sent = self::applying($id);

        self::assertSame(['apply', '100', Money::Moves], [$sent->step, $sent->telegram->kind, $sent->money]);
        self::assertSame([$type, 'Open-ID_1', '4'], [
            $sent->telegram->fields['career_type'], $sent->telegram->fields['open_id'], $sent->telegram->fields['pc_mobile_type'],
        ]);
        self::assertSame($id === MethodId::Docomo, isset($sent->telegram->fields['other_url']));
        self::assertArrayNotHasKey('sales_flg', $sent->telegram->fields);
        self::assertStringNotContainsString('Open-ID_1', print_r($sent, true));
    }

    public function testOnlyAuSellsWithTheApplication(): void
    {
        $flag = static fn (MethodId $id): string => (string) (self::applying($id, SalesMode::SellAtOnce)->telegram->fields['sales_flg'] ?? '');

        self::assertSame(['1', ''], [$flag(MethodId::Au), $flag(MethodId::Docomo)]);
    }

    /** @return iterable<string, array{string, Terminal}> */
    public static function userAgents(): iterable
    {
        yield 'iPhone' => [ModuleFixture::SMARTPHONE, Terminal::Smartphone];
        yield 'Android telephone' => ['Mozilla/5.0 (Linux; Android 15; Pixel 9) Chrome/130 Mobile Safari/537.36', Terminal::Smartphone];
        yield 'Android tablet' => ['Mozilla/5.0 (Linux; Android 15; Tab) Chrome/130 Safari/537.36', Terminal::Computer];
        yield 'Windows' => ['Mozilla/5.0 (Windows NT 10.0; Win64; x64)', Terminal::Computer];
        yield 'none' => ['', Terminal::Computer];
    }

    #[DataProvider('userAgents')]
    public function testTheTerminal(string $userAgent, Terminal $expected): void
    {
        self::assertSame($expected, Terminal::ofUserAgent($userAgent));
    }

    public function testTheLoginPage(): void
    {
        $purchase = ModuleFixture::purchase();
        $au = ModuleFixture::applied(new Carrier(MethodId::Au), $purchase, ['redirect_url' => 'https://au.example/login', 'redirect_html' => '']);
        $docomo = ModuleFixture::applied(new Carrier(MethodId::Docomo), $purchase, ['redirect_url' => '', 'redirect_html' => self::FORM]);

        self::assertSame([AttemptState::Away, null], [$au->state, $au->evidence], 'nothing is bought yet');
        self::assertInstanceOf(GoToUrl::class, $au->step);
        self::assertSame('https://au.example/login', $au->step->url);
        self::assertInstanceOf(ShowPage::class, $docomo->step);
        self::assertStringContainsString('name="prm" value="x"', $docomo->step->html);
        self::assertSame($purchase->now + 3_600_000, $au->limitAt);
    }

    public function testThePaymentsPage(): void
    {
        $verdict = ModuleFixture::applied(new Carrier(MethodId::Softbank), ModuleFixture::purchase(), [
            'payment_id' => '700001', 'trade_generation_date' => '20261123120500', 'redirect_html' => self::FORM,
        ]);

        self::assertSame([AttemptState::Away, '700001', '10', '6'], [
            $verdict->state, $verdict->evidence?->paymentId, $verdict->evidence?->status, $verdict->evidence?->carrier,
        ]);
        self::assertSame(ModuleFixture::at('20261123130500'), $verdict->limitAt);
    }

    public function testAnAnswerThatLeadsNowhereNeedsAPerson(): void
    {
        $softbank = new Carrier(MethodId::Softbank);
        $nowhere = ModuleFixture::applied($softbank, ModuleFixture::purchase(), ['payment_id' => '700001']);
        $nothing = ModuleFixture::applied($softbank, ModuleFixture::purchase(), ['redirect_html' => self::FORM]);

        self::assertSame([AttemptState::Attention, '700001'], [$nowhere->state, $nowhere->evidence?->paymentId]);
        self::assertSame([AttemptState::Attention, null], [$nothing->state, $nothing->evidence]);
    }

    public function testAnOpenIdThatIsGoneLeadsToANewAttempt(): void
    {
        $answer = Answer::answered('1', '7403', 'gone');

        $refused = ModuleFixture::refused((new Carrier(MethodId::Au))->answered(ModuleFixture::purchase(), self::applying(MethodId::Au), $answer));

        self::assertSame(['methods.page_expired', Retry::Again], [$refused->customerText, $refused->retry]);
    }

    public function testAPageWhoseAddressWasLostCannotBePaidOn(): void
    {
        $row = ['payment_status' => '10', 'payment_init_date' => '20261123120000'];
        $lost = ModuleFixture::inquired(new Carrier(MethodId::Au), $row);
        $known = ModuleFixture::inquired(new Carrier(MethodId::Au), $row, ModuleFixture::purchase(paymentId: '700001'));
        $returned = ModuleFixture::inquired(new Carrier(MethodId::Au), $row, ModuleFixture::purchase(door: 'return'));

        $afterLogin = ModuleFixture::inquired(new Carrier(MethodId::Au), $row, ModuleFixture::purchase(door: 'authenticated'));

        self::assertSame(
            [AttemptState::Abandoned, AttemptState::Abandoned, AttemptState::Away, AttemptState::Away],
            [$lost->state, $afterLogin->state, $known->state, $returned->state],
        );
        self::assertSame([Retry::Again, '10'], [ModuleFixture::refused($lost)->retry, $lost->evidence?->status]);
    }

    public function testRefusals(): void
    {
        $softbank = new Carrier(MethodId::Softbank);
        $busy = ModuleFixture::refused(ModuleFixture::refusal($softbank, ModuleFixture::purchase(), '7502', 'no answer'));

        self::assertSame(['methods.busy', Retry::Again], [$busy->customerText, $busy->retry]);
        self::assertStringStartsWith('7502 no answer ', $busy->shopReason);
        foreach ([0, 1_000_000] as $amount) {
            $large = ModuleFixture::refused((new Carrier(MethodId::Docomo))->begin(ModuleFixture::purchase(amount: $amount)));
            self::assertSame('methods.amount', $large->customerText);
        }
    }

    public function testASecondCallOfTheLoginsReturnBuysNothing(): void
    {
        $purchase = ModuleFixture::purchase(paymentId: '700001', door: 'authenticated');

        $inquire = ModuleFixture::inquire((new Carrier(MethodId::Au))->returned($purchase, ModuleFixture::back('authenticated', ['open_id' => 'Open-ID_1'])));

        self::assertSame(['700001', AttemptState::Away], [$inquire->paymentId, $inquire->notFound->state]);
    }

    /** @return iterable<string, array{string, string}> */
    public static function loginsWithoutOpenId(): iterable
    {
        yield 'cancelled' => ['auth_ng', ''];
        yield 'no open_id' => ['authenticated', ''];
        yield 'open_id with a blank' => ['authenticated', 'a b'];
        yield 'open_id too long' => ['authenticated', str_repeat('a', 129)];
    }

    #[DataProvider('loginsWithoutOpenId')]
    public function testACustomerWhoDidNotLogInMayTryAgain(string $door, string $openId): void
    {
        $inquire = ModuleFixture::inquire((new Carrier(MethodId::Docomo))->returned(
            ModuleFixture::purchase(door: $door),
            ModuleFixture::back($door, ['open_id' => $openId]),
        ));

        self::assertSame(AttemptState::Abandoned, $inquire->notFound->state);
        self::assertSame(Retry::Again, ModuleFixture::refused($inquire->notFound)->retry);
    }

    public function testACancelIsBelievedOnlyWhen094ShowsIt(): void
    {
        $docomo = new Carrier(MethodId::Docomo);
        $purchase = ModuleFixture::purchase(paymentId: '700001', door: 'cancel');
        $fields = ['payment_id' => '999999', 'trading_id' => 'OTHER'];

        $inquire = ModuleFixture::inquire($docomo->returned($purchase, ModuleFixture::back('cancel', $fields)));
        $open = ModuleFixture::inquired($docomo, ['payment_status' => '10', 'payment_init_date' => '20261123120000'], $purchase);
        $stopped = ModuleFixture::inquired($docomo, ['payment_status' => '15'], $purchase);
        $paid = ModuleFixture::inquired($docomo, ['payment_status' => '20'], $purchase);

        self::assertSame('700001', $inquire->paymentId, 'not the browser\'s');
        self::assertSame([AttemptState::Away, AttemptState::Abandoned, AttemptState::Placed], [$open->state, $stopped->state, $paid->state]);
        self::assertInstanceOf(BeingConfirmed::class, $open->step);
        self::assertSame(ModuleFixture::at('20261123130000'), $open->limitAt);
    }

    public function testAWebMoneyPayerHasMoreTime(): void
    {
        $verdict = ModuleFixture::inquired(new Carrier(MethodId::Au), [
            'payment_status' => '10', 'payment_class' => '03', 'payment_init_date' => '20261123120000',
        ], ModuleFixture::purchase(paymentId: '700001'));

        self::assertSame(ModuleFixture::at('20261124210000'), $verdict->limitAt);
        self::assertSame('03', $verdict->evidence?->facts['payment_class'] ?? '');
    }

    private static function applying(MethodId $id, SalesMode $sales = SalesMode::Authorize): Send
    {
        $return = new BrowserReturn('authenticated', ['open_id' => 'Open-ID_1'], ['pc_mobile_type' => '4']);

        return ModuleFixture::send((new Carrier($id, $sales))->returned(ModuleFixture::purchase(door: 'authenticated'), $return));
    }
}
