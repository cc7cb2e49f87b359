<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Paygent\Payments\Support\Ids;

/** One payment at Paygent, as it was read. */
final class Payment
{
    /**
     * @param int $amount yen
     * @param string $status Paygent's payment_status, '' while not known
     * @param int $statusNoticeId highest payment_notice_id applied
     * @param int $evidenceAt epoch ms of what the status rests on
     * @param string $replaces payment_id of the payment that an amendment replaced by this one
     * @param int $amended how often it was amended in place (103 of au and SoftBank, 342 of Paidy)
     * @param array<string, string> $facts
     * @param int|null $nextLookAt when the reconciler looks at it, epoch ms
     * @param array<string, string|int|float|bool|null> $row as it was read, see after(); [] for one that was not
     */
    public function __construct(
        public readonly string $id,
        public readonly string $accountId,
        public readonly ?string $attemptId,
        public readonly ?string $orderRef,
        public readonly string $paymentId,
        public readonly string $tradingId,
        public readonly string $paymentType,
        public readonly string $carrier,
        public readonly int $amount,
        public readonly string $status,
        public readonly int $statusNoticeId,
        public readonly int $evidenceAt,
        public readonly Role $role,
        public readonly string $replaces,
        public readonly int $amended,
        public readonly array $facts,
        public readonly ?int $authorizedAt,
        public readonly ?int $paidAt,
        public readonly int $createdAt,
        public readonly int $version,
        public readonly ?int $nextLookAt = null,
        private readonly array $row = [],
    ) {}

    /**
     * A new one of an attempt; its status comes with the first evidence.
     *
     * @param int $amount yen
     * @param string $replaces payment_id of the payment that it replaces, '' for none
     * @param array<string, string> $facts
     */
    public static function fresh(
        Attempt $attempt,
        string $paymentId,
        string $tradingId,
        string $paymentType,
        string $carrier,
        int $amount,
        Role $role,
        int $now,
        string $replaces = '',
        array $facts = [],
    ): self {
        return new self(
            Ids::next($now),
            $attempt->accountId,
            $attempt->id,
            $attempt->orderRef,
            $paymentId,
            $tradingId,
            $paymentType,
            $carrier,
            $amount,
            '',
            0,
            0,
            $role,
            $replaces,
            0,
            $facts,
            null,
            null,
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
            $fields->textOrNull('attempt_id'),
            $fields->textOrNull('order_ref'),
            $fields->text('payment_id'),
            $fields->text('trading_id'),
            $fields->text('payment_type'),
            $fields->text('carrier'),
            $fields->int('amount'),
            $fields->text('status'),
            $fields->int('status_notice_id'),
            $fields->int('evidence_at'),
            Role::from($fields->text('role')),
            $fields->text('replaces'),
            $fields->int('amended'),
            $fields->map('facts'),
            $fields->intOrNull('authorized_at'),
            $fields->intOrNull('paid_at'),
            $fields->int('created_at'),
            $fields->int('version'),
            $fields->intOrNull('next_look_at'),
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
