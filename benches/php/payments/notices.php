<?php

declare(strict_types=1);

/*
 * php notices.php URL FILE PAYMENTS: difference notifications as the local Paygent made and signed them, for
 * that many payments in stores, come to a real door (URL: nginx, php-fpm, door.php) at a constant rate with
 * PostgreSQL; then two workers apply them, asking the local Paygent about each payment.
 */

use Paygent\Payments\Bench\Booth;
use Paygent\Payments\Bench\ConstantRate;
use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Step\Instructions;
use Paygent\Payments\Tests\Engine\NoticePost;
use Paygent\Payments\Tests\Support\DatabaseKind;
use Paygent\Payments\Tests\Support\LocalPaygent;
use Paygent\Payments\Tests\Support\Shop\ShopTables;
use Paygent\Payments\Tests\Support\TestDatabase;

require __DIR__ . '/autoload.php';

const PER_SECOND = 200;
const WARM_UP = 100;
const WORKERS = 2;

[, $url, $file, $count] = $argv;
$paygent = LocalPaygent::start();
$store = TestDatabase::create(DatabaseKind::PostgreSQL);
$booth = Booth::open($paygent, $store, $file);
$post = new NoticePost($paygent);

$engine = $booth->engine();
$tables = $store->connect();
$buyer = new Buyer('山田', '花子', 'ヤマダ', 'ハナコ', '0312345678', 'hanako@example.com', '1000001', '13', '千代田区', '千代田1-1');
$checkouts = measure(static function () use ($engine, $tables, $booth, $buyer): void {
    $step = $engine->checkout->start(
        $booth->account,
        ShopTables::order($tables, 3980),
        MethodId::Conveni,
        $buyer,
        ['cvs_company_id' => '00C001'],
    )->step;
    $step instanceof Instructions || throw new RuntimeException('not placed: ' . $step::class);
}, 0, (int) $count);
foreach ($engine->database->rows('SELECT payment_id FROM {payment}') as $row) {
    $paygent->tool->move((string) $row['payment_id'], '43');
}
$paygent->tool->advance('1s'); // what is on its way has arrived when this returns
$bodies = $post->taken();
count($bodies) >= (int) $count || throw new RuntimeException(count($bodies) . " notices of $count payments");

$warm = new ConstantRate($url, 'result=0');
$warm->post(array_slice($bodies, 0, WARM_UP), PER_SECOND);
$load = new ConstantRate($url, 'result=0');
$load->post(array_slice($bodies, WARM_UP), PER_SECOND);
$stored = $engine->database->int('SELECT COUNT(*) FROM {notice}');
$warm->failed + $load->failed === 0 && $stored === count($bodies)
    || throw new RuntimeException(sprintf('%d refused, %d of %d stored', $warm->failed + $load->failed, $stored, count($bodies)));
$latencies = $load->latencies;
sort($latencies);
figure('payments.notices', count($latencies));
figure('payments.notice_median_ms', $latencies[intdiv(count($latencies), 2)]);
figure('payments.notice_p99_ms', $latencies[(int) (count($latencies) * 0.99)]);
figure('payments.notice_max_ms', $latencies[count($latencies) - 1]);

$started = hrtime(true);
$workers = [];
for ($i = 0; $i < WORKERS; $i++) {
    $so = getenv('PAYGENT_SO');
    $command = [PHP_BINARY, ...($so === false ? [] : ['-d', "extension=$so"]), __DIR__ . '/apply.php', $file];
    $process = proc_open($command, [1 => ['pipe', 'w']], $pipes);
    $process !== false || throw new RuntimeException('no worker');
    $workers[] = [$process, $pipes[1]];
}
$applied = 0;
foreach ($workers as [$process, $output]) {
    $applied += (int) stream_get_contents($output);
    proc_close($process);
}
$seconds = (hrtime(true) - $started) / 1e9;
$paid = $tables->fetchOne("SELECT COUNT(*) FROM shop_order WHERE state = 'paid'");
$applied === count($bodies) && $paid === (int) $count
    || throw new RuntimeException(sprintf('%d of %d notices applied, %s of %s orders paid', $applied, count($bodies), json_encode($paid), $count));
figure('payments.applied_per_second', $applied / $seconds);
$store->drop();
