<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Rules;

use Paygent\Payments\Rules\LastOperation;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Rules\StatusLabel;
use Paygent\Payments\Rules\StatusLabels;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Every row of status_labels.csv by name. */
final class StatusLabelsTest extends TestCase
{
    /** @return iterable<string, array{array<string, string>}> */
    public static function rows(): iterable
    {
        foreach (Table::read('status_labels.csv') as $row) {
            $key = [$row['payment_type'], $row['carrier'], $row['last_operation_by_shop'], $row['status_code']];
            yield implode(':', $key) => [$row];
        }
    }

    /** @param array<string, string> $row */
    #[DataProvider('rows')]
    public function testTheRowIsPrinted(array $row): void
    {
        $expected = new StatusLabel($row['label_ja'], $row['label_en'], $row['order_label_ja'], $row['order_label_en']);
        $statuses = $row['status_code'] === '*' ? ['10', '20', '40', '99'] : [$row['status_code']];
        foreach ($statuses as $status) {
            self::assertEquals($expected, StatusLabels::of(
                $row['payment_type'],
                $row['carrier'] === '-' ? '' : $row['carrier'],
                $status,
                LastOperation::from($row['last_operation_by_shop']),
            ));
        }
    }

    public function testWithoutARowTheOneWithNoneIsPrinted(): void
    {
        self::assertSame('オーソリキャンセル', StatusLabels::of('02', '', '32', LastOperation::Capture)->listJa);
        self::assertSame('取消', StatusLabels::of('06', '', '62', LastOperation::Refund)->orderJa);
    }

    public function testAStatusWithoutARowPrintsNothing(): void
    {
        self::assertEquals(new StatusLabel('', '', '', ''), StatusLabels::of('02', '', '99'));
        self::assertEquals(new StatusLabel('', '', '', ''), StatusLabels::of('99', '', '40'));
    }

    /** @return iterable<string, array{Operation, string, string, LastOperation}> */
    public static function operations(): iterable
    {
        yield 'application' => [Operation::Apply, '02', '', LastOperation::None];
        yield 'sale' => [Operation::Capture, '02', '20', LastOperation::Capture];
        yield 'cancel' => [Operation::Cancel, '06', '20', LastOperation::Cancel];
        yield 'refund' => [Operation::Refund, '22', '40', LastOperation::Refund];
        yield 'partial refund' => [Operation::RefundPartial, '22', '40', LastOperation::RefundPartial];
        yield 'authorization of a card changed' => [Operation::AmendUp, '02', '20', LastOperation::AmendAuthorization];
        yield 'sale of a card changed' => [Operation::AmendDown, '02', '40', LastOperation::AmendSale];
        yield 'authorization of a carrier changed, which sells' => [Operation::AmendDown, '06', '20', LastOperation::AmendSale];
    }

    #[DataProvider('operations')]
    public function testTheContextAfterAnOperation(Operation $operation, string $type, string $before, LastOperation $expected): void
    {
        self::assertSame($expected, LastOperation::done($operation, $type, $before));
    }
}
