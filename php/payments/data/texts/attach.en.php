<?php

declare(strict_types=1);

return [
    'attach.no_id' => 'Enter the payment id: 1 to 18 digits.',
    'attach.no_order' => 'There is no such order.',
    'attach.order_cancelled' => 'A cancelled order cannot get a payment.',
    'attach.attempt_open' => 'A payment of this order is under way. Wait until it has ended.',
    'attach.has_payment' => 'This order has a payment that is alive.',
    'attach.owned' => 'This payment belongs to an order already.',
    'attach.no_payment' => 'There is no payment with this id. Check the number, and whether it is of the test or the live environment.',
    'attach.no_answer' => 'Paygent could not be asked about the payment. Nothing was changed. Please try again later.',
    'attach.other_method' => 'The payment is of another method than the order.',
    'attach.unclear' => 'The payment\'s state (status %status%) is not clear: it cannot be attached. Please ask Paygent.',
    'attach.not_alive' => 'This payment is not alive (status %status%).',
    'attach.amount' => 'The payment (%amount% yen) differs from the order\'s total (%total% yen). Save the order with the payment\'s amount first.',
    'attach.changed' => 'The order or the payment has changed meanwhile. Please reload the page.',
];
