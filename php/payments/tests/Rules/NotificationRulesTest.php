<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Rules;

use Paygent\Payments\Rules\Aliveness;
use Paygent\Payments\Rules\Circumstance as C;
use Paygent\Payments\Rules\Confirmation;
use Paygent\Payments\Rules\FollowUp;
use Paygent\Payments\Rules\Life;
use Paygent\Payments\Rules\NoticeFacts;
use Paygent\Payments\Rules\NotificationRules;
use Paygent\Payments\Rules\OrderEffect;
use Paygent\Payments\Rules\Release;
use Paygent\Payments\Shop\OrderState;
use PHPUnit\Framework\Attributes\DataProvider;
use PHPUnit\Framework\TestCase;

/** Every row of notification_mapping.csv by name, and the order of its general cases. */
final class NotificationRulesTest extends TestCase
{
    /** @return iterable<string, array{array<string, string>}> */
    public static function rows(): iterable
    {
        foreach (Table::read('notification_mapping.csv') as $row) {
            yield self::row($row) => [$row];
        }
    }

    /** @param array<string, string> $row */
    #[DataProvider('rows')]
    public function testTheRowDecides(array $row): void
    {
        $decision = NotificationRules::decide(self::situation($row));

        self::assertSame(self::row($row), $decision->row);
        self::assertSame($row['ours_order_effect'], $decision->effect->value);
        self::assertSame($row['ours_release_stock_point'], $decision->release->value);
        if ($row['ours_label'] === '-') {
            self::assertNull($decision->label);
        } else {
            $printed = $decision->label === '' ? '(表示なし)' : $decision->label;
            self::assertContains($printed, explode('/', $row['ours_label']));
        }
        self::assertSame($decision->effect === OrderEffect::Attention, $decision->reason !== null);
        if ($row['case'] === 'not_confirmed') {
            self::assertSame(FollowUp::AskAgain, $decision->followUp);
        } else {
            self::assertSame($row['confirm_by_094_first'] === 'yes', $decision->confirmFirst());
        }
    }

    /** @param array<string, string> $row */
    #[DataProvider('rows')]
    public function testTheProjectsDataSayWhatTheTableSays(array $row): void
    {
        $ours = NotificationRules::rows()[self::row($row)];
        $label = $ours['labels'] === null
            ? '-'
            : implode('/', array_map(static fn (string $text): string => $text === '' ? '(表示なし)' : $text, $ours['labels']));
        self::assertSame(
            [$row['ours_order_effect'], $row['ours_release_stock_point'], $row['confirm_by_094_first'], $label],
            [$ours['effect'], $ours['release'], $ours['confirm'] ? 'yes' : 'no', $row['ours_label'] === '-' ? '-' : $label],
        );
        self::assertSame($row['ours_label'], $label);
    }

    public function testTheProjectsDataHaveTheTablesRowsInItsOrder(): void
    {
        $names = array_map(self::row(...), Table::read('notification_mapping.csv'));
        self::assertSame($names, array_keys(NotificationRules::rows()));
    }

    /** @param array<string, string> $row */
    #[DataProvider('rows')]
    public function testNothingIsAskedTwice(array $row): void
    {
        $facts = self::situation($row);
        $again = new NoticeFacts(
            $facts->paymentType,
            $facts->status,
            $facts->order,
            $facts->circumstances,
            $row['case'] === 'not_confirmed' ? Confirmation::NoAnswer : Confirmation::Confirmed,
            $facts->others,
            clearDetail: $facts->clearDetail,
            event: $facts->event,
            eventResult: $facts->eventResult,
        );
        $decision = NotificationRules::decide($again);
        self::assertFalse($decision->confirmFirst());
        self::assertSame(self::row($row), $decision->row);
    }

    /** @param array<string, string> $row */
    #[DataProvider('rows')]
    public function testNoAnswerOf094HoldsBackWhatNeedsOne(array $row): void
    {
        $facts = self::situation($row);
        $decision = NotificationRules::decide(new NoticeFacts(
            $facts->paymentType,
            $facts->status,
            $facts->order,
            $facts->circumstances,
            Confirmation::NoAnswer,
            $facts->others,
            clearDetail: $facts->clearDetail,
            event: $facts->event,
            eventResult: $facts->eventResult,
        ));
        $expected = $row['confirm_by_094_first'] === 'yes' ? '*:*:not_confirmed' : self::row($row);
        self::assertSame($expected, $decision->row);
    }

    public function testWhatIsTrueAtOnceIsJudgedInTheTablesOrder(): void
    {
        $all = [
            C::Older, C::Unmatched, C::AmountDiffers, C::IntentOpen, C::Superseded, C::AttemptOpen,
            C::HoldReleased, C::Shipped,
        ];
        $expected = [
            '*:*:older', '*:*:unmatched_ended', '*:*:mismatch', '*:*:intent_open', '*:*:superseded_ended',
            '*:*:attempt_still_open', '*:*:other_payment_alive',
        ];
        foreach ($expected as $row) {
            $facts = new NoticeFacts('02', '11', OrderState::Purchasing, $all, others: Life::Held);
            self::assertSame($row, NotificationRules::decide($facts)->row);
            array_shift($all);
        }
    }

    public function testALateSaleOfAClosedOrderThatIsPaidTwiceIsReportedAsThat(): void
    {
        $facts = new NoticeFacts('02', '40', OrderState::Cancelled, [C::HoldReleased], others: Life::Paid);
        self::assertSame('*:*:paid_twice', NotificationRules::decide($facts)->row);
    }

    /** @return iterable<string, array{NoticeFacts, string}> */
    public static function borders(): iterable
    {
        $order = OrderState::Placed;
        yield 'another order total does not matter once the order is paid' => [
            new NoticeFacts('02', '41', OrderState::Paid, [C::OrderTotalDiffers]), '02:41:',
        ];
        yield 'another order total does not matter for an authorization' => [
            new NoticeFacts('02', '20', OrderState::Purchasing, [C::OrderTotalDiffers]), '02:20:',
        ];
        yield 'another order total stops the order from being paid' => [
            new NoticeFacts('02', '40', $order, [C::OrderTotalDiffers]), '*:*:mismatch',
        ];
        yield 'another type is a mismatch even for a deposit within the tolerance' => [
            new NoticeFacts('07', '40', $order, [C::OriginDiffers], clearDetail: '02'), '*:*:mismatch',
        ];
        yield 'a short deposit within the tolerance is paid' => [
            new NoticeFacts('07', '40', $order, [C::AmountDiffers, C::OrderTotalDiffers], clearDetail: '02'),
            '07:40:clear_detail_02',
        ];
        yield 'a deposit of another amount asks for its clear_detail first' => [
            new NoticeFacts('07', '40', $order, [C::AmountDiffers]), '07:40:clear_detail_other',
        ];
        yield 'equal by clear_detail but not by amount' => [
            new NoticeFacts('07', '40', $order, [C::AmountDiffers], clearDetail: '01'), '*:*:mismatch',
        ];
        yield 'set to equal by hand' => [
            new NoticeFacts('07', '40', $order, clearDetail: '06'), '07:40:',
        ];
        yield 'an open number is not a second payment' => [
            new NoticeFacts('02', '40', $order, others: Life::Open), '02:40:',
        ];
        yield 'a payment that Paygent is cancelling is not a second payment' => [
            new NoticeFacts('02', '20', OrderState::Purchasing, others: Life::Ending), '02:20:',
        ];
        yield 'a status nobody explains may be a second payment' => [
            new NoticeFacts('06', '40', $order, others: Life::Unclear), '*:*:paid_twice',
        ];
        yield 'an order that lives by an open number is not cancelled' => [
            new NoticeFacts('02', '33', $order, others: Life::Open), '*:*:other_payment_alive',
        ];
        yield 'a timed out authorization of a placed order cancels it' => [
            new NoticeFacts('02', '32', $order, [C::AttemptOpen]), '02:32:',
        ];
        yield 'a failed refund is told although the order is paid twice' => [
            new NoticeFacts('22', '40', OrderState::Paid, eventResult: 'failure', event: 'refund'), '22:40:operation_failed',
        ];
        yield 'a grace day of a virtual account is not an end' => [
            new NoticeFacts('07', '12', $order, others: Life::Paid), '07:12:',
        ];
        yield 'a timed out authorization while the customer may still pay' => [
            new NoticeFacts('02', '32', OrderState::Purchasing, [C::AttemptOpen]), '*:*:attempt_still_open',
        ];
        yield 'money for an order whose stock was given back' => [
            new NoticeFacts('03', '43', OrderState::Purchasing, [C::HoldReleased]), '*:*:order_closed',
        ];
        yield 'an end of an order whose stock was given back' => [
            new NoticeFacts('02', '33', $order, [C::HoldReleased]), '02:33:',
        ];
        yield 'a repeated authorization whose order is still not complete' => [
            new NoticeFacts('22', '20', OrderState::Purchasing, [C::SeenBefore]), '22:20:',
        ];
        yield 'shipped goods do not stop a payment' => [
            new NoticeFacts('02', '40', $order, [C::Shipped]), '02:40:',
        ];
        yield 'shipped goods stop the hold of a refused try from being given back' => [
            new NoticeFacts('02', '11', $order, [C::Shipped]), '*:*:order_shipped',
        ];
        yield 'a refund of ours' => [
            new NoticeFacts('22', '60', OrderState::Paid, [C::AskedByUs]), '22:60:',
        ];
    }

    #[DataProvider('borders')]
    public function testBorders(NoticeFacts $facts, string $row): void
    {
        self::assertSame($row, NotificationRules::decide($facts)->row);
    }

    /** @return iterable<string, array{string, string}> */
    public static function ends(): iterable
    {
        yield 'authorization of a card' => ['02', '32'];
        yield 'sale of a card' => ['02', '60'];
        yield 'sale at a carrier' => ['06', '60'];
    }

    #[DataProvider('ends')]
    public function testAnEndNotAskedForMayBeAnAmendmentMadeElsewhere(string $type, string $status): void
    {
        $facts = new NoticeFacts($type, $status, OrderState::Paid);
        self::assertSame(FollowUp::ConfirmByTradingIdToo, NotificationRules::decide($facts)->followUp);

        $ours = new NoticeFacts($type, $status, OrderState::Paid, [C::AskedByUs]);
        self::assertSame(FollowUp::Confirm, NotificationRules::decide($ours)->followUp);

        $several = new NoticeFacts($type, $status, OrderState::Paid, [C::SeveralOnTradingId], Confirmation::Confirmed);
        $decision = NotificationRules::decide($several);
        self::assertSame(OrderEffect::Attention, $decision->effect);
        self::assertSame(Release::No, $decision->release);
        self::assertSame($type . ':' . $status . ':amended_elsewhere', $decision->row);
        self::assertNotNull($decision->reason);

        $one = new NoticeFacts($type, $status, OrderState::Paid, [], Confirmation::Confirmed);
        self::assertSame(OrderEffect::CancelOrder, NotificationRules::decide($one)->effect);
    }

    /** @return iterable<string, array{string}> */
    public static function aliveStatuses(): iterable
    {
        foreach (['20', '21', '30', '31', '34', '35', '36', '40', '41', '42', '43', '44', '50'] as $status) {
            yield $status => [$status];
        }
    }

    #[DataProvider('aliveStatuses')]
    public function testAPaymentNobodyKnowsIsReportedWhileItIsAlive(string $status): void
    {
        foreach (['02', '03', '06', '22'] as $type) {
            if (isset(NotificationRules::rows()[$type . ':' . $status . ':'])) {
                $decision = NotificationRules::decide(new NoticeFacts($type, $status, null, [C::Unmatched]));
                self::assertSame('*:*:unmatched_alive', $decision->row);
                self::assertSame(FollowUp::MatchAgain, $decision->followUp);
            }
        }
    }

    public function testEveryEndedStatusOfAReplacedPaymentIsQuiet(): void
    {
        foreach (Aliveness::statuses(Life::Ended, Life::Ending) as [$type, $status]) {
            if (\in_array($status, ['13', '17', '22'], true)) {
                continue;
            }
            $decision = NotificationRules::decide(new NoticeFacts($type, $status, OrderState::Paid, [C::Superseded]));
            self::assertSame('*:*:superseded_ended', $decision->row, $type . ':' . $status);
        }
    }

    /**
     * A situation in which this row decides.
     *
     * @param array<string, string> $row
     */
    private static function situation(array $row): NoticeFacts
    {
        if ($row['payment_type'] === '*') {
            return self::generalSituation($row['case']);
        }
        $type = $row['payment_type'];
        $status = $row['status_code'];
        $order = $row['ours_order_effect'] === 'complete_order' ? OrderState::Purchasing : OrderState::Placed;

        return match ($row['case']) {
            '-' => new NoticeFacts(
                $type,
                $status,
                $order,
                $type === '22' && $status === '60' ? [C::AskedByUs] : [],
                clearDetail: $type === '07' ? '01' : '',
            ),
            'amend_new' => new NoticeFacts($type, $status, OrderState::Placed, [C::AmendNew], others: Life::Paid),
            'order_not_complete' => new NoticeFacts($type, $status, OrderState::Purchasing),
            'after_43' => new NoticeFacts($type, $status, OrderState::Paid, [C::Seen43]),
            'clear_detail_02' => new NoticeFacts($type, $status, $order, [C::AmountDiffers], clearDetail: '02'),
            'clear_detail_other' => new NoticeFacts($type, $status, $order, [C::AmountDiffers], clearDetail: '03'),
            'resent' => new NoticeFacts($type, $status, OrderState::Placed, [C::SeenBefore]),
            'second_payment' => new NoticeFacts($type, $status, OrderState::Placed, others: Life::Held),
            'operation_failed' => new NoticeFacts(
                $type,
                $status,
                OrderState::Placed,
                [C::SeenBefore],
                event: $status === '20' ? 'capture' : 'refund',
                eventResult: 'failure',
            ),
            'rest_of_partial_refund' => new NoticeFacts(
                $type,
                $status,
                OrderState::Paid,
                [C::RestOfPartialRefund],
                others: Life::Paid,
                event: 'refund',
                eventResult: 'success',
            ),
            'partial_refund_old' => new NoticeFacts(
                $type,
                $status,
                OrderState::Paid,
                [C::PartialRefundOld, C::AskedByUs],
                others: Life::Paid,
            ),
            'not_ours' => new NoticeFacts($type, $status, OrderState::Paid),
            default => throw new \LogicException('No situation for ' . self::row($row)),
        };
    }

    private static function generalSituation(string $case): NoticeFacts
    {
        $order = OrderState::Placed;

        return match ($case) {
            'older' => new NoticeFacts('02', '40', $order, [C::Older]),
            'unknown_code' => new NoticeFacts('02', '99', $order),
            'unmatched_alive' => new NoticeFacts('02', '20', null, [C::Unmatched]),
            'unmatched_ended' => new NoticeFacts('02', '22', null, [C::Unmatched]),
            'mismatch' => new NoticeFacts('02', '40', $order, [C::AmountDiffers]),
            'intent_open' => new NoticeFacts('02', '40', $order, [C::IntentOpen]),
            'superseded_ended' => new NoticeFacts('02', '60', OrderState::Paid, [C::Superseded], others: Life::Paid),
            'superseded_alive' => new NoticeFacts('02', '40', OrderState::Paid, [C::Superseded], others: Life::Paid),
            'attempt_still_open' => new NoticeFacts('05', '15', OrderState::Purchasing, [C::AttemptOpen]),
            'other_payment_alive' => new NoticeFacts('02', '33', $order, others: Life::Held),
            'paid_twice' => new NoticeFacts('02', '40', $order, others: Life::Paid),
            'order_closed' => new NoticeFacts('02', '20', OrderState::Cancelled),
            'order_shipped' => new NoticeFacts('02', '33', $order, [C::Shipped]),
            'not_confirmed' => new NoticeFacts('02', '33', $order, confirmation: Confirmation::NoAnswer),
            default => throw new \LogicException('No situation for ' . $case),
        };
    }

    /** @param array<string, string> $row */
    private static function row(array $row): string
    {
        $case = $row['case'] === '-' ? '' : $row['case'];

        return $row['payment_type'] . ':' . $row['status_code'] . ':' . $case;
    }
}
