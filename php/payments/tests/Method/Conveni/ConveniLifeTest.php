<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Conveni;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Conveni\Conveni;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Settings\ConveniConnection;
use Paygent\Payments\Tests\Method\Module\HardNames;
use Paygent\Payments\Tests\Method\Module\ModuleFixture;
use Paygent\Payments\Tests\Method\Module\ModuleWalk;
use Paygent\Payments\Tests\Support\Http;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\Attributes\DataProviderExternal;
use PHPUnit\Framework\TestCase;

/** 030 with a local Paygent, in every connection type. */
final class ConveniLifeTest extends TestCase
{
    private static LocalPaygent $paygent;

    public static function setUpBeforeClass(): void
    {
        self::$paygent = LocalPaygent::start();
    }

    public static function tearDownAfterClass(): void
    {
        self::$paygent->stop();
    }

    /** @return iterable<string, array{string, string, string}> type, chosen store, kind of number */
    public static function stores(): iterable
    {
        $table = [
            'A' => ['00C001' => 'payment_slip', '00C002' => 'customer', '00C004' => 'customer', '00C005' => 'collection', '00C014' => 'online', '00C016' => 'reception'],
            'B' => ['00C001' => 'payment_slip', '00C002' => 'customer', '00C004' => 'customer', '00C005' => 'customer', '00C014' => 'online', '00C016' => 'reception'],
            'D' => ['00C001' => 'payment_slip', '00C002' => 'reception', '00C004' => 'reception', '00C005' => 'collection', '00C014' => 'online', '00C016' => 'reception'],
            'F' => ['00C001' => 'payment_slip', '00C005' => 'collection', 'P0C002' => 'payment', '00C014' => 'online', 'P0C016' => 'online'],
        ];
        foreach ($table as $type => $stores) {
            foreach ($stores as $code => $kind) {
                yield "$type $code" => [$type, $code, $kind];
            }
        }
    }

    #[DataProvider('stores')]
    public function testEveryStoreOfEveryTypeIsAccepted(string $type, string $code, string $kind): void
    {
        self::$paygent->tool->contract(['cvs_type' => $type]);
        $walk = self::walk($code, $type === 'F' ? ConveniConnection::FType : ConveniConnection::AbdType);

        $verdict = $walk->begin();

        self::assertSame(AttemptState::Waiting, $verdict->state, print_r($verdict->step, true));
        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertSame("methods.line.{$kind}_number", array_key_first($verdict->step->lines));
        self::assertSame($kind === 'customer', isset($verdict->step->lines['methods.line.confirmation_number']));
        self::assertSame(\in_array($kind, ['reception', 'payment'], true), isset($verdict->step->lines['methods.line.telephone']));
        $again = $walk->ask();
        self::assertInstanceOf(Instructions::class, $again->step);
        self::assertSame(array_slice($verdict->step->lines, 0, 1), array_slice($again->step->lines, 0, 1), 'the same from 094');
        self::assertSame($verdict->limitAt, $again->limitAt);
    }

    #[DataProviderExternal(HardNames::class, 'buyers')]
    public function testHardNamesAreAccepted(Buyer $buyer): void
    {
        self::$paygent->tool->contract(['cvs_type' => 'B']);

        $verdict = self::walk('00C002', buyer: $buyer)->begin();

        self::assertSame(AttemptState::Waiting, $verdict->state, print_r($verdict->step, true));
    }

    public function testTheLimitIsTheEndOfTheDayInJapan(): void
    {
        $today = self::$paygent->tool->time();

        $verdict = self::walk('00C001')->begin();

        self::assertNotNull($verdict->limitAt);
        $expected = (new \DateTimeImmutable('@' . intdiv($today, 1000)))->setTimezone(new \DateTimeZone('Asia/Tokyo'))->modify('+15 days');
        $limit = (new \DateTimeImmutable('@' . intdiv($verdict->limitAt, 1000)))->setTimezone(new \DateTimeZone('Asia/Tokyo'));
        self::assertSame($expected->format('Y-m-d') . ' 23:59:59', $limit->format('Y-m-d H:i:s'));
    }

    public function testPaidAndOver(): void
    {
        self::$paygent->tool->contract(['cvs_type' => 'A']);
        $paid = self::walk('00C001');
        $paid->begin();
        self::$paygent->tool->move($paid->paymentId(), '43');

        self::assertInstanceOf(Done::class, $paid->ask()->step);

        $late = self::walk('00C001');
        $late->begin();
        self::$paygent->tool->advance('17d');

        self::assertSame(AttemptState::Expired, $late->ask()->state);
    }

    public function testThePageOfTheNumberCanBeOpened(): void
    {
        $step = self::walk('00C001')->begin()->step;

        self::assertInstanceOf(Instructions::class, $step);
        $page = Http::request('GET', $step->lines['methods.line.page'] ?? '');
        self::assertStringContainsString($step->lines['methods.line.payment_slip_number'] ?? 'no number', $page->body);
    }

    public function testAVendorsErrorIsARefusal(): void
    {
        self::$paygent->tool->contract(['cvs_type' => 'A']);

        $verdict = self::walk('00C002', buyer: ModuleFixture::buyer(phone: '99999999999'))->begin();

        self::assertSame('methods.busy', ModuleFixture::refused($verdict)->customerText);
        self::assertStringStartsWith('3002', ModuleFixture::refused($verdict)->shopReason);
    }

    public function testTheContractsLimitIsARefusal(): void
    {
        self::$paygent->tool->contract(['limits' => ['cvs' => 3000]]);

        $refused = ModuleFixture::refused(self::walk('00C001')->begin());

        self::$paygent->tool->contract(['limits' => new \stdClass()]);
        self::assertSame('methods.amount', $refused->customerText);
    }

    private static function walk(string $code, ConveniConnection $type = ConveniConnection::AbdType, ?Buyer $buyer = null): ModuleWalk
    {
        $settings = SettingsFixture::module(conveni: ['connectionType' => $type]);

        return new ModuleWalk(self::$paygent, new Conveni(), ['cvs_company_id' => $code], $buyer, settings: $settings);
    }
}
