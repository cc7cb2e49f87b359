<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Rules;

use Paygent\Payments\Rules\Condition as C;

/** What each phrase in the column "condition" of operation_rules.csv is in code. */
final class Phrases
{
    private const MEANING = [
        '-' => [],
        // Totals.
        'order total = payment amount, otherwise refused: amend first' => [C::OrderTotalEqualsAmount],
        'order total = payment amount, otherwise 売上変更 (lower) or refused (higher)' => [C::OrderTotalEqualsAmountElseAmend],
        'order total = payment amount' => [C::OrderTotalNotHigher],
        'a lower total: sold in full only after the dialog named both amounts, then refund_partial '
            . '(Paidy cannot be amended in 20)' => [C::SoldInFullThenRefunded],
        '1 <= new total < amount' => [C::NewTotalLower],
        '1 <= new total < payment amount' => [C::NewTotalLower],
        'amount < new total <= 9999999 and within the contract limit' => [C::NewTotalHigherWithinLimit],
        'without amount' => [C::WithoutAmount],
        'amount = payment amount - new total' => [C::AmountIsDifference],
        // Asked for before the first telegram.
        'status 20 and amount confirmed by 094 first' => [C::ConfirmStatus, C::ConfirmAmount],
        'status 40 and amount confirmed by 094 first' => [C::ConfirmStatus, C::ConfirmAmount],
        'status 44 and amount confirmed by 094 first' => [C::ConfirmStatus, C::ConfirmAmount],
        'status and amount confirmed by 094 first' => [C::ConfirmStatus, C::ConfirmAmount],
        'status 40 confirmed by 094 first' => [C::ConfirmStatus],
        'status 44 confirmed by 094 first' => [C::ConfirmStatus],
        'status and payment_class confirmed by 094 first' => [C::ConfirmStatus, C::ConfirmPaymentClass],
        'status, amount and payment_class confirmed by 094 first' => [C::ConfirmStatus, C::ConfirmAmount, C::ConfirmPaymentClass],
        // Payers, how often.
        'not for WebMoney payers (payment_class 03)' => [C::PayerNotWebMoney],
        'not for WebMoney payers (03)' => [C::PayerNotWebMoney],
        'not for credit-card payers (02) nor WebMoney payers (03)' => [C::PayerNotCreditCard, C::PayerNotWebMoney],
        'once' => [C::NotAmendedBefore],
        // Card amendments.
        '020 with ref_trading_id = trading_id of the old payment (at most 14 months old), a new trading_id, '
            . 'the old payment_class and split_count, 3dsecure_ryaku=1' => self::NEW_AUTHORIZATION,
        '020 as for status 20' => self::NEW_AUTHORIZATION,
        // Repeats.
        'repeat of the sale that did not finish' => [C::RepeatOfSale],
        'repeat of the interrupted sale only, same telegram and amount' => [C::RepeatOfSale],
        'repeat of the cancel that did not finish' => [C::RepeatOfRefund],
        'repeat of the interrupted cancel begun in 20 or 21 only, same telegram and amount' => [C::RepeatOfCancel],
        'repeat of the interrupted cancel begun in 44 only, same telegram and amount' => [C::RepeatOfRefund],
        'repeat of the interrupted amendment only, same telegram and amount' => [C::RepeatOfAmendment],
        // Dialog.
        'sells at once (the dialog says so)' => [C::SellsAtOnce],
        // Dates.
        'guide date: 60 days after the authorization (status 33 decides)' => [C::Guide60DaysAfterAuthorization],
        'guide date: 60 days after 20 (status 33 decides)' => [C::Guide60DaysAfterAuthorization],
        'guide date: 60 days after 20' => [C::Guide60DaysAfterAuthorization],
        'guide date: 60 days after the authorization or after the sale, by contract (status 41 decides)' => [
            C::Guide60DaysAfterAuthorizationOrSale,
        ],
        'cancel period of the old sale not over' => [C::Guide60DaysAfterAuthorizationOrSale],
        'guide date: 90 days after the authorization (status 33 decides)' => [C::Guide90DaysAfterAuthorization],
        'within 90 days of the authorization' => [C::Within90DaysOfAuthorization],
        'guide date: 90 days after the authorization, 30 in test (status 33 decides)' => [C::GuidePaidyAuthorization],
        'guide date: 90 days after the sale (status 41 decides)' => [C::Guide90DaysAfterSale],
        'until 20:00 (Japan time) on the last day of the second month after the month of application '
            . '(guide date; status 33 or 41 decides)' => [C::GuideSecondMonthAfterApplication],
        'guide date: end of the second month after the month in which it became 40 (status 41 decides)' => [
            C::GuideSecondMonthAfterSale,
        ],
        'guide dates: payer by card 60 days after the authorization' => [C::GuideSoftbankCardPayer],
        'payer by bank sold on 1-10 until the 12th, 11-20 until the 22nd, 21-end until the 2nd of the next month '
            . '(41 or the answer decides)' => [C::GuideSoftbankBankPayer],
        // Said by another phrase, by the status, or about what comes afterwards: nothing to check here.
        'order saved with the new total' => [],
        'a higher total: refused' => [],
        'until 40' => [],
        'until 60' => [],
        'repeatable' => [],
        'repeatable, each time from 44' => [],
        'repeatable on the new payment' => [],
        'Paygent first asks docomo' => [],
    ];

    private const NEW_AUTHORIZATION = [C::TradingIdWithin14Months, C::WithoutThreeDSecure, C::BothAmountsForAMoment];

    /**
     * @return list<C> each once, in the column's order
     *
     * @throws \OutOfBoundsException for a phrase nobody has translated
     */
    public static function conditions(string $column): array
    {
        $conditions = [];
        foreach (self::split($column) as $phrase) {
            $meaning = self::MEANING[$phrase] ?? throw new \OutOfBoundsException('What is "' . $phrase . '"?');
            foreach ($meaning as $condition) {
                if (!\in_array($condition, $conditions, true)) {
                    $conditions[] = $condition;
                }
            }
        }

        return $conditions;
    }

    /** @return list<string> parts between semicolons outside brackets */
    private static function split(string $column): array
    {
        $parts = preg_split('/; (?![^(]*\))/', $column);

        return $parts === false ? throw new \LogicException('bad pattern') : $parts;
    }
}
