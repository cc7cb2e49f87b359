<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Paygent\Payments\Method\AttemptState;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Shop\OrderSnapshot;
use Paygent\Payments\Support\Ids;

/** One try of a customer to pay one order, as it was read. */
final class Attempt
{
    /**
     * @param int $amount yen
     * @param string $binding what the next return must name, e.g. 3ds_auth_id; '' for nothing
     * @param array<string, string>|null $instructions label => value, once the customer got them
     * @param int|null $limitAt until when money can still come by the customer's doing, epoch ms
     * @param int|null $nextLookAt when the reconciler looks at it, epoch ms
     * @param int $updatedAt epoch ms of its last change of state
     * @param array<string, string|int|float|bool|null> $row as it was read, see after(); [] for one that was not
     */
    public function __construct(
        public readonly string $id,
        public readonly string $accountId,
        public readonly string $orderRef,
        public readonly ?string $ownerRef,
        public readonly MethodId $method,
        public readonly int $amount,
        public readonly string $settingsRevision,
        public readonly string $tradingId,
        public readonly ?string $returnTokenHash,
        public readonly ?int $returnUsedAt,
        public readonly AttemptState $state,
        public readonly string $reason,
        public readonly string $binding,
        public readonly ?array $instructions,
        public readonly ?int $limitAt,
        public readonly int $retries,
        public readonly int $createdAt,
        public readonly int $version,
        public readonly ?int $nextLookAt = null,
        public readonly int $updatedAt = 0,
        private readonly array $row = [],
    ) {}

    /** A new one for an order, about which nobody has been told yet. */
    public static function fresh(
        string $accountId,
        OrderSnapshot $order,
        MethodId $method,
        string $settingsRevision,
        string $tradingId,
        int $now,
    ): self {
        return new self(
            Ids::next($now),
            $accountId,
            $order->orderRef,
            $order->ownerRef,
            $method,
            $order->amount,
            $settingsRevision,
            $tradingId,
            null,
            null,
            AttemptState::Open,
            '',
            '',
            null,
            null,
            0,
            $now,
            0,
        );
    }

    /** @param array<string, string|int|float|bool|null> $row */
    public static function fromRow(array $row): self
    {
        $fields = new Fields($row);

        return new self(
            $fields->text('id'),
            $fields->text('account_id'),
            $fields->text('order_ref'),
            $fields->textOrNull('owner_ref'),
            MethodId::from($fields->text('method')),
            $fields->int('amount'),
            $fields->text('settings_revision'),
            $fields->text('trading_id'),
            $fields->textOrNull('return_token_hash'),
            $fields->intOrNull('return_used_at'),
            AttemptState::from($fields->text('state')),
            $fields->text('reason'),
            $fields->text('binding'),
            $fields->textOrNull('instructions') === null ? null : $fields->map('instructions'),
            $fields->intOrNull('limit_at'),
            $fields->int('retries'),
            $fields->int('created_at'),
            $fields->int('version'),
            $fields->intOrNull('next_look_at'),
            $fields->int('updated_at'),
            $row,
        );
    }

    /**
     * As it is after a change that its version allowed: nobody has come in between, so it need not be read
     * again. Null when this one was not read from its table.
     *
     * @param array<string, string|int|null> $set columns
     */
    public function after(array $set): ?self
    {
        return $this->row === [] ? null : self::fromRow($set + $this->row);
    }
}
