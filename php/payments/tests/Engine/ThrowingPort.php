<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use Paygent\Payments\Journal\Effect;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\Receipt;
use Paygent\Payments\Shop\ShopPort;

/** A shop port that throws at one of its calls, before or after the shop's own work is done; then no more. */
final class ThrowingPort implements ShopPort
{
    public const BEFORE = 'before';

    public const AFTER = 'after';

    private int $calls = 0;

    private bool $hasThrown = false;

    public function __construct(
        private readonly ShopPort $shop,
        private readonly int $throwsAt,
        private readonly string $moment = self::BEFORE,
    ) {}

    public function hasThrown(): bool
    {
        return $this->hasThrown;
    }

    public function snapshot(string $orderRef): ?OrderSnapshot
    {
        return $this->around(fn (): ?OrderSnapshot => $this->shop->snapshot($orderRef));
    }

    public function hold(string $orderRef, string $attemptId, Receipt $receipt): void
    {
        $this->around(fn () => $this->shop->hold($orderRef, $attemptId, $receipt));
    }

    public function settle(): bool
    {
        return $this->around(fn (): bool => $this->shop->settle());
    }

    public function apply(Effect $effect, Receipt $receipt): void
    {
        $this->around(fn () => $this->shop->apply($effect, $receipt));
    }

    /**
     * @template T
     *
     * @param callable(): T $call
     *
     * @return T
     */
    private function around(callable $call): mixed
    {
        $throws = ++$this->calls === $this->throwsAt;
        if ($throws && $this->moment === self::BEFORE) {
            $this->throw();
        }
        $result = $call();
        if ($throws) {
            $this->throw();
        }

        return $result;
    }

    private function throw(): never
    {
        $this->hasThrown = true;

        throw new \RuntimeException('the shop is broken');
    }
}
