<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop;

use Paygent\Payments\Journal\Effect;

/**
 * What a shop implements; everything else the engine does by itself (design-payments "The shop port").
 */
interface ShopPort
{
    /** The order as it is now, read outside any old snapshot; null when there is no such order. */
    public function snapshot(string $orderRef): ?OrderSnapshot;

    /**
     * Takes stock and points for one attempt, in one transaction on the shop's connection together
     * with `$receipt->claim()`; takes nothing when that answers false (they are taken already).
     *
     * A shop in another data base keeps its own record by order and attempt instead: it takes once, and
     * nothing at all after it was told to release (which may overtake a hold whose process hangs).
     *
     * @throws OutOfStock with a text for the customer; then nothing was taken
     */
    public function hold(string $orderRef, string $attemptId, Receipt $receipt): void;

    /**
     * Ends every open transaction of the shop's connection in this process and frees its row locks.
     * Called before each telegram.
     *
     * @return bool false when one is still open: the engine then refuses to send
     */
    public function settle(): bool;

    /**
     * Applies one effect, in one transaction on the shop's connection together with
     * `$receipt->claim()`: true — do the work and commit; false — it was done before: roll back.
     * Returns when the effect is done (now or before). Throwing leaves it pending: it comes again.
     */
    public function apply(Effect $effect, Receipt $receipt): void;
}
