<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

use Paygent\Payments\Shop\OrderState;

/**
 * What a payment's status does to its order (notification_mapping.csv, columns ours_*).
 *
 * The general cases come first, in their order; then the row of type and status whose case fits;
 * then the row without a case. Pure: asks nobody, applies nothing.
 *
 * @phpstan-type Row array{payment_type: string, status: string, case: string, effect: string,
 *     labels: list<string>|null, release: string, confirm: bool}
 */
final class NotificationRules
{
    private const MONEY_STATUSES = ['20', '21', '40', '41', '43', '44'];
    private const ALIVE_STATUSES = [
        '20', '21', '30', '31', '34', '35', '36', '40', '41', '42', '43', '44', '50',
    ];
    private const ENDED_STATUSES = ['11', '12', '15', '16', '31', '32', '33', '60', '61', '62'];

    /** @var array<string, Row>|null by "type:status:case" */
    private static ?array $rows = null;

    public static function decide(NoticeFacts $facts): OrderDecision
    {
        $row = self::rowOf($facts);
        foreach (self::generalCases() as $case => [$applies, $followUp]) {
            if ($applies($facts, $row)) {
                return self::decision($facts, self::rows()['*:*:' . $case], $followUp);
            }
        }
        if ($row === null) {
            throw new \LogicException('A status without a row is an unknown_code.');
        }
        if (self::amendedElsewhere($facts, $row)) {
            return new OrderDecision(
                OrderEffect::Attention,
                Release::No,
                null,
                FollowUp::Nothing,
                $facts->paymentType . ':' . $facts->status . ':amended_elsewhere',
                Reason::text('rules.attention.amended_elsewhere'),
            );
        }

        return self::decision($facts, $row, self::confirming($facts, $row));
    }

    /** @return array<string, Row> by "type:status:case" */
    public static function rows(): array
    {
        if (self::$rows === null) {
            self::$rows = [];
            /** @var list<Row> $list */
            $list = require \dirname(__DIR__, 2) . '/data/notification_mapping.php';
            foreach ($list as $row) {
                self::$rows[self::key($row)] = $row;
            }
        }

        return self::$rows;
    }

    /**
     * The rows with `*`, in the table's order: the order is part of the rule.
     *
     * @return array<string, array{\Closure(NoticeFacts, Row|null): bool, FollowUp}>
     */
    private static function generalCases(): array
    {
        return [
            'older' => [self::older(...), FollowUp::Nothing],
            'unknown_code' => [static fn (NoticeFacts $facts, ?array $row): bool => $row === null, FollowUp::Nothing],
            'unmatched_alive' => [self::unmatchedAlive(...), FollowUp::MatchAgain],
            'unmatched_ended' => [self::unmatched(...), FollowUp::Nothing],
            'mismatch' => [self::mismatch(...), FollowUp::Nothing],
            'intent_open' => [self::intentOpen(...), FollowUp::WhenSettled],
            'superseded_ended' => [self::supersededEnded(...), FollowUp::Nothing],
            'superseded_alive' => [self::superseded(...), FollowUp::Nothing],
            'attempt_still_open' => [self::attemptStillOpen(...), FollowUp::WhenAttemptEnds],
            'other_payment_alive' => [self::otherPaymentAlive(...), FollowUp::Nothing],
            'paid_twice' => [self::paidTwice(...), FollowUp::Nothing],
            'order_closed' => [self::orderClosed(...), FollowUp::Nothing],
            'order_shipped' => [self::orderShipped(...), FollowUp::Nothing],
            'not_confirmed' => [self::notConfirmed(...), FollowUp::AskAgain],
        ];
    }

    private static function older(NoticeFacts $facts): bool
    {
        return $facts->has(Circumstance::Older);
    }

    private static function unmatchedAlive(NoticeFacts $facts): bool
    {
        return self::unmatched($facts) && $facts->statusIn(...self::ALIVE_STATUSES);
    }

    private static function unmatched(NoticeFacts $facts): bool
    {
        return $facts->has(Circumstance::Unmatched);
    }

    /** @param Row|null $row */
    private static function mismatch(NoticeFacts $facts, ?array $row): bool
    {
        if ($facts->has(Circumstance::OriginDiffers)) {
            return true;
        }
        // A deposit's clear_detail says what its amount means, and only 094 tells it for certain.
        if ($facts->paymentType === '07' && $facts->status === '40' && !\in_array($facts->clearDetail, ['01', '06'], true)) {
            return false;
        }

        return $facts->has(Circumstance::AmountDiffers)
            || ($facts->has(Circumstance::OrderTotalDiffers) && self::stillToBePaid($facts, $row));
    }

    /** @param Row|null $row */
    private static function stillToBePaid(NoticeFacts $facts, ?array $row): bool
    {
        return ($row['effect'] ?? '') === OrderEffect::MarkPaid->value && $facts->order !== OrderState::Paid;
    }

    private static function intentOpen(NoticeFacts $facts): bool
    {
        return $facts->has(Circumstance::IntentOpen);
    }

    private static function supersededEnded(NoticeFacts $facts): bool
    {
        return self::superseded($facts) && $facts->statusIn(...self::ENDED_STATUSES);
    }

    private static function superseded(NoticeFacts $facts): bool
    {
        return $facts->has(Circumstance::Superseded);
    }

    private static function attemptStillOpen(NoticeFacts $facts): bool
    {
        return $facts->has(Circumstance::AttemptOpen)
            && ($facts->statusIn('11', '12', '13', '15', '16')
                || ($facts->status === '32' && $facts->order === OrderState::Purchasing));
    }

    private static function otherPaymentAlive(NoticeFacts $facts): bool
    {
        return $facts->others->isAlive()
            && Aliveness::of($facts->paymentType, $facts->status) === Life::Ended
            && !$facts->has(Circumstance::PartialRefundOld);
    }

    /**
     * @param Row|null $row Paidy's own row for a second payment says more than the general one: it asks 094
     */
    private static function paidTwice(NoticeFacts $facts, ?array $row): bool
    {
        return $facts->statusIn(...self::MONEY_STATUSES)
            && $facts->others->holdsMoney()
            && !$facts->has(Circumstance::AmendNew)
            && !$facts->has(Circumstance::RestOfPartialRefund)
            && ($row['case'] ?? '') !== 'second_payment';
    }

    private static function orderClosed(NoticeFacts $facts): bool
    {
        return $facts->statusIn(...self::MONEY_STATUSES)
            && ($facts->order === OrderState::Cancelled || $facts->has(Circumstance::HoldReleased));
    }

    /** @param Row|null $row */
    private static function orderShipped(NoticeFacts $facts, ?array $row): bool
    {
        return $row !== null
            && $facts->has(Circumstance::Shipped)
            && ($row['effect'] === OrderEffect::CancelOrder->value || $row['release'] !== Release::No->value);
    }

    /** @param Row|null $row */
    private static function notConfirmed(NoticeFacts $facts, ?array $row): bool
    {
        return $row !== null && $row['confirm'] && $facts->confirmation === Confirmation::NoAnswer;
    }

    /**
     * The row of type and status whose case fits, else the one without a case.
     *
     * @return Row|null
     */
    private static function rowOf(NoticeFacts $facts): ?array
    {
        $key = $facts->paymentType . ':' . $facts->status . ':';
        foreach (self::casesThatFit($facts) as $case) {
            if (isset(self::rows()[$key . $case])) {
                return self::rows()[$key . $case];
            }
        }

        return self::rows()[$key] ?? null;
    }

    /** @return list<string> the most telling first */
    private static function casesThatFit(NoticeFacts $facts): array
    {
        $cases = [
            'operation_failed' => $facts->eventResult === 'failure',
            'amend_new' => $facts->has(Circumstance::AmendNew),
            'rest_of_partial_refund' => $facts->has(Circumstance::RestOfPartialRefund),
            'partial_refund_old' => $facts->has(Circumstance::PartialRefundOld),
            'not_ours' => !$facts->has(Circumstance::AskedByUs),
            'second_payment' => $facts->others->holdsMoney(),
            'resent' => $facts->has(Circumstance::SeenBefore) && $facts->order !== OrderState::Purchasing,
            'order_not_complete' => $facts->order === OrderState::Purchasing,
            'after_43' => $facts->has(Circumstance::Seen43),
            'clear_detail_02' => $facts->clearDetail === '02',
            'clear_detail_other' => !\in_array($facts->clearDetail, ['01', '02', '06'], true),
        ];

        return array_keys(array_filter($cases));
    }

    /** @param Row $row */
    private static function amendedElsewhere(NoticeFacts $facts, array $row): bool
    {
        return self::mayBeAmendedElsewhere($facts, $row) && $facts->has(Circumstance::SeveralOnTradingId);
    }

    /** @param Row $row */
    private static function mayBeAmendedElsewhere(NoticeFacts $facts, array $row): bool
    {
        return $row['effect'] === OrderEffect::CancelOrder->value
            && \in_array($facts->paymentType . ':' . $facts->status, ['02:32', '02:60', '06:60'], true)
            && !$facts->has(Circumstance::AskedByUs);
    }

    /** @param Row $row */
    private static function confirming(NoticeFacts $facts, array $row): FollowUp
    {
        return match (true) {
            !$row['confirm'] || $facts->confirmation !== Confirmation::NotAsked => FollowUp::Nothing,
            self::mayBeAmendedElsewhere($facts, $row) => FollowUp::ConfirmByTradingIdToo,
            default => FollowUp::Confirm,
        };
    }

    /** @param Row $row */
    private static function decision(NoticeFacts $facts, array $row, FollowUp $followUp): OrderDecision
    {
        $effect = OrderEffect::from($row['effect']);

        return new OrderDecision(
            $effect,
            Release::from($row['release']),
            self::label($facts, $row),
            $followUp,
            self::key($row),
            $effect === OrderEffect::Attention ? self::reason($facts, $row) : null,
        );
    }

    /** @param Row $row */
    private static function label(NoticeFacts $facts, array $row): ?string
    {
        if ($row['labels'] === null || \count($row['labels']) === 1) {
            return $row['labels'][0] ?? null;
        }

        // Which of several it is depends on what the shop did last.
        return StatusLabels::of($facts->paymentType, $facts->carrier, $facts->status, $facts->lastOperation)->listJa;
    }

    /** @param Row $row */
    private static function reason(NoticeFacts $facts, array $row): Reason
    {
        $name = $row['case'] === '' ? 'status_' . $facts->paymentType . '_' . $facts->status : $row['case'];

        return Reason::text('rules.attention.' . $name, ['type' => $facts->paymentType, 'status' => $facts->status]);
    }

    /** @param Row $row */
    private static function key(array $row): string
    {
        return $row['payment_type'] . ':' . $row['status'] . ':' . $row['case'];
    }
}
