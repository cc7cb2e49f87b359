<?php

declare(strict_types=1);

namespace Paygent\Payments\Operation;

use Paygent\Payments\Journal\Payments;
use Paygent\Payments\Journal\Role;

/** The role `current` moves from the old payment of an amendment to the new one: once. */
final class Promotion
{
    public function __construct(private readonly Payments $payments) {}

    /** Inside the transaction that makes the new payment live. */
    public function move(string $accountId, string $oldPaymentId, string $newPaymentId, int $now): void
    {
        $new = $this->payments->find($accountId, $newPaymentId);
        $old = $this->payments->find($accountId, $oldPaymentId);
        if ($new === null || $new->role !== Role::Pending) {
            return;
        }
        if ($old !== null && $old->role === Role::Current) {
            $this->payments->change($old, ['role' => Role::Superseded->value], $now);
        }
        $this->payments->change($new, ['role' => Role::Current->value], $now);
    }
}
