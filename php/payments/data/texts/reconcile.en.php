<?php

declare(strict_types=1);

return [
    'reconcile.column.what' => 'What',
    'reconcile.column.order' => 'Order',
    'reconcile.column.payment' => 'Payment',
    'reconcile.column.before' => 'Before',
    'reconcile.column.after' => 'Now',
    'reconcile.column.difference' => 'Difference (yen)',
    'reconcile.column.todo' => 'To do',

    'reconcile.what.lease' => 'Interrupted telegram',
    'reconcile.what.unknown' => 'Telegram without an answer',
    'reconcile.what.attempt' => 'Attempt left open',
    'reconcile.what.fenced' => 'Closed attempt',
    'reconcile.what.surplus' => 'Surplus payment',
    'reconcile.what.superseded' => 'Amended payment',
    'reconcile.what.payment' => 'Payment',
    'reconcile.what.order' => 'Order and payment disagree',
    'reconcile.what.effect' => 'Shop',
    'reconcile.what.notice' => 'Difference notice',
    'reconcile.what.failure' => 'The reconciler failed',

    'reconcile.todo.nothing' => 'nothing (settled)',
    'reconcile.todo.wait' => 'is asked again by itself',
    'reconcile.todo.run' => 'the next real run takes it up',
    'reconcile.todo.look' => 'look in Paygent Online',
    'reconcile.todo.capture' => 'sell it, or take "paid" back',
    'reconcile.todo.amend' => 'change the payment, or put the total back',
    'reconcile.todo.give_back' => 'cancel or refund it, or take the order up again',
    'reconcile.todo.shop' => 'see the shop\'s error',

    'reconcile.attention.paid_not_marked' => 'The payment is paid, the order is not (%difference% yen). Please check the order.',
    'reconcile.attention.paid_without_payment' => 'The order is paid, but no payment is alive (%difference% yen). Please check Paygent Online.',
    'reconcile.attention.paid_not_captured' => 'The order is paid, but the payment is only authorized (%difference% yen). Sell it, or take "paid" back.',
    'reconcile.attention.cancelled_with_money' => 'The order is cancelled, but a payment is alive (%difference% yen). Cancel or refund it.',
    'reconcile.attention.amount_differs' => 'Payment and order have different amounts (%difference% yen). Change the payment, or put the total back.',
    'reconcile.attention.paid_twice' => 'Several payments are alive (%difference% yen). Cancel the surplus one.',
    'reconcile.attention.not_completed' => 'The payment is alive, but the order was never completed (%difference% yen). Take the order up again, or cancel the payment.',
    'reconcile.attention.placed_without_payment' => 'The order is placed, but no payment is alive (%difference% yen). Ask the customer, or cancel the order.',
    'reconcile.attention.order_gone' => 'The shop has no such order, but a payment is alive (%difference% yen). Cancel or refund it.',
];
