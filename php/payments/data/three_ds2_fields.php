<?php

declare(strict_types=1);

/*
 * Facts for the risk score of EMV 3-D Secure that a shop may pass in Buyer::$more, by field name of 450
 * (request_fields.C No.18-71). What does not fit its format is left out: Paygent refuses nothing, but
 * the authentication may end as an attempt with the shop bearing the chargeback (card-3ds2 2).
 */
return [
    // field => pattern of the whole value
    'codes' => [
        'transaction_type' => '01|03|10|11|28',
        'login_type' => '0[1-6]',
        'account_indicator' => '0[1-5]',
        'account_change_indicator' => '0[1-4]',
        'password_change_indicator' => '0[1-5]',
        'card_registration_indicator' => '0[1-5]',
        'ship_address_use_indicator' => '0[1-4]',
        'ship_name_indicator' => '0[12]',
        'suspicious_acc_activity' => '0[12]',
        'address_match' => '0[12]',
        'delivery_timeframe' => '0[1-4]',
        'gift_card_currency_code' => '[A-Z]{3}',
        'pre_order_purchase_indicator' => '0[12]',
        'reorder_indicator' => '0[12]',
        'shipping_indicator' => '0[1-7]',
    ],
    // Dates in UTC: field => number of digits, YYYYMMDD[hhmi]
    'dates' => [
        'login_date' => 12,
        'account_change_date' => 8,
        'account_create_date' => 8,
        'password_change_date' => 8,
        'card_registration_date' => 8,
        'ship_address_use_date' => 8,
        'pre_order_date' => 8,
    ],
    // field => number of digits; a larger count is sent as all nines
    'counts' => [
        'purchase_count' => 4,
        'card_registration_count' => 3,
        'activity_count_day' => 3,
        'activity_count_year' => 3,
        'gift_card_amount' => 9,
        'gift_card_count' => 2,
    ],
    // field => characters
    'texts' => [
        'bill_address_city' => 50,
        'bill_address_line1' => 50,
        'bill_address_line2' => 50,
        'bill_address_line3' => 50,
        'bill_address_post_code' => 16,
        'ship_address_city' => 50,
        'ship_address_line1' => 50,
        'ship_address_line2' => 50,
        'ship_address_line3' => 50,
        'ship_address_post_code' => 16,
    ],
    'mails' => ['email_address', 'delivery_email_address'],
    'phones' => ['home_phone', 'mobile_phone', 'work_phone'],
    'places' => ['bill_address', 'ship_address'],
];
