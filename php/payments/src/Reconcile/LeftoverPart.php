<?php

declare(strict_types=1);

namespace Paygent\Payments\Reconcile;

use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Notice\Applier;

/** What workers left in the two queues: effects for the shop, notices of Paygent. */
final class LeftoverPart
{
    private const BATCH = 100;

    public function __construct(
        private readonly Database $database,
        private readonly EffectDelivery $delivery,
        private readonly Applier $applier,
    ) {}

    public function notices(Run $run): void
    {
        if ($run->isDry() || $run->options->orderRef !== null) {
            return;
        }
        while (!$run->isOver() && $this->applier->apply(self::BATCH) > 0) {
            continue;
        }
    }

    public function effects(Run $run): void
    {
        while (!$run->isDry() && !$run->isOver() && $this->delivery->deliver($run->options->orderRef, self::BATCH) > 0) {
            continue;
        }
        $this->report($run);
    }

    /** What the shop has failed to do; in a dry run also what is due. */
    private function report(Run $run): void
    {
        $orderRef = $run->options->orderRef;
        $rows = $this->database->rows(
            "SELECT order_ref, kind, tries, last_error, next_try_at FROM {effect} WHERE state = 'pending'"
            . ($orderRef === null ? '' : ' AND order_ref = ?') . ' ORDER BY id LIMIT ' . $run->options->limit,
            $orderRef === null ? [] : [$orderRef],
        );
        foreach ($rows as $row) {
            $failed = (int) $row['tries'] > 0;
            $run->found(
                What::Effect,
                (string) $row['order_ref'],
                '',
                (string) $row['kind'],
                $failed ? (string) $row['last_error'] : 'pending',
                match (true) {
                    $failed => ToDo::Shop,
                    $run->isDry() => ToDo::Run,
                    default => ToDo::Wait,
                },
            );
        }
    }
}
