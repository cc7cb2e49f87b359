<?php

declare(strict_types=1);

// Link type: texts for customers, and hints for the shop's staff by Paygent's code (link.shop.*).
return [
    'link.unavailable' => 'This payment method cannot be used at the moment. Please choose another one.',
    'link.maintenance' => 'The payment service is under maintenance. Please try again later.',
    'link.busy' => 'The payment service is busy. Please try again in a while.',
    'link.amount' => 'This payment method cannot be used for the amount of this order.',
    'link.input' => 'Please check your name, its reading and your telephone number, and try again.',
    'link.device' => 'This payment method cannot be used on your device.',
    'link.cards_full' => 'No more cards can be stored.',
    'link.expired' => 'The time to pay is over. Please start again.',
    'link.cancelled' => 'You stopped the payment. Nothing has been paid.',
    'link.card_declined' => 'The card could not be charged. Please use another card or another payment method.',
    'link.not_paid' => 'The payment was not completed. Please try again or choose another payment method.',
    'link.undone' => 'This payment was cancelled. Please start again.',
    'link.shop.P004' => 'The link request URL does not fit the contract of this method: check the URL in the settings.',
    'link.shop.P007' => 'This method is not part of the contract with Paygent.',
    'link.shop.P011' => 'The amount is above the limit of the method.',
    'link.shop.P012' => 'The payment term of the settings is out of range for this method.',
    'link.shop.P017' => 'Paygent is under maintenance.',
    'link.shop.P018' => 'The contract may not be ready for use yet: ask Paygent.',
    'link.shop.E001' => 'An error inside Paygent: ask Paygent if it stays.',
    'link.shop.E002' => 'Too many requests to the vendor: ask Paygent if it stays.',
    'link.shop.6003' => 'There is an unpaid application under this trading id already.',
    'link.shop.6004' => 'A character is not in Shift_JIS.',
    'link.shop.6005' => 'Check the link hash key. If it is right, ask Paygent whether the contract uses the published hash order.',
];
