<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Rules;

use Paygent\Payments\Account\Environment;
use Paygent\Payments\Rules\Deadline;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Rules\OperationRules;
use Paygent\Payments\Rules\PaymentState;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Support\JapanTime;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** The guide dates of the operations, to the last second, and that none of them refuses. */
final class DeadlinesTest extends TestCase
{
    /**
     * @return iterable<string, array{PaymentState, Operation, list<string>, 3?: Environment}> the dates are
     *     the last second in time
     */
    public static function dates(): iterable
    {
        yield 'card: 60 days after the authorization' => [
            self::payment('02', '', '20', authorized: '20251231235959'), Operation::Capture, ['20260301235959'],
        ];
        yield 'card: the cancel of a sale has two dates' => [
            self::payment('02', '', '40', authorized: '20260101000000', sold: '20260210120000'),
            Operation::Refund,
            ['20260302235959', '20260411235959'],
        ];
        yield 'card: a sold one is amended within the same two' => [
            self::payment('02', '', '40', authorized: '20260101000000', sold: '20260210120000'),
            Operation::AmendDown,
            ['20260302235959', '20260411235959'],
        ];
        yield 'card: the authorization is not known' => [
            self::payment('02', '', '40', sold: '20260210120000'), Operation::Refund, ['20260411235959'],
        ];
        yield 'd払い: second month after the application' => [
            self::payment('06', '5', '20', applied: '20251231235959', authorized: '20260101000030'),
            Operation::Capture,
            ['20260228200000'],
        ];
        yield 'd払い: leap year' => [
            self::payment('06', '5', '44', applied: '20231201000000', sold: '20231215000000'),
            Operation::Refund,
            ['20240229200000'],
        ];
        yield 'd払い: the application is not known' => [
            self::payment('06', '5', '21', authorized: '20260101000030'), Operation::Cancel, ['20260331200000'],
        ];
        yield 'au: 90 days after the authorization' => [
            self::payment('06', '4', '20', authorized: '20260101120000'), Operation::Capture, ['20260401235959'],
        ];
        yield 'au: amended within the same 90 days' => [
            self::payment('06', '4', '20', authorized: '20260101120000'), Operation::AmendDown, ['20260401235959'],
        ];
        yield 'au: end of the second month after the sale' => [
            self::payment('06', '4', '40', authorized: '20251101000000', sold: '20251231235959'),
            Operation::Refund,
            ['20260228235959'],
        ];
        yield 'SoftBank: 60 days after the authorization' => [
            self::payment('06', '6', '21', authorized: '20260101120000'), Operation::Cancel, ['20260302235959'],
        ];
        $sold = [
            '20260101000000' => '20260112235959', '20260110235959' => '20260112235959',
            '20260111000000' => '20260122235959', '20260120235959' => '20260122235959',
            '20260121000000' => '20260202235959', '20251231235959' => '20260102235959',
        ];
        foreach ($sold as $at => $until) {
            yield 'SoftBank: sold ' . $at . ', payer by card and payer by bank' => [
                self::payment('06', '6', '40', authorized: '20251201000000', sold: (string) $at),
                Operation::Refund,
                ['20260130235959', $until],
            ];
        }
        yield 'Paidy: 90 days after the authorization' => [
            self::payment('22', '', '20', authorized: '20260101120000'), Operation::Capture, ['20260401235959'],
        ];
        yield 'Paidy: 30 in the test environment' => [
            self::payment('22', '', '20', authorized: '20260101120000'),
            Operation::Capture,
            ['20260131235959'],
            Environment::Test,
        ];
        yield 'Paidy: 90 days after the sale' => [
            self::payment('22', '', '40', sold: '20260101120000'), Operation::RefundPartial, ['20260401235959'],
        ];
        yield 'no date where the rule names none' => [
            self::payment('02', '', '20', authorized: '20260101120000'), Operation::Cancel, [],
        ];
    }

    /** @param list<string> $expected */
    #[DataProvider('dates')]
    public function testTheLastSecondInTime(
        PaymentState $payment,
        Operation $operation,
        array $expected,
        Environment $environment = Environment::Live,
    ): void {
        $total = $operation->changesAmount() ? 900 : 1000;
        $order = new OrderSnapshot('1', '1', $total, OrderState::Placed);
        $rules = new OperationRules($environment);
        $offer = $rules->offer($operation, $payment, $order, self::at('20260102000000'));
        $dates = array_map(
            static fn (Deadline $deadline): string => JapanTime::formatDateTime($deadline->at),
            $offer->deadlines,
        );
        self::assertSame($expected, $dates);
        self::assertSame($expected === [] ? null : min($expected), $offer->guideDate() === null
            ? null
            : JapanTime::formatDateTime($offer->guideDate()));
        foreach ($offer->deadlines as $deadline) {
            self::assertNotSame($deadline->label->ja, $deadline->label->en);
        }

        // Years later the status still decides, not the date: 14 months stop card amendments only.
        $late = $rules->offer($operation, $payment, $order, self::at('20300101000000'));
        self::assertTrue($late->isAllowed(), $late->refusal->en ?? '');
    }

    private static function payment(
        string $type,
        string $carrier,
        string $status,
        string $applied = '',
        string $authorized = '',
        string $sold = '',
    ): PaymentState {
        return new PaymentState(
            $type,
            $carrier,
            $status,
            1000,
            paymentClass: '',
            appliedAt: JapanTime::parseDateTime($applied),
            authorizedAt: JapanTime::parseDateTime($authorized),
            soldAt: JapanTime::parseDateTime($sold),
        );
    }

    private static function at(string $text): int
    {
        return JapanTime::parseDateTime($text) ?? throw new \LogicException($text);
    }
}
