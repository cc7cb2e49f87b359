<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Card;

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
use Paygent\Payments\Settings\ThreeDSecure;

/** What a card payment's row of 094 means after the answer to 020 was lost (design-payments "Settling"). */
final class Inquired
{
    private function __construct() {}

    public static function judge(Purchase $purchase, Answer $inquiry): Verdict
    {
        $status = $inquiry->get('payment_status');
        if (!self::isOurs($purchase, $inquiry) || $status === '') {
            return self::unknown();
        }
        if ((int) $inquiry->get('payment_amount') !== $purchase->amount) {
            // Only a person can say what to do with a payment over another amount.
            return new Verdict(AttemptState::Attention, new BeingConfirmed(), self::evidence($purchase, $inquiry));
        }
        $verdict = self::of($purchase, $status);

        return $verdict === null
            ? self::unknown()
            : new Verdict($verdict[0], $verdict[1], self::evidence($purchase, $inquiry));
    }

    /** @return array{AttemptState, Step}|null null: the status proves nothing */
    private static function of(Purchase $purchase, string $status): ?array
    {
        return match ($status) {
            '20', '30', '40', '41' => [AttemptState::Placed, new Done()],
            '10' => [self::whereTheCustomerIs($purchase), new BeingConfirmed()],
            '11', '15', '17' => [AttemptState::Refused, new Refused('card.declined', "094: $status")],
            // Paygent cancels what the card company was too slow to answer.
            '31', '32' => [AttemptState::Refused, new Refused('card.timeout', "094: $status", Retry::Again)],
            '33' => [AttemptState::Refused, new Refused('card.cancelled', "094: $status", Retry::Again)],
            '42', '50', '60' => [AttemptState::Ended, new Refused('card.cancelled', "094: $status", Retry::Again)],
            default => null,
        };
    }

    /** 10 with 3-D Secure 1.0: its page is still open. Else: the card company has not judged yet. */
    private static function whereTheCustomerIs(Purchase $purchase): AttemptState
    {
        return $purchase->settings->card->threeDSecure === ThreeDSecure::V1
            ? AttemptState::Away
            : AttemptState::Confirming;
    }

    private static function isOurs(Purchase $purchase, Answer $inquiry): bool
    {
        return $inquiry->isSuccess()
            && $inquiry->get('payment_id') !== ''
            && $inquiry->get('trading_id') === $purchase->tradingId
            && \in_array($inquiry->get('payment_type'), ['', MethodId::Card->paymentType()], true);
    }

    private static function evidence(Purchase $purchase, Answer $inquiry): Evidence
    {
        $attempt = $inquiry->get('attempt_kbn');

        return new Evidence(
            Source::Inquiry,
            $inquiry->get('payment_id'),
            $purchase->tradingId,
            MethodId::Card->paymentType(),
            $inquiry->get('payment_status'),
            (int) $inquiry->get('payment_amount'),
            $purchase->now,
            facts: $attempt === '' ? [] : ['attempt_kbn' => $attempt],
        );
    }

    private static function unknown(): Verdict
    {
        return new Verdict(AttemptState::Confirming, new BeingConfirmed());
    }
}
