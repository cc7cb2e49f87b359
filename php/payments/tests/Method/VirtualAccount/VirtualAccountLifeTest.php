<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\VirtualAccount;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\VirtualAccount\VirtualAccount;
use Paygent\Payments\Tests\Method\Module\HardNames;
use Paygent\Payments\Tests\Method\Module\ModuleFixture;
use Paygent\Payments\Tests\Method\Module\ModuleWalk;
use Paygent\Payments\Tests\Support\LocalPaygent;
use PHPUnit\Framework\Attributes\DataProviderExternal;
use PHPUnit\Framework\TestCase;

/** 070 with a local Paygent and its transfers. */
final class VirtualAccountLifeTest extends TestCase
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

    public function testTheExactTransferPays(): void
    {
        $walk = new ModuleWalk(self::$paygent, new VirtualAccount());
        $account = self::account($walk);

        $again = $walk->ask();
        self::assertInstanceOf(Instructions::class, $again->step);
        self::assertSame($account, $again->step->lines['methods.line.account_number'] ?? '');
        self::$paygent->tool->deposit($account, 3980);
        $paid = $walk->ask();

        self::assertInstanceOf(Done::class, $paid->step);
        self::assertSame(['40', '01'], [$paid->evidence?->status, $paid->evidence?->facts['clear_detail'] ?? '']);
    }

    public function testAShortTransferWithinTheTolerancePays(): void
    {
        self::$paygent->tool->contract(['va_tolerance' => 100]);
        $walk = new ModuleWalk(self::$paygent, new VirtualAccount());
        self::$paygent->tool->deposit(self::account($walk), 3900);

        $paid = $walk->ask();

        self::$paygent->tool->contract(['va_tolerance' => 0]);
        self::assertSame([AttemptState::Placed, '02'], [$paid->state, $paid->evidence?->facts['clear_detail'] ?? '']);
    }

    public function testAWrongTransferIsAPaymentOfItsOwn(): void
    {
        $walk = new ModuleWalk(self::$paygent, new VirtualAccount());
        self::$paygent->tool->deposit(self::account($walk), 100);

        self::assertSame(AttemptState::Confirming, $walk->ask()->state, 'two payments of one trading_id');
    }

    public function testTheLimitPassesInTwoSteps(): void
    {
        $walk = new ModuleWalk(self::$paygent, new VirtualAccount());
        $walk->begin();
        self::$paygent->tool->advance('25d');
        self::assertSame([AttemptState::Waiting, '12'], [$walk->ask()->state, $walk->ask()->evidence?->status]);

        self::$paygent->tool->advance('60d');

        self::assertSame(AttemptState::Expired, $walk->ask()->state);
    }

    public function testAnEmptyPoolIsARefusal(): void
    {
        $codes = [];
        do {
            $verdict = (new ModuleWalk(self::$paygent, new VirtualAccount()))->begin();
            $codes[] = $verdict->state;
        } while ($verdict->state === AttemptState::Waiting && \count($codes) < 200);

        self::assertStringStartsWith('8001', ModuleFixture::refused($verdict)->shopReason);
        self::$paygent->tool->advance('120d');
    }

    #[DataProviderExternal(HardNames::class, 'buyers')]
    public function testHardNamesAreAccepted(Buyer $buyer): void
    {
        $verdict = (new ModuleWalk(self::$paygent, new VirtualAccount(), buyer: $buyer))->begin();

        self::assertSame(AttemptState::Waiting, $verdict->state, print_r($verdict->step, true));
    }

    private static function account(ModuleWalk $walk): string
    {
        $step = $walk->begin()->step;
        self::assertInstanceOf(Instructions::class, $step);

        return $step->lines['methods.line.account_number'] ?? '';
    }
}
