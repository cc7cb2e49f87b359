<?php

declare(strict_types=1);

namespace Paygent\Payments\Card;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Support\Clock;

/**
 * How often a customer's cards were refused when he wanted to keep them. Who tries one card number after
 * the other waits, whatever session he comes with; each refusal prolongs the wait.
 */
final class CardTries
{
    private const MOST = 10;

    private const WAIT_MS = 3_600_000;

    /** The database's own rows of it, which name nobody. */
    private const PREFIX = 'card:';

    public function __construct(
        private readonly Database $database,
        private readonly Account $account,
        private readonly Clock $clock,
    ) {}

    /** @param string $ownerRef the shop's reference of the customer */
    public function mayTry(string $ownerRef): bool
    {
        return $this->database->int(
            'SELECT COUNT(*) FROM {counter} WHERE name = ? AND amount >= ? AND last_at > ?',
            [$this->name($ownerRef), self::MOST, $this->over()],
        ) === 0;
    }

    public function failed(string $ownerRef): void
    {
        $this->database->transaction(function () use ($ownerRef): void {
            $name = $this->name($ownerRef);
            $this->database->insertOnce('counter', ['name' => $name, 'amount' => 0, 'last_at' => $this->clock->now()]);
            $this->database->execute(
                'UPDATE {counter} SET amount = CASE WHEN last_at > ? THEN amount + 1 ELSE 1 END, last_at = ? WHERE name = ?',
                [$this->over(), $this->clock->now(), $name],
            );
            $this->database->execute(
                'DELETE FROM {counter} WHERE name LIKE ? AND last_at <= ?',
                [self::PREFIX . '%', $this->over()],
            );
        });
    }

    /** What was last refused at this time or before is forgotten. */
    private function over(): int
    {
        return $this->clock->now() - self::WAIT_MS;
    }

    private function name(string $ownerRef): string
    {
        return self::PREFIX . substr(hash('sha256', $this->account->id . ':' . $ownerRef), 0, 40);
    }
}
