<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Conveni;

use Paygent\Payments\Flow\Source;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Conveni\Conveni;
use Paygent\Payments\Method\Conveni\ConveniStore;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Settings\ConveniConnection;
use Paygent\Payments\Tests\Method\Module\ModuleFixture;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

final class ConveniTest extends TestCase
{
    public function testTheApplication(): void
    {
        $sent = ModuleFixture::send((new Conveni())->begin(ModuleFixture::purchase(['cvs_company_id' => '00C002'])));

        self::assertSame('030', $sent->telegram->kind);
        self::assertSame([
            'trading_id' => ModuleFixture::TRADING_ID,
            'customer_family_name' => '試験',
            'customer_name' => '太郎',
            'customer_family_name_kana' => 'ｼｹﾝ',
            'customer_name_kana' => 'ﾀﾛｳ',
            'payment_amount' => 3980,
            'customer_tel' => '09012345678',
            'payment_limit_date' => 15,
            'cvs_company_id' => '00C002',
            'sales_type' => '1',
        ], $sent->telegram->fields);
    }

    public function testEachConnectionTypeOffersItsOwnCodes(): void
    {
        $codes = static fn (ConveniConnection $type): array => array_map(
            static fn (ConveniStore $store): string => $store->value,
            ConveniStore::offered($type),
        );

        self::assertSame(['00C001', '00C002', '00C005', '00C004', '00C014', '00C016'], $codes(ConveniConnection::AbdType));
        self::assertSame(['00C001', '00C005', 'P0C002', '00C014', 'P0C016'], $codes(ConveniConnection::FType));
    }

    /** @return iterable<string, array{ConveniConnection, string}> */
    public static function foreignStores(): iterable
    {
        yield 'F code in A, B, D' => [ConveniConnection::AbdType, 'P0C002'];
        yield 'A, B, D code in F' => [ConveniConnection::FType, '00C016'];
        yield 'no code' => [ConveniConnection::AbdType, ''];
        yield 'no store' => [ConveniConnection::AbdType, '00C999'];
    }

    #[DataProvider('foreignStores')]
    public function testAStoreOfAnotherTypeIsNotSent(ConveniConnection $type, string $code): void
    {
        $settings = SettingsFixture::module(conveni: ['connectionType' => $type]);

        $refused = ModuleFixture::refused((new Conveni())->begin(ModuleFixture::purchase(['cvs_company_id' => $code], $settings)));

        self::assertSame(['methods.store', Retry::Again], [$refused->customerText, $refused->retry]);
    }

    public function testNamesThatCannotBeSentAreRefusedBeforeSending(): void
    {
        foreach ([['', '太郎', '', ''], ['試験', ' 　', '', ''], ['試験', "\u{1F363}", '', '']] as [$family, $given, $a, $b]) {
            $buyer = ModuleFixture::buyer($family, $given, $a, $b);
            $refused = ModuleFixture::refused((new Conveni())->begin(ModuleFixture::purchase(['cvs_company_id' => '00C001'], buyer: $buyer)));
            self::assertSame('methods.name', $refused->customerText);
        }
    }

    public function testANumberThatIsNoTelephoneIsRefusedBeforeSending(): void
    {
        $buyer = ModuleFixture::buyer(phone: '12345678901234');

        $refused = ModuleFixture::refused((new Conveni())->begin(ModuleFixture::purchase(['cvs_company_id' => '00C001'], buyer: $buyer)));

        self::assertSame('methods.telephone', $refused->customerText);
        self::assertStringNotContainsString('1234', $refused->shopReason);
    }

    /** @return iterable<string, array{string, string, string, array<string, string>}> */
    public static function instructions(): iterable
    {
        $stores = static fn (string $names): array => ['methods.line.stores' => $names];
        $confirm = ['methods.line.confirmation_number' => '400008'];
        $telephone = ['methods.line.telephone' => '09012345678'];
        $page = ['methods.line.page' => 'https://page.example/s?id=1'];
        yield 'seven' => ['00C001', '00C001', '1234567890123', ['methods.line.payment_slip_number' => '1234567890123'] + $page + $stores('セブン-イレブン')];
        yield 'family mart in A, D, F' => ['00C005', '00C005', '12345-123456789012', ['methods.line.collection_number' => '12345-123456789012'] + $page + $stores('ファミリーマート')];
        yield 'family mart in B' => ['00C005', '00C002-00C004-00C005-00C014', '12345678901', ['methods.line.customer_number' => '12345678901'] + $confirm + $stores('ローソン、ミニストップ、ファミリーマート、デイリーヤマザキ')];
        yield 'lawson in A' => ['00C002', '00C002-00C004-00C014', '12345678901', ['methods.line.customer_number' => '12345678901'] + $confirm + $stores('ローソン、ミニストップ、デイリーヤマザキ')];
        yield 'lawson in D' => ['00C002', '00C002-00C004-00C016', '123456', ['methods.line.reception_number' => '123456'] + $telephone + $stores('ローソン、ミニストップ、セイコーマート')];
        yield 'ministop in D' => ['00C004', '00C004', '123456', ['methods.line.reception_number' => '123456'] + $telephone + $stores('ミニストップ')];
        yield 'lawson and ministop in F' => ['P0C002', 'P0C002', 'PG12345678', ['methods.line.payment_number' => 'PG12345678'] + $telephone + $stores('ローソン・ミニストップ')];
        yield 'seicomart in A, B' => ['00C016', '00C016', '123456', ['methods.line.reception_number' => '123456'] + $telephone + $stores('セイコーマート')];
        yield 'seicomart in F' => ['P0C016', '00C014-P0C016', '12345678901', ['methods.line.online_number' => '12345678901'] + $stores('デイリーヤマザキ、セイコーマート')];
        yield 'yamazaki in D' => ['00C014', '00C014', '12345678901', ['methods.line.online_number' => '12345678901'] + $stores('デイリーヤマザキ')];
        yield 'yamazaki in A' => ['00C014', '00C002-00C004-00C014', '12345678901', ['methods.line.online_number' => '12345678901', 'methods.line.other_stores_confirmation_number' => '400008 (ローソン、ミニストップ)'] + $stores('ローソン、ミニストップ、デイリーヤマザキ')];
    }

    /** @param array<string, string> $lines */
    #[DataProvider('instructions')]
    public function testWhatTheCustomerNeedsAtTheStore(string $chosen, string $usable, string $number, array $lines): void
    {
        $type = str_starts_with($chosen, 'P') ? ConveniConnection::FType : ConveniConnection::AbdType;
        $purchase = ModuleFixture::purchase(['cvs_company_id' => $chosen], SettingsFixture::module(conveni: ['connectionType' => $type]));

        $verdict = ModuleFixture::applied(new Conveni(), $purchase, [
            'payment_id' => '700001',
            'receipt_number' => $number,
            'receipt_print_url' => 'https://page.example/s?id=1',
            'usable_cvs_company_id' => $usable,
            'payment_limit_date' => '20261208',
        ]);

        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertSame($lines + ['methods.line.limit' => '2026/12/08'], $verdict->step->lines);
        self::assertSame([str_replace('.line.', '.steps.', (string) array_key_first($lines))], $verdict->step->notes);
        self::assertSame(ModuleFixture::at('20261208235959') + 999, $verdict->limitAt);
        self::assertSame($verdict->limitAt, $verdict->step->limitAt);
    }

    public function testTheOrderIsPlacedAndWaits(): void
    {
        $verdict = ModuleFixture::applied(new Conveni(), ModuleFixture::purchase(['cvs_company_id' => '00C001']), [
            'payment_id' => '700001', 'receipt_number' => '1234567890123', 'payment_limit_date' => '20261208',
        ]);

        self::assertSame(AttemptState::Waiting, $verdict->state);
        self::assertNotNull($verdict->evidence);
        self::assertSame(
            [Source::Answer, '700001', ModuleFixture::TRADING_ID, '03', '10', 3980],
            [$verdict->evidence->source, $verdict->evidence->paymentId, $verdict->evidence->tradingId, $verdict->evidence->paymentType, $verdict->evidence->status, $verdict->evidence->amount],
        );
    }

    public function testTheTelephoneNumberIsNotForTheDatabase(): void
    {
        $verdict = ModuleFixture::applied(new Conveni(), ModuleFixture::purchase(['cvs_company_id' => '00C016']), [
            'payment_id' => '700001', 'receipt_number' => '123456', 'usable_cvs_company_id' => '00C016', 'payment_limit_date' => '20261208',
        ]);

        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertArrayHasKey('methods.line.telephone', $verdict->step->lines);
        self::assertArrayNotHasKey('methods.line.telephone', $verdict->step->storable());
        self::assertStringNotContainsString('09012345678', print_r($verdict->step, true));
    }

    public function testASuccessWithoutANumberNeedsAPerson(): void
    {
        $verdict = ModuleFixture::applied(new Conveni(), ModuleFixture::purchase(['cvs_company_id' => '00C001']), ['payment_id' => '700001']);

        self::assertSame(AttemptState::Attention, $verdict->state);
        self::assertNotNull($verdict->evidence, 'the payment is known all the same');
    }

    public function testAnAddressThatIsNoWebAddressIsNotShown(): void
    {
        $verdict = ModuleFixture::applied(new Conveni(), ModuleFixture::purchase(['cvs_company_id' => '00C001']), [
            'payment_id' => '1', 'receipt_number' => '1234567890123', 'receipt_print_url' => 'javascript:alert(1)',
        ]);

        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertArrayNotHasKey('methods.line.page', $verdict->step->lines);
    }

    public function testARefusalIsExplained(): void
    {
        $purchase = ModuleFixture::purchase(['cvs_company_id' => '00C002']);
        $refused = ModuleFixture::refused(ModuleFixture::refusal(new Conveni(), $purchase, '3002', 'system error'));

        self::assertSame(['methods.busy', Retry::Again], [$refused->customerText, $refused->retry]);
        self::assertStringStartsWith('3002 system error ', $refused->shopReason);
    }

    public function testTheInstructionsCanBeShownAgain(): void
    {
        $row = ['payment_status' => '10', 'receipt_number' => '123456', 'customer_tel' => '0312345678', 'payment_limit_date' => '20261208'];

        $verdict = ModuleFixture::inquired(new Conveni(), $row, ModuleFixture::purchase(['cvs_company_id' => '00C002'], buyer: ModuleFixture::buyer(phone: '')));

        self::assertSame(AttemptState::Waiting, $verdict->state);
        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertSame([
            'methods.line.reception_number' => '123456',
            'methods.line.telephone' => '0312345678',
            'methods.line.limit' => '2026/12/08',
        ], $verdict->step->lines);
    }

    /** @return iterable<string, array{string, string}> */
    public static function forms(): iterable
    {
        yield 'slip' => ['1234567890123', 'payment_slip_number'];
        yield 'family mart' => ['12345-123456789012', 'collection_number'];
        yield 'PG' => ['PG12345678', 'payment_number'];
        yield 'six digits' => ['123456', 'reception_number'];
        yield 'eleven digits' => ['12345678901', 'customer_number'];
        yield 'anything else' => ['ABC', 'online_number'];
    }

    #[DataProvider('forms')]
    public function testWithoutTheChoiceTheNumbersFormTellsItsKind(string $number, string $kind): void
    {
        $verdict = ModuleFixture::inquired(new Conveni(), ['payment_status' => '10', 'receipt_number' => $number]);

        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertSame($number, $verdict->step->lines['methods.line.' . $kind] ?? '');
    }

    public function testPaidAtTheStore(): void
    {
        foreach (['43', '40'] as $status) {
            $verdict = ModuleFixture::inquired(new Conveni(), ['payment_status' => $status]);
            self::assertSame(AttemptState::Placed, $verdict->state);
            self::assertInstanceOf(Done::class, $verdict->step);
        }
    }

    public function testACallOfTheReturnAddressOnlyAsks(): void
    {
        $inquire = ModuleFixture::inquire((new Conveni())->returned(
            ModuleFixture::purchase(paymentId: '700001'),
            ModuleFixture::back('return', ['payment_id' => '999', 'result' => '0']),
        ));

        self::assertSame('700001', $inquire->paymentId);
        self::assertInstanceOf(BeingConfirmed::class, $inquire->notFound->step);
        self::assertSame(AttemptState::Confirming, $inquire->notFound->state);
    }

    public function testAmountsAtTheLimits(): void
    {
        $begin = static fn (int $amount) => (new Conveni())->begin(ModuleFixture::purchase(['cvs_company_id' => '00C001'], amount: $amount));

        foreach ([1, 999_999_999] as $amount) {
            self::assertSame($amount, ModuleFixture::send($begin($amount))->telegram->fields['payment_amount']);
        }
        foreach ([0, -1, 1_000_000_000] as $amount) {
            self::assertSame('methods.amount', ModuleFixture::refused($begin($amount))->customerText);
        }
    }

    public function testTheAnswerToAnInquiryOfAnotherOrderDecidesNothing(): void
    {
        $answer = Answer::answered('0', rows: [[
            'payment_id' => '1', 'trading_id' => 'OTHER', 'payment_type' => '03', 'payment_status' => '40', 'payment_amount' => '3980',
        ]]);

        $verdict = ModuleFixture::verdict((new Conveni())->inquired(ModuleFixture::purchase(), $answer));

        self::assertSame([AttemptState::Attention, null], [$verdict->state, $verdict->evidence]);
    }
}
