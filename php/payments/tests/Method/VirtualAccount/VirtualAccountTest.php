<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\VirtualAccount;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\VirtualAccount\VirtualAccount;
use Paygent\Payments\Tests\Method\Module\ModuleFixture;
use PHPUnit\Framework\TestCase;

final class VirtualAccountTest extends TestCase
{
    public function testTheApplication(): void
    {
        $sent = ModuleFixture::send((new VirtualAccount())->begin(ModuleFixture::purchase()));

        self::assertSame('070', $sent->telegram->kind);
        self::assertSame([
            'trading_id' => ModuleFixture::TRADING_ID,
            'claim_amount' => 3980,
            'billing_name' => '試験　太郎',
            'billing_name_kana' => 'ｼｹﾝ ﾀﾛｳ',
            'expire_days' => 14,
        ], $sent->telegram->fields);
    }

    public function testNamesAreCutAndNeverRefused(): void
    {
        $buyer = ModuleFixture::buyer(str_repeat('髙', 2000), '花子', str_repeat('タカ', 1000), 'ハナコ');

        $fields = ModuleFixture::send((new VirtualAccount())->begin(ModuleFixture::purchase(buyer: $buyer)))->telegram->fields;

        self::assertSame(str_repeat('高', 50), $fields['billing_name']);
        self::assertSame(str_repeat('ﾀｶ', 24), $fields['billing_name_kana']);
    }

    public function testTheAccount(): void
    {
        $verdict = ModuleFixture::applied(new VirtualAccount(), ModuleFixture::purchase(), [
            'payment_id' => '700001', 'virtual_account_bank_code' => '0033', 'virtual_account_bank_name' => '試験銀行',
            'virtual_account_branch_code' => '001', 'virtual_account_branch_name' => '本店', 'virtual_account_deposit_kind' => '1',
            'virtual_account_number' => '2000001', 'expire_date' => '20261207',
        ]);

        self::assertSame([AttemptState::Waiting, '10', '07'], [$verdict->state, $verdict->evidence?->status, $verdict->evidence?->paymentType]);
        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertSame([
            'methods.line.bank' => '試験銀行 (0033)',
            'methods.line.branch' => '本店 (001)',
            'methods.line.account_kind' => '普通預金',
            'methods.line.account_number' => '2000001',
            'methods.line.amount' => '3980',
            'methods.line.limit' => '2026/12/07',
        ], $verdict->step->lines);
        self::assertSame(ModuleFixture::at('20261207235959') + 999, $verdict->limitAt);
    }

    public function testTheAccountAgainFrom094(): void
    {
        $verdict = ModuleFixture::inquired(new VirtualAccount(), [
            'payment_status' => '12', 'virtual_account_bank_code' => '0033', 'virtual_account_branch_code' => '001',
            'virtual_account_number' => '2000001', 'payment_limit_date' => '20261207',
        ]);

        self::assertSame(AttemptState::Waiting, $verdict->state, 'a deposit in 12 still counts');
        self::assertInstanceOf(Instructions::class, $verdict->step);
        self::assertSame(['0033', '001', '2000001'], [
            $verdict->step->lines['methods.line.bank'] ?? '',
            $verdict->step->lines['methods.line.branch'] ?? '',
            $verdict->step->lines['methods.line.account_number'] ?? '',
        ]);
    }

    public function testATransferWithinTheToleranceIsPaid(): void
    {
        $verdict = ModuleFixture::inquired(new VirtualAccount(), [
            'payment_status' => '40', 'payment_amount' => '3970', 'clear_detail' => '02', 'claim_amount' => '3980',
        ]);

        self::assertSame([AttemptState::Placed, 3970, '02'], [$verdict->state, $verdict->evidence?->amount, $verdict->evidence?->facts['clear_detail'] ?? '']);
    }

    public function testAWrongTransferNeedsAPerson(): void
    {
        foreach (['03' => '100', '04' => '5000'] as $detail => $amount) {
            $verdict = ModuleFixture::inquired(new VirtualAccount(), [
                'payment_status' => '40', 'payment_amount' => $amount, 'clear_detail' => $detail, 'claim_amount' => '3980',
            ]);
            self::assertSame([AttemptState::Attention, (int) $amount], [$verdict->state, $verdict->evidence?->amount]);
        }
    }

    public function testRefusals(): void
    {
        $empty = ModuleFixture::refused(ModuleFixture::refusal(new VirtualAccount(), ModuleFixture::purchase(), '8001', 'no account'));
        $large = ModuleFixture::refused((new VirtualAccount())->begin(ModuleFixture::purchase(amount: 10_000_000)));

        self::assertSame(['methods.unavailable', Retry::OtherMethod], [$empty->customerText, $empty->retry]);
        self::assertStringStartsWith('8001 no account ', $empty->shopReason);
        self::assertSame('methods.amount', $large->customerText);
    }

    public function testASuccessWithoutAnAccountNeedsAPerson(): void
    {
        $verdict = ModuleFixture::applied(new VirtualAccount(), ModuleFixture::purchase(), ['payment_id' => '700001']);

        self::assertSame([AttemptState::Attention, '700001'], [$verdict->state, $verdict->evidence?->paymentId]);
    }
}
