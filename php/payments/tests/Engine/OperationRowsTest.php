<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Operation\Done;
use Paygent\Payments\Rules\Operation;
use Paygent\Payments\Tests\Rules\Table;
use PHPUnit\Framework\Attributes\DataProvider;

/**
 * Every row of operation_rules.csv: with a payment in that status what is allowed is done and ends as the
 * row says, and whatever is not allowed sends nothing.
 *
 * "told" in the name: the sandbox passes through that status within one telegram, or the specification
 * does not say how it is reached; there the notice and 094 are made to say it by fault rules.
 */
final class OperationRowsTest extends EngineTestCase
{
    private const LOWER = 2980;

    private const HIGHER = 4980;

    protected static function contract(): array
    {
        return ['cvs_confirm_auto' => false, 'notice_fields' => ['payment_class', 'split_count', 'clear_detail']];
    }

    /** @return iterable<string, array{string, array<string, string>}> */
    public static function rows(): iterable
    {
        foreach (Table::read('operation_rules.csv') as $row) {
            $key = "{$row['payment_type']}:{$row['carrier']}:{$row['status_code']}";
            $way = Statuses::isReached("$key {$row['operation']}") ? "$key {$row['operation']}" : $key;
            yield "$key {$row['operation']}" . (Statuses::isReached($way) ? '' : ' (told: ' . Statuses::whyTold($way) . ')') => [$way, $row];
        }
    }

    /** @param array<string, string> $row */
    #[DataProvider('rows')]
    public function testRow(string $way, array $row): void
    {
        $bench = $this->bench();
        $order = (new Statuses($bench, $this->customer))->reach($way);
        $payments = $bench->engine->payments->ofOrder($order);
        if ($payments !== [] || $row['status_code'] !== '11') { // a refused card leaves no payment id
            $isUnknown = $bench->engine->intents->openOf($order) !== []; // then the row waits, 094 shows it
            $status = $isUnknown ? $bench->status($order) : $payments[\count($payments) - 1]->status;
            self::assertSame($row['status_code'], $status, 'the status is reached');
        }

        $this->assertTheRestSendsNothing($bench, $order, $way, $row);
        if ($row['operation'] !== 'none') {
            $this->assertDone($bench, $order, Operation::from($row['operation']), $row['expected_status_after']);
        }
        if (Statuses::isReached($way)) {
            self::assertMoneyAgrees($bench);
        }
    }

    /** @param array<string, string> $row */
    private function assertTheRestSendsNothing(EngineBench $bench, string $order, string $way, array $row): void
    {
        $allowed = array_column(array_filter(
            Table::read('operation_rules.csv'),
            static fn (array $other): bool => $other['payment_type'] === $row['payment_type']
                && $other['carrier'] === $row['carrier'] && $other['status_code'] === $row['status_code'],
        ), 'operation');
        $begun = str_contains($way, ' ') ? explode(' ', $way)[1] : null;
        $before = \count($bench->intents($order));
        foreach (Operation::ofShop() as $operation) {
            $isAllowed = $begun === null ? \in_array($operation->value, $allowed, true) : $operation->value === $begun;
            if ($isAllowed) {
                continue;
            }
            self::total($bench, $order, $operation);
            self::assertSame(Done::NotAllowed, $bench->operate($order, $operation)->done, $operation->value);
        }
        self::assertCount($before, $bench->intents($order), 'nothing was even planned');
        self::total($bench, $order, Operation::Cancel);
    }

    private function assertDone(EngineBench $bench, string $order, Operation $operation, string $after): void
    {
        $old = $bench->payment($order)->paymentId;
        self::total($bench, $order, $operation);

        $result = $bench->operate($order, $operation);

        self::assertSame(Done::Done, $result->done, $result->code . ' ' . ($result->reason->en ?? ''));
        $status = static fn (string $id): string => $bench->paygent->tool->status($id);
        $new = $bench->payment($order)->paymentId;
        foreach (explode(' ', $after) as $expected) {
            [$which, $code] = str_contains($expected, ':') ? explode(':', $expected) : ['new', $expected];
            self::assertSame($code, $status($which === 'old' ? $old : $new), $expected);
            self::assertSame($code, $bench->engine->payments->find($bench->account->id, $which === 'old' ? $old : $new)?->status, "our $expected");
        }
        if (str_contains($after, 'old:')) {
            self::assertNotSame($old, $new);
        }
        $bench->notice();
        self::assertMoneyAgrees($bench);
    }

    /** What the order must be saved with before this operation. */
    private static function total(EngineBench $bench, string $order, Operation $operation): void
    {
        $payments = $bench->engine->payments->ofOrder($order);
        $bench->changeTotal($order, match ($operation) {
            Operation::AmendUp => self::HIGHER,
            Operation::AmendDown, Operation::RefundPartial => self::LOWER,
            default => $payments === [] ? EngineBench::AMOUNT : $payments[\count($payments) - 1]->amount,
        });
    }
}
