<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Link;

use Paygent\Payments\Card\CustomerId;
use Paygent\Payments\Method\Purchase;

/**
 * The card's own fields (link-type 4.1).
 *
 * threedsecure_ryaku is not sent: left out, EMV 3-D Secure is done wherever the contract has it, and its
 * absence from the contract is no error. sales_flg is not sent either: the money is taken when the goods leave.
 */
final class LinkCardFields
{
    /** Let the customer choose on the page whether the card is kept; 2 would force it. */
    private const STORING_OFFERED = '1';

    /** @return array<string, string|int> */
    public static function of(Purchase $purchase): array
    {
        $settings = $purchase->settings->link;

        return [
            'payment_class' => $settings->cardClass,
            'use_card_conf_number' => $settings->cardConf ? '1' : '0',
            ...self::storedCards($purchase),
            // A declined card may be followed by another one on Paygent's page.
            're_payment_type' => '1',
            ...LinkRisk::of($purchase),
        ];
    }

    /**
     * Stored cards are the order's owner's, never the browser's choice; a guest has none.
     *
     * @return array<string, string>
     */
    private static function storedCards(Purchase $purchase): array
    {
        $owner = $purchase->order->ownerRef;
        if (!$purchase->settings->link->stockCard || $owner === null || $owner === '') {
            return [];
        }

        return ['stock_card_mode' => self::STORING_OFFERED, 'customer_id' => CustomerId::of($owner)];
    }
}
