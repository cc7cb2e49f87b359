<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Rules;

use Paygent\Payments\Account\Environment;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Rules\AmountRange;
use Paygent\Payments\Rules\Dialog;
use Paygent\Payments\Rules\Offer;
use Paygent\Payments\Rules\OpenIntent;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Rules\OperationRules;
use Paygent\Payments\Rules\PaymentState;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Support\JapanTime;
use Paygent\Payments\Support\Texts;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Where the conditions of the operations end: the last value that passes and the first that does not. */
final class RefusalsTest extends TestCase
{
    private const NOW = 1_790_000_000_000;

    /** @return iterable<string, array{PaymentState, Operation, int, string|null}> payment, operation, order total, key of the reason */
    public static function totals(): iterable
    {
        $card = new PaymentState('02', '', '20', 1000);
        yield 'card sold at its amount' => [$card, Operation::Capture, 1000, null];
        yield 'card, lower total: amend first' => [$card, Operation::Capture, 999, 'amend_first'];
        yield 'card, higher total: amend first' => [$card, Operation::Capture, 1001, 'amend_first'];
        yield 'a cancel asks for no total' => [$card, Operation::Cancel, 5, null];
        yield 'down to 1 yen' => [$card, Operation::AmendDown, 1, null];
        yield 'down to nothing' => [$card, Operation::AmendDown, 0, 'not_lower'];
        yield 'down by 1 yen' => [$card, Operation::AmendDown, 999, null];
        yield 'down to the same' => [$card, Operation::AmendDown, 1000, 'not_lower'];
        yield 'up by 1 yen' => [$card, Operation::AmendUp, 1001, null];
        yield 'up to the same' => [$card, Operation::AmendUp, 1000, 'not_higher'];
        yield 'up to the limit' => [$card, Operation::AmendUp, 9_999_999, null];
        yield 'up over the limit' => [$card, Operation::AmendUp, 10_000_000, 'not_higher'];
        yield 'a payment of 1 yen cannot go down' => [new PaymentState('02', '', '20', 1), Operation::AmendDown, 0, 'not_lower'];
        yield 'sold card up' => [new PaymentState('02', '', '40', 1000), Operation::AmendUp, 1001, null];
        yield 'sold card refunded whatever the total' => [new PaymentState('02', '', '40', 1000), Operation::Refund, 1, null];

        $docomo = new PaymentState('06', '5', '20', 1000);
        yield 'd払い sold at its amount' => [$docomo, Operation::Capture, 1000, null];
        yield 'd払い, lower total: 売上変更' => [$docomo, Operation::Capture, 999, 'total_lower'];
        yield 'd払い, higher total' => [$docomo, Operation::Capture, 1001, 'total_higher'];
        yield 'd払い amended down' => [$docomo, Operation::AmendDown, 999, null];
        yield 'd払い amended to nothing' => [$docomo, Operation::AmendDown, 0, 'not_lower'];
        yield 'd払い never up' => [$docomo, Operation::AmendUp, 1001, 'status'];
        yield 'd払い amended before may be amended again' => [
            new PaymentState('06', '5', '44', 1000, amended: 3), Operation::AmendDown, 999, null,
        ];
        yield 'd払い amended before, lower total: 売上変更 again' => [
            new PaymentState('06', '5', '20', 1000, amended: 1), Operation::Capture, 999, 'total_lower',
        ];

        $au = new PaymentState('06', '4', '20', 1000, paymentClass: '');
        $auCard = new PaymentState('06', '4', '20', 1000, paymentClass: '02');
        $auWebMoney = new PaymentState('06', '4', '20', 1000, paymentClass: '03');
        yield 'au, lower total: 売上変更' => [$au, Operation::Capture, 999, 'total_lower'];
        yield 'au by credit card, lower total' => [$auCard, Operation::Capture, 999, 'total_not_amendable'];
        yield 'au by credit card, higher total' => [$auCard, Operation::Capture, 1001, 'total_higher'];
        yield 'au by credit card sold' => [$auCard, Operation::Capture, 1000, null];
        yield 'au by credit card cancelled' => [$auCard, Operation::Cancel, 1000, null];
        yield 'au by credit card cannot be amended' => [$auCard, Operation::AmendDown, 999, 'payer_credit_card'];
        yield 'au by WebMoney cannot be amended' => [$auWebMoney, Operation::AmendDown, 999, 'payer_web_money'];
        yield 'au by WebMoney cannot be cancelled' => [$auWebMoney, Operation::Cancel, 1000, 'payer_web_money'];
        yield 'au by WebMoney cannot be refunded' => [
            new PaymentState('06', '4', '40', 1000, paymentClass: '03'), Operation::Refund, 1000, 'payer_web_money',
        ];
        yield 'au by credit card refunded' => [
            new PaymentState('06', '4', '40', 1000, paymentClass: '02'), Operation::Refund, 1000, null,
        ];
        yield 'au, payer not asked yet: 094 comes first and then decides' => [
            new PaymentState('06', '4', '20', 1000), Operation::AmendDown, 999, null,
        ];
        yield 'au, a second time' => [
            new PaymentState('06', '4', '20', 1000, paymentClass: '', amended: 1), Operation::AmendDown, 999, 'amended_before',
        ];
        yield 'SoftBank, a second time' => [
            new PaymentState('06', '6', '21', 1000, amended: 1), Operation::AmendDown, 999, 'amended_before',
        ];
        yield 'SoftBank amended before, lower total' => [
            new PaymentState('06', '6', '20', 1000, amended: 1), Operation::Capture, 999, 'total_not_amendable',
        ];

        $paidy = new PaymentState('22', '', '20', 1000);
        yield 'Paidy sold at its amount' => [$paidy, Operation::Capture, 1000, null];
        yield 'Paidy, lower total: in full, after the dialog' => [$paidy, Operation::Capture, 1, null];
        yield 'Paidy, nothing to sell' => [$paidy, Operation::Capture, 0, 'nothing_to_sell'];
        yield 'Paidy, higher total' => [$paidy, Operation::Capture, 1001, 'total_higher'];
        yield 'Paidy cannot be amended in 20' => [$paidy, Operation::RefundPartial, 999, 'status'];
        yield 'Paidy refunded in part' => [new PaymentState('22', '', '40', 1000), Operation::RefundPartial, 1, null];
        yield 'Paidy refunded by nothing' => [new PaymentState('22', '', '40', 1000), Operation::RefundPartial, 1000, 'not_lower'];
        yield 'Paidy refunded to nothing in part' => [new PaymentState('22', '', '40', 1000), Operation::RefundPartial, 0, 'not_lower'];
    }

    #[DataProvider('totals')]
    public function testTotalsAndPayers(PaymentState $payment, Operation $operation, int $total, ?string $key): void
    {
        self::assertReason($key, self::offer($payment, $operation, $total));
    }

    /** @return iterable<string, array{PaymentState, Operation, bool}> */
    public static function interrupted(): iterable
    {
        foreach ([Operation::Capture, Operation::Cancel, Operation::AmendDown, null] as $begun) {
            $name = $begun->value ?? 'nothing of ours';
            yield '30 after ' . $name => [
                new PaymentState('06', '5', '30', 1000, begun: $begun),
                Operation::Capture,
                $begun === null || $begun === Operation::Capture,
            ];
            yield '34 after ' . $name => [
                new PaymentState('06', '5', '34', 1000, begun: $begun, begunAmount: 900),
                Operation::AmendDown,
                $begun === Operation::AmendDown,
            ];
        }
        yield '34, amount not known' => [
            new PaymentState('06', '5', '34', 1000, begun: Operation::AmendDown), Operation::AmendDown, false,
        ];
        $cancel = new PaymentState('06', '5', '42', 1000, begun: Operation::Cancel);
        yield '42 after a cancel: cancel' => [$cancel, Operation::Cancel, true];
        yield '42 after a cancel: no refund' => [$cancel, Operation::Refund, false];
        $refund = new PaymentState('06', '5', '42', 1000, soldAt: 1, begun: Operation::Refund);
        yield '42 after a refund: refund' => [$refund, Operation::Refund, true];
        yield '42 after a refund: no cancel' => [$refund, Operation::Cancel, false];
        $neverSold = new PaymentState('06', '5', '42', 1000);
        yield '42 not begun here, never sold: cancel' => [$neverSold, Operation::Cancel, true];
        yield '42 not begun here, never sold: no refund' => [$neverSold, Operation::Refund, false];
        $sold = new PaymentState('06', '5', '42', 1000, soldAt: 1);
        yield '42 not begun here, sold: refund' => [$sold, Operation::Refund, true];
        yield '42 not begun here, sold: no cancel' => [$sold, Operation::Cancel, false];
        yield 'card in 42' => [new PaymentState('02', '', '42', 1000), Operation::Refund, true];
        yield 'card in 50' => [new PaymentState('02', '', '50', 1000), Operation::Refund, true];
        yield 'card in 30' => [new PaymentState('02', '', '30', 1000), Operation::Capture, true];
    }

    #[DataProvider('interrupted')]
    public function testOnlyWhatWasInterruptedIsRepeated(PaymentState $payment, Operation $operation, bool $allowed): void
    {
        $offer = self::offer($payment, $operation, 700);
        $allowed ? self::assertNull($offer->refusal) : self::assertReason('not_begun_here', $offer);
    }

    public function testAnInterruptedAmendmentIsRepeatedWithItsOwnAmountOnly(): void
    {
        $payment = new PaymentState('06', '5', '34', 1000, begun: Operation::AmendDown, begunAmount: 900);
        self::assertEquals(new AmountRange(900, 900), self::offer($payment, Operation::AmendDown, 700)->newAmount);
    }

    public function testTheNewAmountsOffered(): void
    {
        $payment = new PaymentState('02', '', '20', 1000);
        self::assertEquals(new AmountRange(1, 999), self::offer($payment, Operation::AmendDown, 900)->newAmount);
        self::assertEquals(new AmountRange(1001, 9_999_999), self::offer($payment, Operation::AmendUp, 900)->newAmount);
        self::assertNull(self::offer($payment, Operation::Capture, 1000)->newAmount);
        $range = new AmountRange(1, 999);
        self::assertSame([false, true, true, false], array_map($range->contains(...), [0, 1, 999, 1000]));
    }

    public function testTheContractsLimitCountsWhenItIsLower(): void
    {
        $payment = new PaymentState('02', '', '20', 1000);
        $rules = new OperationRules(Environment::Live, 300_000);
        self::assertTrue($rules->offer(Operation::AmendUp, $payment, self::order(300_000), self::NOW)->isAllowed());
        $refused = $rules->offer(Operation::AmendUp, $payment, self::order(300_001), self::NOW);
        self::assertFalse($refused->isAllowed());
        self::assertStringContainsString('300,000', $refused->refusal->ja ?? '');

        $higher = new OperationRules(Environment::Live, 20_000_000);
        self::assertFalse($higher->offer(Operation::AmendUp, $payment, self::order(10_000_000), self::NOW)->isAllowed());
    }

    public function testAnOldTradingIdCannotBeReferredTo(): void
    {
        $appliedAt = JapanTime::parseDateTime('20250731120000');
        $last = JapanTime::parseDateTime('20260930120000');
        self::assertNotNull($appliedAt);
        self::assertNotNull($last);
        $payment = new PaymentState('02', '', '40', 1000, appliedAt: $appliedAt);
        $rules = new OperationRules(Environment::Live);
        foreach ([Operation::AmendDown->value => 900, Operation::AmendUp->value => 1100] as $operation => $total) {
            $offer = static fn (int $now): Offer => $rules->offer(Operation::from($operation), $payment, self::order($total), $now);
            self::assertReason(null, $offer($last));
            self::assertReason('trading_id_old', $offer($last + 1));
        }
        self::assertTrue($rules->offer(Operation::Refund, $payment, self::order(900), $last + 1)->isAllowed());
    }

    public function testPaidysDialogNamesBothAmountsOnlyWhenTheyDiffer(): void
    {
        $payment = new PaymentState('22', '', '20', 1000);
        self::assertSame([Dialog::SoldInFullThenRefunded], self::offer($payment, Operation::Capture, 999)->dialogs);
        self::assertSame([], self::offer($payment, Operation::Capture, 1000)->dialogs);
    }

    public function testNothingIsOfferedWhileAnOperationIsOpen(): void
    {
        $payment = new PaymentState('02', '', '20', 1000, openIntent: OpenIntent::Open);
        foreach (Operation::ofShop() as $operation) {
            self::assertReason('intent_open', self::offer($payment, $operation, 1000));
        }
    }

    /** @return iterable<string, array{Role}> */
    public static function otherRoles(): iterable
    {
        yield 'replaced' => [Role::Superseded];
        yield 'not complete' => [Role::Pending];
        yield 'of no order' => [Role::Unmatched];
    }

    #[DataProvider('otherRoles')]
    public function testOnlyTheOrdersCurrentPaymentIsOffered(Role $role): void
    {
        foreach (['20', '40'] as $status) {
            foreach (Operation::ofShop() as $operation) {
                self::assertReason($role->value, self::offer(new PaymentState('02', '', $status, 1000, $role), $operation, 1000));
            }
        }
    }

    public function testSurplusMoneyCanOnlyGoBack(): void
    {
        $held = new PaymentState('02', '', '20', 1000, Role::Surplus);
        $paid = new PaymentState('02', '', '40', 1000, Role::Surplus);
        self::assertReason(null, self::offer($held, Operation::Cancel, 5));
        self::assertReason(null, self::offer($paid, Operation::Refund, 5));
        self::assertReason('surplus', self::offer($held, Operation::Capture, 1000));
        self::assertReason('surplus', self::offer($held, Operation::AmendDown, 900));
        self::assertReason('status', self::offer($held, Operation::Refund, 5));
    }

    public function testEveryReasonIsThereInBothLanguages(): void
    {
        $japanese = array_keys(self::textsOfThisRoom('ja'));
        self::assertNotSame([], $japanese);
        self::assertSame($japanese, array_keys(self::textsOfThisRoom('en')));
    }

    /** @return array<string, string> */
    private static function textsOfThisRoom(string $locale): array
    {
        return array_filter(
            Texts::all($locale),
            static fn (string $key): bool => str_starts_with($key, 'rules.'),
            \ARRAY_FILTER_USE_KEY,
        );
    }

    private static function assertReason(?string $key, Offer $offer): void
    {
        if ($key === null) {
            self::assertNull($offer->refusal, $offer->refusal->en ?? '');

            return;
        }
        self::assertNotNull($offer->refusal, 'allowed');
        foreach (['ja' => $offer->refusal->ja, 'en' => $offer->refusal->en] as $locale => $text) {
            $pattern = preg_replace('/%\w+%/', '.+', preg_quote(Texts::get('rules.refused.' . $key, $locale), '/'));
            self::assertMatchesRegularExpression('/^' . $pattern . '$/u', $text);
            self::assertDoesNotMatchRegularExpression('/%\w+%/', $text, 'a value is missing');
        }
    }

    private static function offer(PaymentState $payment, Operation $operation, int $total): Offer
    {
        return (new OperationRules(Environment::Live))->offer($operation, $payment, self::order($total), self::NOW);
    }

    private static function order(int $total): OrderSnapshot
    {
        return new OrderSnapshot('1', '1', $total, OrderState::Placed);
    }
}
