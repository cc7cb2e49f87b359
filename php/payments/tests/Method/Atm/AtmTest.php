<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Atm;

use Paygent\Payments\Method\Atm\Atm;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Tests\Method\Module\ModuleFixture;
use Paygent\Payments\Tests\Support\SettingsFixture;
use PHPUnit\Framework\TestCase;

final class AtmTest extends TestCase
{
    public function testTheApplication(): void
    {
        $settings = SettingsFixture::module(atm: ['limitDays' => 0, 'storeNameKana' => 'ペイジェントショップ本店オンライン']);

        $sent = ModuleFixture::send((new Atm())->begin(ModuleFixture::purchase(settings: $settings)));

        self::assertSame('010', $sent->telegram->kind);
        self::assertSame([
            'trading_id' => ModuleFixture::TRADING_ID,
            'payment_amount' => 3980,
            'payment_detail' => 'ペイジェントショップ本店',
            'payment_detail_kana' => 'ﾍﾟｲｼﾞｴﾝﾄｼﾖﾂﾌﾟｵﾝﾗｲﾝ',
            'payment_limit_date' => 0,
            'customer_family_name' => '試験',
            'customer_name' => '太郎',
            'customer_family_name_kana' => 'ｼｹﾝ',
            'customer_name_kana' => 'ﾀﾛｳ',
        ], $sent->telegram->fields);
    }

    public function testANameIsOptional(): void
    {
        $sent = ModuleFixture::send((new Atm())->begin(ModuleFixture::purchase(buyer: ModuleFixture::buyer('', '', '', '', ''))));

        self::assertSame(
            ['trading_id', 'payment_amount', 'payment_detail', 'payment_detail_kana', 'payment_limit_date'],
            array_keys($sent->telegram->fields),
        );
    }

    public function testTheThreeNumbers(): void
    {
        $verdict = ModuleFixture::applied(new Atm(), ModuleFixture::purchase(), [
            'payment_id' => '700001', 'pay_center_number' => '58021', 'customer_number' => '00000070000112',
            'conf_number' => '012345', 'payment_limit_date' => '20261223',
        ]);

        self::assertSame([AttemptState::Waiting, '10'], [$verdict->state, $verdict->evidence?->status]);
        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertSame([
            'methods.line.pay_center_number' => '58021',
            'methods.line.customer_number' => '00000070000112',
            'methods.line.confirmation_number' => '012345',
            'methods.line.limit' => '2026/12/23',
        ], $verdict->step->lines);
        self::assertSame(['methods.steps.atm'], $verdict->step->notes);
        self::assertSame(ModuleFixture::at('20261223235959') + 999, $verdict->limitAt);
    }

    public function testWhat094DoesNotTellIsAskedOfTheShop(): void
    {
        $verdict = ModuleFixture::inquired(new Atm(), [
            'payment_status' => '10', 'customer_number' => '00000070000112', 'conf_number' => '012345', 'payment_limit_date' => '20261223',
        ]);

        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertArrayNotHasKey('methods.line.pay_center_number', $verdict->step->lines);
        self::assertSame('methods.note.pay_center_number', $verdict->step->notes[0]);
        self::assertSame(ModuleFixture::at('20261223235959') + 999, $verdict->limitAt);
    }

    public function testASuccessWithoutAPaymentNeedsAPerson(): void
    {
        $verdict = ModuleFixture::applied(new Atm(), ModuleFixture::purchase(), []);

        self::assertSame([AttemptState::Attention, null], [$verdict->state, $verdict->evidence]);
    }

    public function testRefusals(): void
    {
        self::assertSame('methods.busy', ModuleFixture::refused(ModuleFixture::refusal(new Atm(), ModuleFixture::purchase(), 'E001'))->customerText);
        self::assertSame('methods.amount', ModuleFixture::refused((new Atm())->begin(ModuleFixture::purchase(amount: 0)))->customerText);
    }
}
