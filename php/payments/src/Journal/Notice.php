<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** One stored difference notice. */
final class Notice
{
    /**
     * @param int $amount yen
     * @param array<string, string> $fields the allow-listed ones
     * @param int $tries how often it was looked at
     * @param int $receivedAt epoch ms
     */
    public function __construct(
        public readonly string $id,
        public readonly string $accountId,
        public readonly int $noticeId,
        public readonly string $paymentId,
        public readonly string $tradingId,
        public readonly string $paymentType,
        public readonly string $status,
        public readonly int $amount,
        public readonly array $fields,
        public readonly NoticeState $state,
        public readonly string $reason,
        public readonly int $tries,
        public readonly ?int $nextTryAt,
        public readonly int $receivedAt,
    ) {}

    /** @param array<string, string|int|float|bool|null> $row */
    public static function fromRow(array $row): self
    {
        $fields = new Fields($row);

        return new self(
            $fields->text('id'),
            $fields->text('account_id'),
            $fields->int('payment_notice_id'),
            $fields->text('payment_id'),
            $fields->text('trading_id'),
            $fields->text('payment_type'),
            $fields->text('status'),
            $fields->int('amount'),
            $fields->map('fields'),
            NoticeState::from($fields->text('state')),
            $fields->text('reason'),
            $fields->int('tries'),
            $fields->intOrNull('next_try_at'),
            $fields->int('received_at'),
        );
    }
}
