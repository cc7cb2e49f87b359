<?php

declare(strict_types=1);

return [
    'checkout.abandoned' => 'The payment was stopped. You can try again.',
    'checkout.expired' => 'The time to pay has passed. Please start again.',
    'checkout.refused' => 'The payment was not made. Please try again, or choose another way to pay.',
    'checkout.method_off' => 'This way to pay is not available now. Please choose another one.',
    'checkout.no_connection' => 'The payment company could not be reached. Nothing was paid. Please try again in a while.',
    'checkout.no_order' => 'The order was not found. Please start again from the cart.',
    'checkout.not_made' => 'It is certain now that nothing was paid. Please try again.',
    'checkout.nothing_to_pay' => 'There is nothing to pay.',
    'checkout.order_closed' => 'This order is completed already.',
    'checkout.out_of_stock' => 'There is not enough stock, or there are not enough points. Please look at the cart.',
    'checkout.shop_problem' => 'The order could not be processed. Nothing was paid. Please try again in a while.',
    'checkout.too_many' => 'Several payments have failed: this way to pay is closed for a while. Please choose another one.',
    'checkout.unknown_return' => 'This page cannot be shown. Please start again from the cart.',
    'checkout.being_confirmed' => 'The payment is being confirmed. Please wait, and do not pay again.',
];
