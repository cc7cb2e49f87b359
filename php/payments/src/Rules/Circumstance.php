<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** What else is true about a payment when its status is judged (notification_mapping.csv, column case). */
enum Circumstance: string
{
    /** Not newer than what was applied to this payment, or received before a 094 was sent that has answered. */
    case Older = 'older';
    /** No attempt or payment of ours fits. */
    case Unmatched = 'unmatched';
    /** The amount is not the one this payment was made for (the attempt's, or an amendment's). */
    case AmountDiffers = 'amount_differs';
    /** The payment type, site or attempt is not the one this payment was made for. */
    case OriginDiffers = 'origin_differs';
    /** The order's total is not the amount of this payment. */
    case OrderTotalDiffers = 'order_total_differs';
    /** An operation on this payment is on its way, or its outcome is unknown. */
    case IntentOpen = 'intent_open';
    /** Replaced by an amendment. */
    case Superseded = 'superseded';
    /** The customer may still pay in this attempt: its page works, or another payment of it is open. */
    case AttemptOpen = 'attempt_open';
    /** Stock and points of this payment's attempt were given back. */
    case HoldReleased = 'hold_released';
    /** Goods are sent or returned. */
    case Shipped = 'shipped';
    /** The new payment of an amendment of ours (020 saga, d払い 103). */
    case AmendNew = 'amend_new';
    /** The new payment of a partial refund of ours (Paidy). */
    case RestOfPartialRefund = 'rest_of_partial_refund';
    /** The old payment of a partial refund of ours (Paidy). */
    case PartialRefundOld = 'partial_refund_old';
    /** This payment was in 43 before. */
    case Seen43 = 'seen_43';
    /** This payment showed this very status before. */
    case SeenBefore = 'seen_before';
    /** The end of this payment was asked for by us (journal: cancel or refund). */
    case AskedByUs = 'asked_by_us';
    /** 094 by trading_id answered 13002, and no amendment of ours explains it. */
    case SeveralOnTradingId = 'several_on_trading_id';
}
