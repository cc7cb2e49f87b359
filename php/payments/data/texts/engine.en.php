<?php

declare(strict_types=1);

return [
    'rules.refused.no_payment' => 'The order has no payment to operate on.',
    'rules.refused.no_order' => 'The order was not found.',
    'rules.refused.not_confirmed' => 'Paygent could not be asked for the payment\'s status. Nothing was sent. Please try again in a while.',
    'rules.refused.changed' => 'The payment has changed meanwhile. Nothing was sent. Please open the page again and repeat the operation.',
    'engine.attention.surplus' => 'There is a payment that belongs to no order (payment id %payment_id%). It is cancelled automatically; where the method has no cancel, refund the customer directly.',
    'engine.attention.status' => 'What became of telegram %kind%, whose answer was lost, cannot be told (payment id %payment_id%, status "%status%"). Please look in Paygent Online.',
    'engine.attention.not_confirmed' => 'A notice about payment %payment_id% (status "%status%") has come, but telegram 094 has not confirmed it for a day, so the order is unchanged. Please look in Paygent Online.',
    'engine.attention.several' => 'Several payments have the trading id %trading_id%; which one is this order\'s cannot be told. Please look in Paygent Online.',
    'engine.attention.lost_number' => 'The answer to an application that Paygent numbers itself (telegram %kind%) was lost, so its trading id is not known. Please look for the payment in Paygent Online by amount and time.',
    'engine.attention.amendment' => 'In the middle of a change of amount telegram %kind% was refused. Both payments %old% and %new% may be alive. Please look in Paygent Online and cancel the one that is not needed.',
    'engine.attention.attempt' => 'The outcome of a payment cannot be told (%reason%). Please look in Paygent Online.',
    'resolve.nothing' => 'No payment of this order waits to be resolved.',
    'resolve.differs' => 'The amount or the type of this payment is not that of the order.',
    'resolve.other_order' => 'This payment belongs to another order.',
];
