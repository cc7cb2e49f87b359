<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Rules;

use Paygent\Payments\Account\Environment;
use Paygent\Payments\Rules\AmountField;
use Paygent\Payments\Rules\Condition;
use Paygent\Payments\Rules\Dialog;
use Paygent\Payments\Rules\Fact;
use Paygent\Payments\Rules\Offer;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Rules\OperationRules;
use Paygent\Payments\Rules\PaymentState;
use Paygent\Payments\Rules\TelegramStep;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Every row of operation_rules.csv by name. */
final class OperationRulesTest extends TestCase
{
    private const AMOUNT = 1000;
    private const NOW = 1_790_000_000_000;

    /** @return iterable<string, array{array<string, string>}> */
    public static function rows(): iterable
    {
        foreach (Table::read('operation_rules.csv') as $row) {
            $key = [$row['payment_type'], $row['carrier'], $row['status_code'], $row['operation']];
            yield implode(':', $key) => [$row];
        }
    }

    /** @return iterable<string, array{array<string, string>}> */
    public static function allowed(): iterable
    {
        foreach (self::rows() as $name => [$row]) {
            if ($row['operation'] !== 'none') {
                yield $name => [$row];
            }
        }
    }

    /** @return iterable<string, array{array<string, string>}> */
    public static function nothingAllowed(): iterable
    {
        foreach (self::rows() as $name => [$row]) {
            if ($row['operation'] === 'none') {
                yield $name => [$row];
            }
        }
    }

    /** @param array<string, string> $row */
    #[DataProvider('allowed')]
    public function testTheRowIsOffered(array $row): void
    {
        $offer = self::offerOf($row);

        self::assertTrue($offer->isAllowed(), $offer->refusal->en ?? '');
        self::assertSame($row['label_ja'], $offer->label->ja);
        self::assertNotSame($offer->label->ja, $offer->label->en);
        self::assertSame($row['list_button'] === 'yes', $offer->inList);
        self::assertSame($row['telegram_kinds_in_order'], implode(' ', array_map(
            static fn (TelegramStep $step): string => $step->kind . ':' . $step->target->value,
            $offer->steps,
        )));
        $after = [];
        foreach ($offer->statusAfter as $target => $status) {
            $after[] = $target === 'current' ? $status : $target . ':' . $status;
        }
        self::assertSame($row['expected_status_after'], implode(' ', $after));
    }

    /** @param array<string, string> $row */
    #[DataProvider('allowed')]
    public function testTheRowsConditionsAreInTheCode(array $row): void
    {
        $rules = OperationRules::table()[self::key($row)][$row['status_code']] ?? [];
        $rule = $rules[$row['operation']] ?? null;
        self::assertIsArray($rule);
        self::assertSame(Phrases::conditions($row['condition']), $rule['conditions'] ?? null);
        self::assertSame($row['status_ja'], $rules['status_ja'] ?? null);
        self::assertSame('yes', $row['order_button'], 'offered on the order page whenever it is allowed');
    }

    /** @param array<string, string> $row */
    #[DataProvider('nothingAllowed')]
    public function testNothingIsOfferedAndTheRowSaysWhy(array $row): void
    {
        $offers = self::rules()->offers(self::payment($row), self::order(self::AMOUNT), self::NOW);
        self::assertCount(6, $offers);
        foreach ($offers as $offer) {
            self::assertNotNull($offer->refusal);
            self::assertSame([$row['reason_ja'], $row['reason_en']], [$offer->refusal->ja, $offer->refusal->en]);
            self::assertSame([], $offer->steps);
        }
    }

    public function testWhatHasNoRowIsNotAllowed(): void
    {
        $known = [];
        foreach (self::allowed() as [$row]) {
            $known[self::key($row)][$row['status_code']][] = $row['operation'];
        }
        foreach ($known as $key => $statuses) {
            foreach ($statuses as $status => $operations) {
                [$type, $carrier] = explode(':', $key);
                foreach (Operation::ofShop() as $operation) {
                    $payment = new PaymentState($type, $carrier, (string) $status, self::AMOUNT, begun: $operation, begunAmount: 900);
                    $offer = self::rules()->offer($operation, $payment, self::order(900), self::NOW);
                    if (!\in_array($operation->value, $operations, true)) {
                        self::assertFalse($offer->isAllowed(), $key . ' ' . $status . ' ' . $operation->value);
                        self::assertSame([], $offer->steps);
                    }
                }
            }
        }
    }

    public function testAStatusOfNoDocumentAllowsNothing(): void
    {
        foreach ([['02', '', '99'], ['99', '', '20'], ['02', '', ''], ['06', '7', '40']] as [$type, $carrier, $status]) {
            $payment = new PaymentState($type, $carrier, $status, self::AMOUNT);
            foreach (self::rules()->offers($payment, self::order(self::AMOUNT), self::NOW) as $offer) {
                self::assertFalse($offer->isAllowed());
                self::assertStringContainsString('"' . $status . '"', $offer->refusal->en ?? '');
            }
        }
    }

    public function testTheProjectsDataHaveTheTablesRowsAndNoOthers(): void
    {
        $ours = [];
        foreach (OperationRules::table() as $key => $statuses) {
            foreach ($statuses as $status => $rules) {
                foreach (array_diff(array_keys($rules), ['status_ja']) as $operation) {
                    $ours[] = str_replace('::', ':-:', $key . ':' . $status . ':' . $operation);
                }
            }
        }
        $theirs = [];
        foreach (self::rows() as $name => $row) {
            $theirs[] = $name;
        }
        self::assertSame($theirs, $ours);
    }

    public function testEveryConditionIsUsed(): void
    {
        $used = [];
        foreach (self::allowed() as [$row]) {
            foreach (Phrases::conditions($row['condition']) as $condition) {
                $used[$condition->name] = true;
            }
        }
        self::assertSame([], array_diff(
            array_map(static fn (Condition $condition): string => $condition->name, Condition::cases()),
            array_keys($used),
        ));
    }

    /** @param array<string, string> $row */
    #[DataProvider('allowed')]
    public function testTheRowSaysWhatToConfirmWhatToTellAndWhichAmount(array $row): void
    {
        $offer = self::offerOf($row);
        $condition = $row['condition'];

        self::assertSame(str_contains($condition, 'confirmed by 094'), $offer->confirm !== []);
        self::assertSame(
            str_contains($condition, 'payment_class confirmed by 094'),
            \in_array(Fact::PaymentClass, $offer->confirm, true),
        );
        self::assertSame(
            (bool) preg_match('/amount( and payment_class)? confirmed by 094/', $condition),
            \in_array(Fact::Amount, $offer->confirm, true),
        );
        self::assertSame(str_contains($condition, 'sells at once'), \in_array(Dialog::SellsAtOnce, $offer->dialogs, true));
        $isCardAmendment = $row['payment_type'] === '02' && str_starts_with($row['operation'], 'amend');
        self::assertSame($isCardAmendment, \in_array(Dialog::WithoutThreeDSecure, $offer->dialogs, true));
        self::assertSame($isCardAmendment, \in_array(Dialog::BothAmountsForAMoment, $offer->dialogs, true));
        self::assertSame(match ($row['operation']) {
            'amend_down', 'amend_up' => AmountField::NewTotal,
            'refund_partial' => AmountField::Difference,
            default => AmountField::None,
        }, $offer->amountField);
        self::assertSame($offer->amountField !== AmountField::None, $offer->newAmount !== null);
    }

    /** @param array<string, string> $row */
    private static function offerOf(array $row): Offer
    {
        $operation = Operation::from($row['operation']);
        $total = match ($operation) {
            Operation::AmendDown, Operation::RefundPartial => 900,
            Operation::AmendUp => 1100,
            default => self::AMOUNT,
        };

        return self::rules()->offer($operation, self::payment($row), self::order($total), self::NOW);
    }

    /** @param array<string, string> $row */
    private static function payment(array $row): PaymentState
    {
        $day = 86_400_000;

        return new PaymentState(
            $row['payment_type'],
            $row['carrier'] === '-' ? '' : $row['carrier'],
            $row['status_code'],
            self::AMOUNT,
            paymentClass: '',
            appliedAt: self::NOW - 3 * $day,
            authorizedAt: self::NOW - 2 * $day,
            soldAt: \in_array($row['operation'], ['refund', 'refund_partial'], true) ? self::NOW - $day : null,
            begun: $row['operation'] === 'none' ? null : Operation::from($row['operation']),
            begunAmount: 900,
        );
    }

    private static function order(int $total): OrderSnapshot
    {
        return new OrderSnapshot('1', '1', $total, OrderState::Placed);
    }

    private static function rules(): OperationRules
    {
        return new OperationRules(Environment::Live);
    }

    /** @param array<string, string> $row */
    private static function key(array $row): string
    {
        return $row['payment_type'] . ':' . ($row['carrier'] === '-' ? '' : $row['carrier']);
    }
}
