<?php

/**
 * The same card with the modern API: UTF-8, exceptions, many telegrams at once.
 *
 *   php -d extension=paygent examples/modern.php modenv_properties.conf
 */

declare(strict_types=1);

use Paygent\Client;
use Paygent\Exception\PaygentException;
use Paygent\Exception\TransportException;
use Paygent\Response;

/** @var array{config: string, merchant_id: string} $account */
$account = require __DIR__ . '/account.php';

$client = Client::fromConfig($account['config']);
foreach ($client->diagnose() as $check) {
    printf("%-8s %-28s %s\n", $check['status'], $check['check'], $check['message']);
}

$common = ['merchant_id' => $account['merchant_id'], 'telegram_version' => '1.0'];
$card = $common + [
    'payment_amount' => 1080,
    'card_number' => '4900000000000000',
    'card_valid_term' => '12' . date('y', time() + 3 * 365 * 86400),
    'payment_class' => '10',
    '3dsecure_ryaku' => true,
];
$order = 'EX' . bin2hex(random_bytes(6));

try {
    $authorization = $client->send('020', ['trading_id' => $order] + $card);
} catch (TransportException $error) {
    // "unknown" is not "refused": Paygent may have authorized. Ask before deciding anything.
    if ($error->outcome() !== TransportException::UNKNOWN) {
        throw $error;
    }
    $authorization = $client->send('094', ['trading_id' => $order] + $common);
}
printf(
    "\nauthorization: status %s, payment %s\n",
    $authorization->status(),
    $authorization->get('payment_id') ?? "refused: {$authorization->code()} {$authorization->detail()}",
);

// Twenty more, at most four at a time.
$telegrams = [];
for ($i = 1; $i <= 20; $i++) {
    $telegrams["$order-$i"] = ['kind' => '020', 'fields' => ['trading_id' => "{$order}_$i"] + $card];
}
$begin = hrtime(true);
$answers = $client->sendAll(
    $telegrams,
    concurrency: 4,
    onResult: static function (int|string $key, Response|PaygentException $answer): void {
        echo $answer instanceof Response && $answer->isSuccess() ? '.' : '!';
    },
);
$good = array_filter(
    $answers,
    static fn (Response|PaygentException $answer): bool => $answer instanceof Response && $answer->isSuccess(),
);
printf("\n%d of %d authorizations succeeded in %.0f ms\n", count($good), count($answers), (hrtime(true) - $begin) / 1e6);
exit($authorization->isSuccess() && count($good) === 20 ? 0 : 1);
