<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop\Testing;

use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Effect;
use Paygent\Payments\Journal\Effects;
use Paygent\Payments\Journal\Holds;
use Paygent\Payments\Journal\Migrator;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;
use Psr\Clock\ClockInterface;
use Psr\Log\NullLogger;

/**
 * The engine's side of the port, with connections of its own, at one moment.
 *
 * @internal of PortContract
 */
final class PortBench
{
    public readonly ShopPort $port;

    private readonly Database $database;

    private readonly Effects $effects;

    private readonly Holds $holds;

    /** @param int $now epoch ms */
    public function __construct(ShopUnderTest $shop, private readonly int $now, ?StatementWatch $watch = null)
    {
        $watch ??= StatementWatch::idle();
        $this->database = new Database($shop->engineConnection($watch));
        $this->effects = new Effects($this->database);
        $this->holds = new Holds($this->database);
        $this->port = $shop->port($watch);
    }

    public function migrate(): void
    {
        (new Migrator($this->database))->migrate();
    }

    /** The engine's note, committed with the attempt, before the shop is asked. */
    public function wantHold(string $orderRef, string $attemptId): void
    {
        $this->holds->want($orderRef, $attemptId, $this->now);
    }

    /** As the checkout does it. */
    public function hold(string $orderRef, string $attemptId): void
    {
        $this->wantHold($orderRef, $attemptId);
        $receipt = $this->holds->receipt($orderRef, $attemptId, $this->now);
        $this->port->hold($orderRef, $attemptId, $receipt);
        if (!$receipt->wasUsed()) {
            $this->holds->move($orderRef, $attemptId, 'wanted', 'held', $this->now);
        }
    }

    public function holdState(string $orderRef, string $attemptId): string
    {
        return $this->holds->state($orderRef, $attemptId);
    }

    public function want(Effect $effect): void
    {
        $this->effects->want($effect, $this->now);
    }

    public function isPending(Effect $effect): bool
    {
        return $this->effects->isPending($effect->key);
    }

    public function deliver(string $orderRef): void
    {
        $clock = new class ($this->now) implements ClockInterface {
            public function __construct(private readonly int $now) {}

            public function now(): \DateTimeImmutable
            {
                return new \DateTimeImmutable('@' . intdiv($this->now, 1000));
            }
        };
        $delivery = new EffectDelivery(
            $this->database,
            $this->effects,
            $this->holds,
            $this->port,
            new Clock($clock),
            new NullLogger(),
        );
        $delivery->deliver($orderRef);
    }

    /** Tells the shop again, as an engine that was restored from an old backup would not know better. */
    public function tellAgain(Effect $effect): void
    {
        $this->port->apply($effect, $this->effects->receipt($effect, $this->now));
    }
}
