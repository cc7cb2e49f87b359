<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Paygent\Payments\Support\Ids;

/** Who did what with which result; rows are only ever added. */
final class Audit
{
    public function __construct(private readonly Database $database) {}

    /**
     * @param string $actor "customer", "notice", "reconciler" or the operator's name as the shop gives it
     * @param string $action e.g. "capture", "attach", "settle"
     */
    public function note(
        int $at,
        string $actor,
        string $action,
        ?string $orderRef,
        string $paymentId,
        ?string $intentId,
        string $result,
    ): void {
        $this->database->insert('audit', [
            'id' => Ids::next($at),
            'at' => $at,
            'actor' => mb_strcut($actor, 0, 64),
            'action' => $action,
            'order_ref' => $orderRef,
            'payment_id' => $paymentId,
            'intent_id' => $intentId,
            'result' => mb_strcut($result, 0, 190),
        ]);
    }
}
