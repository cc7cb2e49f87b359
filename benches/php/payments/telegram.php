<?php

declare(strict_types=1);

/* php telegram.php: the telegram alone (020) through the engine's gateway and the extension to the running local Paygent. */

use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Tests\Support\LocalPaygent;

require __DIR__ . '/autoload.php';

$paygent = LocalPaygent::start();
$gateway = $paygent->gateway();
$account = $paygent->account();
// A settings file younger than two seconds is read again for each telegram: no shop has that.
sleep(3);
$number = 0;
figure('payments.telegram_ms', median(measure(static function () use ($gateway, $account, &$number): void {
    $answer = $gateway->send($account, new Telegram('020', [
        'trading_id' => 'BENCH_' . ++$number, 'payment_amount' => 1080, 'card_number' => '4900000000000000',
        'card_valid_term' => '1230', 'payment_class' => '10', '3dsecure_ryaku' => '1',
    ]));
    $answer->isSuccess() || throw new RuntimeException($answer->code . ' ' . $answer->detail);
}, 100, 500)) / 1000);
