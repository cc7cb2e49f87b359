<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Engine;

use PHPUnit\Framework\Assert;

/**
 * Lets the local Paygent tell a status that it cannot reach by itself: a notice of a real event, pushed
 * with a right hash, and its 094 say it by fault rules (docs/sandbox.md "Faults"). All else is as ever.
 */
final class Telling
{
    public function __construct(private readonly EngineBench $bench) {}

    /**
     * @param callable(): mixed $event something that makes Paygent write a notice of the payment
     */
    public function status(string $paymentId, string $status, callable $event): void
    {
        $tool = $this->bench->paygent->tool;
        $shown = $this->bench->elsewhere('094', $paymentId)->rows[0] ?? [];
        Assert::assertNotSame([], $shown, '094 shows the payment');
        $tool->fault(['kind' => 'notice', 'times' => 0, 'do' => ['status' => $status]]);
        $event();
        $tool->fault(['kind' => '094', 'times' => 0, 'do' => [
            'answer' => ['result' => '0', 'payment_status' => $status] + $shown,
        ]]);
    }
}
