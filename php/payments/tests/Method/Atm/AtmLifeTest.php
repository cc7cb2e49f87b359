<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Atm;

use Paygent\Payments\Method\Atm\Atm;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Tests\Method\Module\HardNames;
use Paygent\Payments\Tests\Method\Module\ModuleWalk;
use Paygent\Payments\Tests\Support\LocalPaygent;
use PHPUnit\Framework\Attributes\DataProviderExternal;
use PHPUnit\Framework\TestCase;

/** 010 with a local Paygent. */
final class AtmLifeTest extends TestCase
{
    private LocalPaygent $paygent;

    protected function setUp(): void
    {
        $this->paygent = LocalPaygent::shared();
    }

    public function testPlacedShownAgainAndPaid(): void
    {
        $walk = new ModuleWalk($this->paygent, new Atm());

        $placed = $walk->begin();
        $again = $walk->ask();

        self::assertSame([AttemptState::Waiting, AttemptState::Waiting], [$placed->state, $again->state], print_r($placed->step, true));
        self::assertInstanceOf(Instructions::class, $placed->step);
        self::assertInstanceOf(Instructions::class, $again->step);
        self::assertSame(array_slice($placed->step->lines, 1), $again->step->lines);
        $this->paygent->tool->move($walk->paymentId(), '40', ['bank_code' => '0001']);
        $paid = $walk->ask();
        self::assertInstanceOf(Done::class, $paid->step);
        self::assertSame(['40', 3980], [$paid->evidence?->status, $paid->evidence?->amount]);
    }

    #[DataProviderExternal(HardNames::class, 'buyers')]
    public function testHardNamesAreAccepted(Buyer $buyer): void
    {
        $verdict = (new ModuleWalk($this->paygent, new Atm(), buyer: $buyer))->begin();

        self::assertSame(AttemptState::Waiting, $verdict->state, print_r($verdict->step, true));
    }

    public function testASecondApplicationCannotHideBehindTheNumber(): void
    {
        $walk = new ModuleWalk($this->paygent, new Atm());
        $walk->begin();
        $walk->begin();

        self::assertSame(AttemptState::Confirming, $walk->ask()->state, 'two payments: 13002 chooses none');
    }
}
