<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Link;

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
use Paygent\Payments\Method\Verdict;

/**
 * What 094 shows of a card, bank or carrier payment made on Paygent's pages (link-type 6, 14).
 *
 * A refused try does not end the attempt by itself: its page works until its limit, and another try
 * there is another payment. It ends when the customer came back with it.
 */
final class LinkInquiry
{
    /** Fields worth keeping; none names a person or a card. */
    private const FACTS = [
        'payment_class', 'split_count', 'attempt_kbn', 'payment_date', 'authorized_date', 'early_notice_date',
        'career_payment_id', 'sales_flg', 'bank_code', 'acq_id',
    ];

    public static function verdict(Purchase $purchase, Answer $inquiry, MethodId $method): Verdict
    {
        $status = $inquiry->get('payment_status');
        if ($status === '' || $inquiry->get('payment_id') === '') {
            return new Verdict(AttemptState::Away, new BeingConfirmed());
        }
        $evidence = self::evidence($purchase, $inquiry);
        if (!self::belongs($purchase, $evidence, $method)) {
            return new Verdict(AttemptState::Attention, new BeingConfirmed(), $evidence);
        }

        return match (LinkStanding::of($method->paymentType(), $status)) {
            LinkStanding::Made => new Verdict(AttemptState::Placed, new Done(), $evidence),
            LinkStanding::Begun => new Verdict(AttemptState::Away, new BeingConfirmed(), $evidence),
            LinkStanding::Correctable => self::correctable($purchase, $evidence),
            LinkStanding::Failed => self::failed($purchase, $evidence, $method),
            LinkStanding::Undone => self::closed(AttemptState::Refused, 'link.undone', $evidence),
            LinkStanding::Refunded => self::closed(AttemptState::Ended, 'link.undone', $evidence),
            LinkStanding::Unclear => new Verdict(AttemptState::Attention, new BeingConfirmed(), $evidence),
        };
    }

    private static function evidence(Purchase $purchase, Answer $inquiry): Evidence
    {
        $amount = $inquiry->get('payment_amount');
        $facts = array_intersect_key($inquiry->rows[0] ?? [], array_flip(self::FACTS));

        return new Evidence(
            Source::Inquiry,
            $inquiry->get('payment_id'),
            $inquiry->get('trading_id'),
            $inquiry->get('payment_type'),
            $inquiry->get('payment_status'),
            // A multi-currency amount has decimals: it is none of ours.
            ctype_digit($amount) ? (int) $amount : -1,
            $purchase->now,
            $inquiry->get('career_type'),
            null,
            array_filter($facts, static fn (string $value): bool => $value !== ''),
        );
    }

    /** Another amount, type or attempt is no answer about this one. */
    private static function belongs(Purchase $purchase, Evidence $evidence, MethodId $method): bool
    {
        return $evidence->paymentType === $method->paymentType()
            && $evidence->tradingId === $purchase->tradingId
            && $evidence->amount === $purchase->amount;
    }

    /** A customer who stopped after a wrong input has no authorization anywhere. */
    private static function correctable(Purchase $purchase, Evidence $evidence): Verdict
    {
        return $purchase->door === LinkRequest::CANCEL
            ? self::stopped($evidence)
            : new Verdict(AttemptState::Away, new BeingConfirmed(), $evidence);
    }

    private static function failed(Purchase $purchase, Evidence $evidence, MethodId $method): Verdict
    {
        $text = $method === MethodId::LinkCard ? 'link.card_declined' : 'link.not_paid';

        return match ($purchase->door) {
            LinkRequest::CANCEL => self::stopped($evidence),
            LinkRequest::RETURN => self::closed(AttemptState::Refused, $text, $evidence),
            default => new Verdict(AttemptState::Away, new BeingConfirmed(), $evidence),
        };
    }

    private static function stopped(Evidence $evidence): Verdict
    {
        return self::closed(AttemptState::Abandoned, 'link.cancelled', $evidence);
    }

    private static function closed(AttemptState $state, string $text, Evidence $evidence): Verdict
    {
        $reason = \sprintf('%s %s', $evidence->paymentType, $evidence->status);

        return new Verdict($state, new Refused($text, $reason, Retry::Again), $evidence);
    }
}
