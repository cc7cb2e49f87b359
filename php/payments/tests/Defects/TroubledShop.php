<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Defects;

use Paygent\Payments\Journal\Effect;
use Paygent\Payments\Journal\EffectKind;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Shop\Receipt;
use Paygent\Payments\Shop\ShopPort;

/** A working shop, in which one thing or the other fails for a while. */
final class TroubledShop implements ShopPort
{
    /** A transaction that nobody ends. */
    public bool $isBusy = false;

    /** The kind of effect that throws. */
    public ?EffectKind $failing = null;

    /** The order that cannot be read. */
    public string $unreadable = '';

    public function __construct(private readonly ShopPort $shop) {}

    public function snapshot(string $orderRef): ?OrderSnapshot
    {
        if ($orderRef === $this->unreadable) {
            throw new \RuntimeException('the order refers to an article that was deleted');
        }

        return $this->shop->snapshot($orderRef);
    }

    public function hold(string $orderRef, string $attemptId, Receipt $receipt): void
    {
        $this->shop->hold($orderRef, $attemptId, $receipt);
    }

    public function settle(): bool
    {
        return !$this->isBusy && $this->shop->settle();
    }

    public function apply(Effect $effect, Receipt $receipt): void
    {
        if ($effect->kind === $this->failing) {
            throw new \RuntimeException('the mail server does not answer');
        }
        $this->shop->apply($effect, $receipt);
    }
}
