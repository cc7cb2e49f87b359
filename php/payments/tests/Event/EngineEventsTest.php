<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Event;

use Paygent\Payments\Engine;
use Paygent\Payments\Event\AttemptConcluded;
use Paygent\Payments\Event\EffectDone;
use Paygent\Payments\Event\NeedsAttention;
use Paygent\Payments\Event\PaymentObserved;
use Paygent\Payments\Flow\ReturnDoor;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Settings\Secret;
use Paygent\Payments\Tests\Engine\EngineTestCase;
use Psr\EventDispatcher\EventDispatcherInterface;

/** What listeners hear of a payment's life. */
final class EngineEventsTest extends EngineTestCase implements EventDispatcherInterface
{
    /** @var list<object> */
    private array $heard = [];

    public function testAPaymentIsHeardOf(): void
    {
        $bench = $this->bench();
        $engine = new Engine(
            new Database($bench->database->connect()),
            $bench->engine->gateway,
            $bench->engine->shop,
            $bench->settings,
            new ReturnDoor('https://shop.test/return', new Secret(random_bytes(32))),
            self::$paygent->tool,
            dispatcher: $this,
        );
        $order = $bench->order();
        $engine->checkout->start($bench->account, $order, MethodId::Card, $bench::buyer(), $bench->input(MethodId::Card));
        self::assertSame([AttemptConcluded::class, PaymentObserved::class, EffectDone::class], $this->classes());
        self::assertInstanceOf(AttemptConcluded::class, $this->heard[0]);
        self::assertSame(AttemptState::Placed, $this->heard[0]->attempt->state);

        $this->heard = [];
        $bench->tables->update('shop_order', ['state' => 'cancelled'], ['ref' => $order]);
        $engine->reconciler->run();
        self::assertContains(NeedsAttention::class, $this->classes());
    }

    public function dispatch(object $event): object
    {
        return $this->heard[] = $event;
    }

    /** @return list<class-string> */
    private function classes(): array
    {
        return array_map(static fn (object $event): string => $event::class, $this->heard);
    }
}
