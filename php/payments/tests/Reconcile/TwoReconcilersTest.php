<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Reconcile;

use Paygent\Payments\Journal\Role;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Shop\OrderState;
use Paygent\Payments\Shop\Testing\Child;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Paygent\Payments\Tests\Support\DatabaseKind;
use PHPUnit\Framework\Attributes\DataProvider;

/** Two hosts reconcile the same shop at the same moment: everything is done, and done once. */
final class TwoReconcilersTest extends EngineTestCase
{
    private const LOST = 6;

    #[DataProvider('databases')]
    public function testTwoProcessesAtOnce(DatabaseKind $kind): void
    {
        $bench = $this->bench($kind, self::$paygent->gateway(['timeout_value' => '1']));
        $orders = [];
        self::$paygent->tool->fault(['kind' => '020', 'times' => self::LOST, 'do' => ['swallow' => true]]);
        self::$paygent->tool->fault(['kind' => '094', 'times' => self::LOST, 'do' => ['answer' => ['result' => '1', 'response_code' => '9005']]]);
        for ($i = 0; $i < self::LOST; ++$i) {
            $orders[] = $order = $bench->order();
            $bench->pay($order, MethodId::Card);
            self::assertSame(AttemptState::Confirming, $bench->attempt($order)->state);
        }
        $surplus = $this->surplus($bench->order(), $bench);
        self::$paygent->tool->advance('20s');
        $bench->engine->database->connection()->close();
        $bench->tables->close();
        $worker = static function () use ($bench): void {
            for ($i = 0; $i < 3; ++$i) {
                $bench->host(self::$paygent->gateway(['timeout_value' => '5']))->engine->reconciler->run();
            }
        };

        $children = [Child::fork($worker), Child::fork($worker)];
        foreach ($children as $child) {
            $child->begin();
        }
        foreach ($children as $child) {
            self::assertTrue($child->end());
        }

        foreach ($orders as $order) {
            self::assertStands($bench, $order, OrderState::Placed, AttemptState::Placed, true);
            self::assertSame(['complete_order'], $bench->effects($order));
        }
        self::assertSame('32', self::$paygent->tool->status($surplus));
        self::assertCount(1, array_filter(
            self::$paygent->tool->telegrams('021'),
            static fn (array $line): bool => ($line['payment_id'] ?? '') === $surplus,
        ), 'given back once');
        self::assertMoneyAgrees($bench);
    }

    /** @return string payment id of an authorization that nobody wants any more */
    private function surplus(string $order, \Paygent\Payments\Tests\Engine\EngineBench $bench): string
    {
        $bench->pay($order, MethodId::Card);
        $payment = $bench->payment($order);
        $engine = $bench->engine;
        $engine->payments->change($payment, ['role' => Role::Surplus->value, 'next_look_at' => 0], $engine->clock->now());

        return $payment->paymentId;
    }
}
