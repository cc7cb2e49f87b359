<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Event\EffectDone;
use Paygent\Payments\Event\Events;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Effect;
use Paygent\Payments\Journal\EffectKind;
use Paygent\Payments\Journal\Effects;
use Paygent\Payments\Journal\Holds;
use Paygent\Payments\Shop\ShopPort;
use Paygent\Payments\Support\Clock;
use Psr\Log\LoggerInterface;

/**
 * Hands effects to the shop until it says done (design-payments "Effects: once"). Called after every
 * commit that made one, and by the worker for those that were left.
 */
final class EffectDelivery
{
    public function __construct(
        private readonly Database $database,
        private readonly Effects $effects,
        private readonly Holds $holds,
        private readonly ShopPort $shop,
        private readonly Clock $clock,
        private readonly LoggerInterface $log,
        private readonly ?Events $events = null,
    ) {}

    /**
     * @param string|null $orderRef only this order's effects; null: all that are due
     *
     * @return int how many are done now
     */
    public function deliver(?string $orderRef = null, int $limit = 100): int
    {
        $all = 0;
        do {
            // One that is done lets the order's next one come.
            $done = 0;
            foreach ($this->effects->due($this->clock->now(), $orderRef, $limit) as $effect) {
                if ($this->one($effect)) {
                    ++$done;
                    $this->events?->tell(new EffectDone($effect));
                }
            }
            $all += $done;
        } while ($done > 0 && $all < $limit);

        return $all;
    }

    private function one(Effect $effect): bool
    {
        if ($effect->kind === EffectKind::ReleaseHold && !$this->mayBeHeld($effect)) {
            return $this->close($effect);
        }
        try {
            $receipt = $this->effects->receipt($effect, $this->clock->now());
            $this->shop->apply($effect, $receipt);
            if (!$receipt->wasUsed()) {
                $this->database->transaction(fn () => $this->doneElsewhere($effect));
            } elseif ($this->wasNeverTaken($effect)) {
                return $this->close($effect);
            }
        } catch (\Throwable $problem) {
            $this->log->error('effect {key} was not applied: {class}', [
                'key' => $effect->key,
                'class' => $problem::class,
                'exception' => $problem,
            ]);
            $this->effects->failed($effect, $problem::class . ': ' . $problem->getMessage(), $this->clock->now());

            return false;
        }

        return !$this->effects->isPending($effect->key);
    }

    /**
     * Never more is given back than was taken. While a hold is only "wanted" the shop is asked all the same:
     * one in another data base may have taken before its process died, and only its own record tells.
     */
    private function mayBeHeld(Effect $effect): bool
    {
        return $effect->attemptId !== null
            && \in_array($this->holds->state($effect->orderRef, $effect->attemptId), ['wanted', 'held'], true);
    }

    /**
     * The shop's own record said that it is done; the engine's follows. In one statement from either state: a
     * shop that was just taking must not leave "held" behind.
     */
    private function doneElsewhere(Effect $effect): void
    {
        $this->effects->done($effect, $this->clock->now());
        if ($effect->kind === EffectKind::ReleaseHold) {
            $this->database->execute(
                "UPDATE {hold} SET state = 'released', updated_at = ? WHERE order_ref = ? AND attempt_id = ?"
                . " AND state IN ('wanted', 'held')",
                [$this->clock->now(), $effect->orderRef, $effect->attemptId],
            );
        }
    }

    /**
     * Ends a hold that nobody has taken: nobody may for an attempt that has ended. False when a shop was just
     * taking it: the release stays pending and comes again.
     */
    private function wasNeverTaken(Effect $effect): bool
    {
        return $effect->kind === EffectKind::ReleaseHold
            && $effect->attemptId !== null
            && $this->holds->move($effect->orderRef, $effect->attemptId, 'wanted', 'released', $this->clock->now());
    }

    private function close(Effect $effect): bool
    {
        return $this->database->change(
            'effect',
            ['state' => 'done', 'done_at' => $this->clock->now()],
            ['effect_key' => $effect->key, 'state' => 'pending'],
        ) === 1;
    }
}
