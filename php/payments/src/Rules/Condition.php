<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** Every condition that operation_rules.csv knows; what each means in code is in Conditions and Deadlines. */
enum Condition
{
    // Must hold, else the operation is refused.
    case OrderTotalEqualsAmount;
    case OrderTotalEqualsAmountElseAmend;
    case OrderTotalNotHigher;
    case NewTotalLower;
    case NewTotalHigherWithinLimit;
    case TradingIdWithin14Months;
    case PayerNotCreditCard;
    case PayerNotWebMoney;
    case NotAmendedBefore;
    // The same operation was begun and interrupted.
    case RepeatOfSale;
    case RepeatOfCancel;
    case RepeatOfRefund;
    case RepeatOfAmendment;

    // To be confirmed by 094 before the first telegram.
    case ConfirmStatus;
    case ConfirmAmount;
    case ConfirmPaymentClass;

    // To be said in the dialog.
    case SellsAtOnce;
    case SoldInFullThenRefunded;
    case WithoutThreeDSecure;
    case BothAmountsForAMoment;

    // The telegram's amount.
    case WithoutAmount;
    case AmountIsDifference;

    // Guide dates: shown, never a refusal; Paygent's status or answer decides.
    case Guide60DaysAfterAuthorization;
    case Guide60DaysAfterAuthorizationOrSale;
    case Guide90DaysAfterAuthorization;
    case Within90DaysOfAuthorization;
    case GuidePaidyAuthorization;
    case Guide90DaysAfterSale;
    case GuideSecondMonthAfterApplication;
    case GuideSecondMonthAfterSale;
    case GuideSoftbankCardPayer;
    case GuideSoftbankBankPayer;
}
