<?php

declare(strict_types=1);

/* Texts for customers who pay by card or keep cards, English. Never a code, never why a bank said no. */
return [
    'card.declined' => 'This card was not accepted. Please use another card or another way to pay.',
    'card.limit' => 'The limit of this card is exceeded. Please use another card or another way to pay.',
    'card.brand' => 'We cannot take this card. Please use another card or another way to pay.',
    'card.check_input' => 'Please check the card’s details and enter them again.',
    'card.check_number' => 'Please check the card number and enter it again.',
    'card.check_expiry' => 'Please check the card’s expiry date and enter it again.',
    'card.check_security_code' => 'Please check the security code and enter it again.',
    'card.check_division' => 'Please choose another number of payments and try again.',
    'card.security_code' => 'Please enter the security code.',
    'card.division' => 'This number of payments is not available. Please choose another one.',
    'card.enter_again' => 'Please enter the card’s details again.',
    'card.too_many_refused' => 'Several cards could not be registered. Please try again in a while.',
    'card.too_many_tries' => 'There were too many tries. Please use another card or another way to pay.',
    'card.timeout' => 'The card company did not answer, so this payment is being cancelled. Please try again later.',
    'card.try_later' => 'We cannot take cards at the moment. Please try again later.',
    'card.contact_shop' => 'The payment by card could not be made. Please contact the shop.',
    'card.amount' => 'The amount of this order cannot be paid by card. Please use another way to pay.',
    'card.authentication_failed' => 'The card company could not verify that it is you. Please use another card or another way to pay.',
    'card.authentication_expired' => 'The time to verify your card is over. Please try again.',
    'card.authentication_unproven' => 'The result of the verification could not be confirmed. Please try again.',
    'card.cancelled' => 'This payment was cancelled. Please try again.',
    'card.stored_missing' => 'This stored card does not exist. Please choose a card again.',
    'card.stored_full' => 'You have stored as many cards as possible. Please delete one first.',
    'card.stored_off' => 'Cards cannot be stored here.',
    'card.stored_unknown' => 'We could not confirm the result. Please look at the list of your cards in a few minutes.',
];
