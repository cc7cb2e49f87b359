<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Shop\OrderState;
use Paygent\Tests\Support\Process;

/** Notices over HTTP into a PHP without the extension: Paygent itself judges the answers. */
final class NoticeDoorTest extends EngineTestCase
{
    public function testNoticesAreTakenWithoutTheExtension(): void
    {
        $bench = $this->bench();
        $door = Process::start([
            'setpriv', '--pdeathsig=TERM', '--', PHP_BINARY, __DIR__ . '/notice_door.php', $bench->database->handle(),
            self::$paygent->contract('merchant_id'), self::$paygent->contract('notice_hash_key'),
        ]);
        self::$paygent->tool->contract(['notice_url' => 'http://' . $door->line() . '/notice']);
        $order = $bench->order();
        $bench->pay($order, MethodId::Conveni);
        $id = $bench->engine->payments->ofOrder($order)[0]->paymentId;
        self::$paygent->tool->move($id, '43');

        self::$paygent->tool->advance('1s');
        $told = array_column(array_filter(
            self::$paygent->tool->notices(),
            static fn (array $one): bool => ($one['payment_id'] ?? '') === $id,
        ), 'push', 'payment_status');
        $door->stop();

        ksort($told);
        self::assertSame([10 => 'delivered', 43 => 'delivered'], $told, 'Paygent is content');
        self::$paygent->tool->advance('5m'); // the door's clock is the machine's, which is ahead
        $bench->engine->applier->apply();
        self::assertStands($bench, $order, OrderState::Paid, AttemptState::Placed, true);
        self::assertMoneyAgrees($bench);
    }
}
