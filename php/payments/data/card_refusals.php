<?php

declare(strict_types=1);

use Paygent\Payments\Method\Step\Retry;

/*
 * What a refusal of 020, 025, 026, 027 or 450 means to the customer: response_code => text and whether
 * another try makes sense (error_codes.B and .C, card-token 9). The vendor's detail code may make the
 * text more exact: card_details.php. Not listed: card.contact_shop, another method.
 */
return [
    // Login, contract and form of the telegram: the shop must act.
    'P001' => ['card.contact_shop', Retry::None],
    'P002' => ['card.contact_shop', Retry::None],
    'P003' => ['card.contact_shop', Retry::None],
    'P004' => ['card.contact_shop', Retry::None],
    'P005' => ['card.contact_shop', Retry::OtherMethod],
    'P006' => ['card.contact_shop', Retry::OtherMethod],
    'P007' => ['card.contact_shop', Retry::OtherMethod],
    'P008' => ['card.contact_shop', Retry::OtherMethod],
    'P009' => ['card.contact_shop', Retry::OtherMethod],
    'P010' => ['card.contact_shop', Retry::OtherMethod],
    'P011' => ['card.amount', Retry::OtherMethod],
    'P014' => ['card.amount', Retry::OtherMethod],
    'P015' => ['card.contact_shop', Retry::None],
    'P016' => ['card.contact_shop', Retry::None],
    'P017' => ['card.try_later', Retry::Again],
    'P018' => ['card.try_later', Retry::Again],
    'P030' => ['card.division', Retry::Again],
    'P063' => ['card.contact_shop', Retry::OtherMethod],
    // Stored cards.
    'P021' => ['card.contact_shop', Retry::OtherMethod],
    'P022' => ['card.stored_missing', Retry::Again],
    'P023' => ['card.stored_full', Retry::None],
    'P024' => ['card.contact_shop', Retry::OtherMethod],
    'P025' => ['card.stored_missing', Retry::Again],
    'P026' => ['card.stored_missing', Retry::Again],
    'P027' => ['card.contact_shop', Retry::OtherMethod],
    // Paygent's own troubles.
    'E001' => ['card.try_later', Retry::Again],
    'E002' => ['card.try_later', Retry::Again],
    '9005' => ['card.try_later', Retry::Again],
    // Judgement of the card.
    '2001' => ['card.declined', Retry::OtherMethod],
    '2002' => ['card.try_later', Retry::Again],
    '2003' => ['card.check_input', Retry::SameAttempt],
    '2004' => ['card.contact_shop', Retry::OtherMethod],
    '2006' => ['card.contact_shop', Retry::OtherMethod],
    '2008' => ['card.timeout', Retry::Again],
    '2009' => ['card.enter_again', Retry::Again],
    '2015' => ['card.authentication_failed', Retry::OtherMethod],
    '2016' => ['card.brand', Retry::OtherMethod],
    '2017' => ['card.declined', Retry::OtherMethod],
    '2018' => ['card.division', Retry::Again],
    '2020' => ['card.enter_again', Retry::Again],
    '2021' => ['card.enter_again', Retry::Again],
    '2022' => ['card.enter_again', Retry::Again],
    '2023' => ['card.contact_shop', Retry::OtherMethod],
    '2024' => ['card.contact_shop', Retry::OtherMethod],
    '2025' => ['card.contact_shop', Retry::OtherMethod],
    '2026' => ['card.enter_again', Retry::Again],
    // The blocker's rules are not for the one who tries cards.
    '2054' => ['card.declined', Retry::OtherMethod],
    // EMV 3-D Secure.
    '31001' => ['card.brand', Retry::OtherMethod],
    '31002' => ['card.contact_shop', Retry::OtherMethod],
    '31003' => ['card.enter_again', Retry::Again],
    '31004' => ['card.enter_again', Retry::Again],
    '31005' => ['card.enter_again', Retry::Again],
    '31006' => ['card.stored_missing', Retry::Again],
    '31007' => ['card.authentication_failed', Retry::OtherMethod],
    '31008' => ['card.contact_shop', Retry::OtherMethod],
    '31009' => ['card.contact_shop', Retry::OtherMethod],
    '31010' => ['card.enter_again', Retry::Again],
    '31011' => ['card.authentication_failed', Retry::Again],
    '31012' => ['card.brand', Retry::OtherMethod],
    '31013' => ['card.authentication_expired', Retry::Again],
];
