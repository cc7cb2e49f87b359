<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Link;

use Paygent\Payments\Method\Purchase;

/**
 * What the card company scores in EMV 3-D Secure (link-type 4.1, No. 39-86).
 *
 * Wrong items do more harm than missing ones: an address of spaces or a malformed mail address ends the
 * authentication outside Paygent. So what does not fit is left out.
 */
final class LinkRisk
{
    private const ADDRESS_LENGTH = 50;

    /** Facts of Buyer::$more by their name in telegram 450; here they have a prefix. */
    private const MORE = [
        'transaction_type', 'login_type', 'login_date', 'account_indicator', 'account_change_date',
        'account_change_indicator', 'account_create_date', 'password_change_date', 'password_change_indicator',
        'purchase_count', 'activity_count_day', 'activity_count_year', 'ship_address_use_date',
        'ship_address_use_indicator', 'suspicious_acc_activity', 'address_match', 'ship_address_city',
        'ship_address_country', 'ship_address_line1', 'ship_address_line2', 'ship_address_line3',
        'ship_address_post_code', 'ship_address_state', 'delivery_email_address', 'delivery_timeframe',
        'gift_card_amount', 'gift_card_count', 'gift_card_currency_code', 'pre_order_date',
        'pre_order_purchase_indicator', 'reorder_indicator',
    ];

    /** The one item whose name is not that of 450 (link-type 13, 9). */
    private const SHIPPING = ['shipping_indicator', '3ds_ship_address_first_use_date'];

    /** @return array<string, string> */
    public static function of(Purchase $purchase): array
    {
        $buyer = $purchase->buyer;
        $fields = [...self::more($buyer->more), ...self::billing($purchase), ...self::phone($buyer->phone)];
        if (self::isMailAddress($buyer->email)) {
            $fields['3ds_email_address'] = $buyer->email;
        }

        return $fields;
    }

    /** @return array<string, string> */
    private static function billing(Purchase $purchase): array
    {
        $buyer = $purchase->buyer;
        $fields = array_filter([
            '3ds_bill_address_city' => LinkText::plain($buyer->city, self::ADDRESS_LENGTH),
            '3ds_bill_address_line1' => LinkText::plain($buyer->line1, self::ADDRESS_LENGTH),
            '3ds_bill_address_line2' => LinkText::plain($buyer->line2, self::ADDRESS_LENGTH),
            '3ds_bill_address_post_code' => (string) preg_replace('/\D/', '', $buyer->postalCode),
            '3ds_bill_address_state' => preg_match('/\A\d{2}\z/', $buyer->stateCode) === 1 ? $buyer->stateCode : '',
        ], static fn (string $value): bool => $value !== '');
        if ($fields !== [] && preg_match('/\A\d{3}\z/', $buyer->countryCode) === 1) {
            $fields['3ds_bill_address_country'] = $buyer->countryCode;
        } else {
            // A state without its country is refused.
            unset($fields['3ds_bill_address_state']);
        }

        return $fields;
    }

    /** @return array<string, string> country code and number without the leading 0 */
    private static function phone(string $phone): array
    {
        $digits = LinkText::phone($phone);
        if ($digits === '') {
            return [];
        }
        $kind = preg_match('/^0[789]0/', $digits) === 1 ? 'mobile' : 'home';

        return ['3ds_' . $kind . '_phone_cc' => '81', '3ds_' . $kind . '_phone_subscriber' => substr($digits, 1)];
    }

    /**
     * @param array<string, string|int> $more
     *
     * @return array<string, string>
     */
    private static function more(array $more): array
    {
        $fields = [];
        foreach (self::MORE as $name) {
            $fields['3ds_' . $name] = LinkText::plain((string) ($more[$name] ?? ''), self::ADDRESS_LENGTH);
        }
        [$name, $here] = self::SHIPPING;
        $fields[$here] = LinkText::plain((string) ($more[$name] ?? ''), self::ADDRESS_LENGTH);

        return array_filter($fields, static fn (string $value): bool => $value !== '');
    }

    /** Old Japanese mobile addresses (two dots, a dot before the @) are not RFC 5322 and fail. */
    private static function isMailAddress(string $email): bool
    {
        return \strlen($email) <= 254 && filter_var($email, \FILTER_VALIDATE_EMAIL) !== false;
    }
}
