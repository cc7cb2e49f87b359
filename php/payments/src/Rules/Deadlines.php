<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

use Paygent\Payments\Account\Environment;
use Paygent\Payments\Support\JapanTime;

/**
 * The guide dates of the operations (status-machine 1; carrier 7.2; paidy 4 "Time limits").
 *
 * Days are counted as in status-machine 13: the day itself does not count, the last one does.
 */
final class Deadlines
{
    public function __construct(private readonly Environment $environment) {}

    /** @return list<Deadline> nothing for a condition that is no date, or whose first day is not known */
    public function of(Condition $condition, PaymentState $payment): array
    {
        return array_values(array_filter($this->dates($condition, $payment)));
    }

    /** @return list<Deadline|null> */
    private function dates(Condition $condition, PaymentState $payment): array
    {
        return match ($condition) {
            Condition::Guide60DaysAfterAuthorization => [self::days('authorization', $payment->authorizedAt, 60)],
            Condition::Guide90DaysAfterAuthorization => [self::days('authorization', $payment->authorizedAt, 90)],
            Condition::GuidePaidyAuthorization => [
                self::days('authorization', $payment->authorizedAt, $this->environment === Environment::Test ? 30 : 90),
            ],
            Condition::Within90DaysOfAuthorization => [self::days('amend', $payment->authorizedAt, 90)],
            // Which of both it is, the contract says; no telegram tells.
            Condition::Guide60DaysAfterAuthorizationOrSale => [
                self::days('cancel_from_authorization', $payment->authorizedAt, 60),
                self::days('cancel_from_sale', $payment->soldAt, 60),
            ],
            Condition::Guide90DaysAfterSale => [self::days('cancel', $payment->soldAt, 90)],
            // Annex: from the application; guide: from the authorization. The earlier one.
            Condition::GuideSecondMonthAfterApplication => [self::docomo($payment->appliedAt ?? $payment->authorizedAt)],
            Condition::GuideSecondMonthAfterSale => [self::endOfSecondMonth($payment->soldAt)],
            Condition::GuideSoftbankCardPayer => [self::days('softbank_card', $payment->authorizedAt, 60)],
            Condition::GuideSoftbankBankPayer => [self::softbankBank($payment->soldAt)],
            default => [],
        };
    }

    private static function days(string $label, ?int $since, int $days): ?Deadline
    {
        return $since === null ? null : self::deadline($label, JapanTime::endOfDays($since, $days));
    }

    private static function docomo(?int $since): ?Deadline
    {
        return $since === null ? null : self::deadline('docomo', JapanTime::lastDayOfMonth($since, 2));
    }

    private static function endOfSecondMonth(?int $since): ?Deadline
    {
        return $since === null ? null : self::deadline('cancel', JapanTime::endOfDay(JapanTime::lastDayOfMonth($since, 2)));
    }

    /** Sold on 1-10: the 12th; 11-20: the 22nd; 21-end: the 2nd of the next month (carrier 7.2). */
    private static function softbankBank(?int $soldAt): ?Deadline
    {
        if ($soldAt === null) {
            return null;
        }
        $day = JapanTime::dayOfMonth($soldAt);

        return self::deadline('softbank_bank', match (true) {
            $day <= 10 => JapanTime::endOfDayInMonth($soldAt, 0, 12),
            $day <= 20 => JapanTime::endOfDayInMonth($soldAt, 0, 22),
            default => JapanTime::endOfDayInMonth($soldAt, 1, 2),
        });
    }

    private static function deadline(string $label, int $at): Deadline
    {
        return new Deadline($at, Reason::text('rules.deadline.' . $label));
    }
}
