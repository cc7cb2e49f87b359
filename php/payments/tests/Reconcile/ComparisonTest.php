<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Reconcile;

use Paygent\Payments\Journal\Payment;
use Paygent\Payments\Journal\Role;
use Paygent\Payments\Reconcile\Comparison;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\OrderState;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Order beside payments: every way to disagree, and its yen. */
final class ComparisonTest extends TestCase
{
    /** @return iterable<string, array{OrderState|null, int, list<array{string, int, Role}>, string|null}> */
    public static function cases(): iterable
    {
        $current = Role::Current;
        yield 'authorized, placed' => [OrderState::Placed, 1000, [['20', 1000, $current]], null];
        yield 'sold, paid' => [OrderState::Paid, 1000, [['40', 1000, $current]], null];
        yield 'purchasing, nothing' => [OrderState::Purchasing, 1000, [], null];
        yield 'purchasing, declined' => [OrderState::Purchasing, 1000, [['11', 1000, Role::Pending]], null];
        yield 'cancelled, cancelled' => [OrderState::Cancelled, 1000, [['32', 1000, $current]], null];
        yield 'gone, nothing alive' => [null, 0, [['60', 1000, $current]], null];
        yield 'amended: the old one is not its own' => [
            OrderState::Placed, 800, [['20', 1000, Role::Superseded], ['20', 800, $current]], null,
        ];
        yield 'surplus is looked after elsewhere' => [
            OrderState::Placed, 1000, [['20', 1000, Role::Surplus], ['20', 1000, $current]], null,
        ];
        yield 'sold, not marked' => [OrderState::Placed, 1000, [['40', 1000, $current]], 'paid_not_marked +1000'];
        yield 'paid, no payment' => [OrderState::Paid, 1000, [], 'paid_without_payment -1000'];
        yield 'paid, refunded' => [OrderState::Paid, 1000, [['60', 1000, $current]], 'paid_without_payment -1000'];
        yield 'paid, only authorized' => [OrderState::Paid, 1000, [['20', 1000, $current]], 'paid_not_captured -1000'];
        yield 'cancelled, held' => [OrderState::Cancelled, 1000, [['20', 1000, $current]], 'cancelled_with_money +1000'];
        yield 'cancelled, sold' => [OrderState::Cancelled, 1000, [['40', 1000, $current]], 'cancelled_with_money +1000'];
        yield 'total lowered' => [OrderState::Placed, 800, [['20', 1000, $current]], 'amount_differs +200'];
        yield 'total raised after the sale' => [OrderState::Paid, 1500, [['40', 1000, $current]], 'amount_differs -500'];
        yield 'twice' => [OrderState::Placed, 1000, [['20', 1000, $current], ['20', 1000, Role::Pending]], 'paid_twice +1000'];
        yield 'held, never completed' => [OrderState::Purchasing, 1000, [['20', 1000, $current]], 'not_completed +1000'];
        yield 'placed, expired' => [OrderState::Placed, 1000, [['33', 1000, $current]], 'placed_without_payment -1000'];
        yield 'gone, held' => [null, 0, [['20', 1000, $current]], 'order_gone +1000'];
    }

    /** @param list<array{string, int, Role}> $payments status, amount, role */
    #[DataProvider('cases')]
    public function testDisagrees(?OrderState $state, int $total, array $payments, ?string $expected): void
    {
        $order = $state === null ? null : new OrderSnapshot('1', '1', $total, $state);

        $found = Comparison::of($order, array_map(self::payment(...), $payments));

        self::assertSame(
            $expected,
            $found === null ? null : \sprintf('%s %+d', $found->disagreement->value, $found->difference),
        );
    }

    /** @param array{string, int, Role} $row */
    private static function payment(array $row): Payment
    {
        return new Payment('p', 'a', 't', '1', '900', 'T', '02', '', $row[1], $row[0], 0, 0, $row[2], '', 0, [], null, null, 0, 0);
    }
}
