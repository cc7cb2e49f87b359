<?php

declare(strict_types=1);

namespace Paygent\Payments\Operation;

use Paygent\Payments\Journal\Conflict;
use Paygent\Payments\Journal\Payment;
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
        if ($new === null || $new->role !== Role::Pending) {
            return;
        }
        $this->retire($accountId, $oldPaymentId, $now);
        $this->change($new, Role::Current, $now);
    }

    /** The old payment of an amendment whose new one has not been named yet: its end is no end of the order. */
    public function retire(string $accountId, string $oldPaymentId, int $now): void
    {
        $old = $this->payments->find($accountId, $oldPaymentId);
        if ($old !== null && $old->role === Role::Current) {
            $this->change($old, Role::Superseded, $now);
        }
    }

    private function change(Payment $payment, Role $role, int $now): void
    {
        // What is superseded must not hold money: whoever looks for that looks at once.
        $look = $role === Role::Superseded ? ['next_look_at' => null] : [];
        $this->payments->change($payment, ['role' => $role->value] + $look, $now)
            ?? throw new Conflict('the payment was changed by another worker');
    }
}
