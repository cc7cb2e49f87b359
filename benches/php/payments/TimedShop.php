<?php

declare(strict_types=1);

namespace Paygent\Payments\Bench;

use Paygent\Payments\Journal\Effect;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\Receipt;
use Paygent\Payments\Shop\ShopPort;

/** Another shop, and the time spent in it. */
final class TimedShop implements ShopPort
{
    /** Nanoseconds since the last reset. */
    public int $spent = 0;

    public function __construct(private readonly ShopPort $shop) {}

    public function snapshot(string $orderRef): ?OrderSnapshot
    {
        return $this->timed(fn (): ?OrderSnapshot => $this->shop->snapshot($orderRef));
    }

    public function hold(string $orderRef, string $attemptId, Receipt $receipt): void
    {
        $this->timed(fn () => $this->shop->hold($orderRef, $attemptId, $receipt));
    }

    public function settle(): bool
    {
        return $this->timed(fn (): bool => $this->shop->settle());
    }

    public function apply(Effect $effect, Receipt $receipt): void
    {
        $this->timed(fn () => $this->shop->apply($effect, $receipt));
    }

    /**
     * @template T
     *
     * @param callable(): T $work
     *
     * @return T
     */
    private function timed(callable $work): mixed
    {
        $started = hrtime(true);
        try {
            return $work();
        } finally {
            $this->spent += hrtime(true) - $started;
        }
    }
}
