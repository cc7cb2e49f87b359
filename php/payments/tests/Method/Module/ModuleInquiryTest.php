<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Method\Module;

use Paygent\Payments\Flow\Source;
use Paygent\Payments\Method\Atm\Atm;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\BankNet\BankNet;
use Paygent\Payments\Method\Carrier\Carrier;
use Paygent\Payments\Method\Conveni\Conveni;
use Paygent\Payments\Method\Method;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Module\ModuleStanding;
use Paygent\Payments\Method\Paidy\Paidy;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\VirtualAccount\VirtualAccount;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** What 094 shows, for every method and status. */
final class ModuleInquiryTest extends TestCase
{
    /** @return array<string, array{Method}> */
    public static function methods(): array
    {
        return [
            'conveni' => [new Conveni()],
            'atm' => [new Atm()],
            'bank net' => [new BankNet()],
            'virtual account' => [new VirtualAccount()],
            'docomo' => [new Carrier(MethodId::Docomo)],
            'au' => [new Carrier(MethodId::Au)],
            'softbank' => [new Carrier(MethodId::Softbank)],
            'paidy' => [new Paidy()],
        ];
    }

    /** @return iterable<string, array{string, string, AttemptState}> */
    public static function statuses(): iterable
    {
        $table = [
            '01' => ['10' => 'waiting', '12' => 'expired', '40' => 'placed'],
            '03' => ['10' => 'waiting', '12' => 'expired', '40' => 'placed', '43' => 'placed', '61' => 'ended'],
            '05' => ['10' => 'away', '15' => 'abandoned', '40' => 'placed'],
            '06' => [
                '10' => 'away', '15' => 'abandoned', '20' => 'placed', '21' => 'placed', '30' => 'placed', '32' => 'ended',
                '33' => 'ended', '34' => 'placed', '40' => 'placed', '41' => 'placed', '42' => 'attention', '44' => 'placed',
                '60' => 'ended', '62' => 'ended',
            ],
            '07' => ['10' => 'waiting', '12' => 'waiting', '16' => 'expired', '40' => 'placed'],
            '22' => [
                '20' => 'placed', '30' => 'placed', '31' => 'attention', '32' => 'ended', '33' => 'ended', '40' => 'placed',
                '41' => 'placed', '42' => 'attention', '60' => 'ended', '99' => 'attention',
            ],
        ];
        foreach ($table as $type => $statuses) {
            foreach ($statuses as $status => $state) {
                yield "$type/$status" => [(string) $type, (string) $status, AttemptState::from($state)];
            }
        }
    }

    #[DataProvider('statuses')]
    public function testWhereAnAttemptStands(string $type, string $status, AttemptState $expected): void
    {
        self::assertSame($expected, ModuleStanding::of($type, $status));

        foreach (self::methods() as [$method]) {
            if ($method->id()->paymentType() === $type) {
                $verdict = ModuleFixture::inquired($method, ['payment_status' => $status], ModuleFixture::purchase(paymentId: '700001'));
                self::assertSame($expected, $verdict->state);
                self::assertSame([Source::Inquiry, $status, 3980], [$verdict->evidence?->source, $verdict->evidence?->status, $verdict->evidence?->amount]);
                self::assertSame($expected === AttemptState::Placed, $verdict->step instanceof Done);
            }
        }
    }

    #[DataProvider('methods')]
    public function testAnotherAmountIsProvenAndNeedsAPerson(Method $method): void
    {
        $paid = $method->id() === MethodId::Paidy ? '20' : '40';

        $verdict = ModuleFixture::inquired($method, ['payment_status' => $paid, 'payment_amount' => '1']);

        self::assertSame([AttemptState::Attention, 1], [$verdict->state, $verdict->evidence?->amount]);
        self::assertInstanceOf(BeingConfirmed::class, $verdict->step);
    }

    #[DataProvider('methods')]
    public function testAnotherPaymentDecidesNothing(Method $method): void
    {
        foreach ([['trading_id' => 'OTHER'], ['payment_type' => '02']] as $difference) {
            $verdict = ModuleFixture::inquired($method, $difference + ['payment_status' => '40']);
            self::assertNull($verdict->evidence);
            self::assertInstanceOf(BeingConfirmed::class, $verdict->step);
            self::assertTrue($verdict->state->isOpen());
        }
    }

    #[DataProvider('methods')]
    public function testAnEmptyStatusIsNoEvidence(Method $method): void
    {
        foreach ([['payment_status' => ''], ['payment_status' => '40', 'payment_amount' => '']] as $row) {
            $verdict = ModuleFixture::inquired($method, $row);
            self::assertSame([AttemptState::Attention, null], [$verdict->state, $verdict->evidence]);
        }
    }

    #[DataProvider('methods')]
    public function testEveryMethodAsksAndBelievesNothing(Method $method): void
    {
        foreach (['return', 'cancel', 'stop', 'other', 'auth_ng', 'nonsense'] as $door) {
            $move = $method->returned(
                ModuleFixture::purchase(paymentId: '700001', door: $door),
                ModuleFixture::back($door, ['status' => 'authorized', 'result' => '0', 'payment_status' => '40']),
            );
            $inquire = ModuleFixture::inquire($move);
            self::assertNull($inquire->notFound->evidence);
            self::assertNull($inquire->noEvidence?->evidence);
        }
    }

    public function testAnotherCarriersPaymentDecidesNothing(): void
    {
        $verdict = ModuleFixture::inquired(new Carrier(MethodId::Au), ['payment_status' => '20', 'career_type' => '5']);

        self::assertSame([AttemptState::Attention, null], [$verdict->state, $verdict->evidence]);
    }

    public function testFactsHoldNothingPersonal(): void
    {
        $verdict = ModuleFixture::inquired(new Conveni(), [
            'payment_status' => '40', 'customer_family_name' => '試験', 'customer_tel' => '0312345678',
            'cvs_company_id' => '00C001', 'payment_date' => '20261124120000', 'bank_code' => '',
        ]);

        self::assertSame(['payment_date' => '20261124120000', 'cvs_company_id' => '00C001'], $verdict->evidence?->facts);
    }

    public function testRefusedStepsSayWhatComesNext(): void
    {
        $refusal = static function (Method $method, string $status): array {
            $step = ModuleFixture::inquired($method, ['payment_status' => $status])->step;
            self::assertInstanceOf(Refused::class, $step);

            return [$step->customerText, $step->retry];
        };

        self::assertSame(['methods.expired', Retry::Again], $refusal(new Atm(), '12'));
        self::assertSame(['methods.stopped', Retry::Again], $refusal(new Carrier(MethodId::Docomo), '15'));
        self::assertSame(['methods.ended', Retry::None], $refusal(new Conveni(), '61'));
    }
}
