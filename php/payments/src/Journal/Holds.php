<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Paygent\Payments\Shop\Receipt;
use Paygent\Payments\Support\Ids;

/** Stock and points taken for an attempt: wanted → held → kept or released, each once. */
final class Holds
{
    public function __construct(private readonly Database $database) {}

    public function want(string $orderRef, string $attemptId, int $now): void
    {
        $this->database->insertOnce('hold', [
            'id' => Ids::next($now),
            'order_ref' => $orderRef,
            'attempt_id' => $attemptId,
            'state' => 'wanted',
            'created_at' => $now,
            'updated_at' => $now,
        ]);
    }

    /** For the shop's transaction that takes stock and points. */
    public function receipt(string $orderRef, string $attemptId, int $now): Receipt
    {
        return new Receipt([[
            'UPDATE ' . $this->database->table('hold')
            . " SET state = 'held', updated_at = ? WHERE order_ref = ? AND attempt_id = ? AND state = 'wanted'",
            [$now, $orderRef, $attemptId],
        ]]);
    }

    /** '' when there is none. */
    public function state(string $orderRef, string $attemptId): string
    {
        $row = $this->database->row(
            'SELECT state FROM {hold} WHERE order_ref = ? AND attempt_id = ?',
            [$orderRef, $attemptId],
        );

        return (string) ($row['state'] ?? '');
    }

    public function move(string $orderRef, string $attemptId, string $from, string $to, int $now): bool
    {
        return $this->database->change(
            'hold',
            ['state' => $to, 'updated_at' => $now],
            ['order_ref' => $orderRef, 'attempt_id' => $attemptId, 'state' => $from],
        ) === 1;
    }
}
