<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Module;

use Paygent\Payments\Flow\Evidence;
use Paygent\Payments\Flow\Source;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Step\BeingConfirmed;
use Paygent\Payments\Method\Step\Done;
use Paygent\Payments\Method\Step\Refused;
use Paygent\Payments\Method\Step\Retry;
use Paygent\Payments\Method\Step\Step;
use Paygent\Payments\Method\Verdict;

/** Reads a row of telegram 094 (response_fields.B and .C, kind 094). */
final class ModuleInquiry
{
    /** Fields worth keeping as facts; none is personal. */
    private const FACTS = [
        'payment_limit_date', 'payment_date', 'user_payment_date', 'authorized_date', 'early_notice_date',
        'cvs_company_id', 'bank_code', 'payment_class', 'sales_flg', 'career_payment_id', 'clear_detail',
        'claim_amount', 'excess_deficiency_amount', 'adjustment_amount', 'paidy_payment_id',
    ];

    /**
     * @param Step $unpaid what the customer sees while the payment is neither made nor over
     * @param int|null $limitAt epoch ms, as of Verdict
     */
    public static function verdict(
        Purchase $purchase,
        MethodId $method,
        Answer $inquiry,
        Step $unpaid,
        ?int $limitAt = null,
    ): Verdict {
        if (!self::isOurs($purchase, $method, $inquiry)) {
            return new Verdict(AttemptState::Attention, new BeingConfirmed());
        }
        $status = $inquiry->get('payment_status');
        $evidence = self::evidence($purchase, $method, $inquiry);
        if ($status === '' || $evidence === null) {
            return new Verdict(AttemptState::Attention, new BeingConfirmed());
        }
        $state = self::agrees($purchase, $evidence)
            ? ModuleStanding::of($method->paymentType(), $status)
            : AttemptState::Attention;

        return new Verdict($state, self::step($state, $status, $unpaid), $evidence, $state->isOpen() ? $limitAt : null);
    }

    /** What a successful application proves: a payment in 10 at the attempt's amount. */
    public static function applied(Purchase $purchase, MethodId $method, Answer $answer): ?Evidence
    {
        if ($answer->get('payment_id') === '') {
            return null;
        }

        return new Evidence(
            Source::Answer,
            $answer->get('payment_id'),
            $purchase->tradingId,
            $method->paymentType(),
            '10',
            $purchase->amount,
            $purchase->now,
            $method->carrier(),
            null,
            self::facts($answer),
        );
    }

    private static function evidence(Purchase $purchase, MethodId $method, Answer $inquiry): ?Evidence
    {
        $amount = $inquiry->get('payment_amount');
        if (!ctype_digit($amount) || $inquiry->get('payment_id') === '') {
            return null;
        }

        return new Evidence(
            Source::Inquiry,
            $inquiry->get('payment_id'),
            $inquiry->get('trading_id'),
            $method->paymentType(),
            $inquiry->get('payment_status'),
            (int) $amount,
            $purchase->now,
            $inquiry->get('career_type'),
            null,
            self::facts($inquiry),
        );
    }

    /** @return array<string, string> */
    private static function facts(Answer $answer): array
    {
        $facts = [];
        foreach (self::FACTS as $field) {
            if ($answer->get($field) !== '') {
                $facts[$field] = $answer->get($field);
            }
        }

        return $facts;
    }

    /** A row of another order, type or carrier decides nothing about this attempt. */
    private static function isOurs(Purchase $purchase, MethodId $method, Answer $inquiry): bool
    {
        $carrier = $inquiry->get('career_type');

        return $inquiry->get('trading_id') === $purchase->tradingId
            && $inquiry->get('payment_type') === $method->paymentType()
            && ($method->carrier() === '' || $carrier === '' || $carrier === $method->carrier());
    }

    /**
     * The ledger compares the amount as well; here it keeps a customer who paid something else from
     * reading that all is done. A transfer that is short within the contract's tolerance pays its claim
     * (clear_detail 02).
     */
    private static function agrees(Purchase $purchase, Evidence $evidence): bool
    {
        $tolerated = ($evidence->facts['clear_detail'] ?? '') === '02'
            && ($evidence->facts['claim_amount'] ?? '') === (string) $purchase->amount;

        return $evidence->amount === $purchase->amount || $tolerated;
    }

    private static function step(AttemptState $state, string $status, Step $unpaid): Step
    {
        return match ($state) {
            AttemptState::Placed => new Done(),
            AttemptState::Waiting, AttemptState::Away => $unpaid,
            AttemptState::Expired => new Refused('methods.expired', 'status ' . $status, Retry::Again),
            AttemptState::Abandoned => new Refused('methods.stopped', 'status ' . $status, Retry::Again),
            AttemptState::Ended => new Refused('methods.ended', 'status ' . $status, Retry::None),
            default => new BeingConfirmed(),
        };
    }
}
