<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** One state-changing telegram, as it was read. */
final class Intent
{
    /**
     * @param string $kind telegram kind, or "link"
     * @param string $operation "apply" for a method's own telegram, else the name of Rules\Operation
     * @param int $amount yen that the telegram names; 0 if none
     * @param string $basePaymentId the payment an operation began with: the old one, in an amendment
     * @param string $step of the method or the saga
     * @param string|null $lockKey "attempt:ID" or "payment:ID" while open
     * @param int $misses how often 094 said "no such payment"
     * @param int $repeats how often the engine has sent this telegram again after a 094
     * @param array<string, string|int|float|bool|null> $row as it was read, see after(); [] for one that was not
     */
    public function __construct(
        public readonly string $id,
        public readonly string $accountId,
        public readonly ?string $orderRef,
        public readonly ?string $attemptId,
        public readonly string $paymentId,
        public readonly string $basePaymentId,
        public readonly string $tradingId,
        public readonly string $paymentType,
        public readonly string $kind,
        public readonly string $operation,
        public readonly int $amount,
        public readonly ?string $sagaId,
        public readonly string $step,
        public readonly IntentState $state,
        public readonly string $result,
        public readonly string $code,
        public readonly string $detail,
        public readonly string $idempotencyKey,
        public readonly ?string $lockKey,
        public readonly string $actor,
        public readonly ?int $leaseUntil,
        public readonly ?int $nextAskAt,
        public readonly int $asks,
        public readonly int $misses,
        public readonly int $repeats,
        public readonly ?int $sentAt,
        public readonly int $createdAt,
        public readonly int $version,
        private readonly array $row = [],
    ) {}

    /** Ended without having done anything at Paygent, as far as could be known when it was ended. */
    public function cameToNothing(): bool
    {
        return match ($this->state) {
            IntentState::NotSent, IntentState::SettledNotDone => true,
            IntentState::Answered => $this->result !== '0',
            default => false,
        };
    }

    /** @param array<string, string|int|float|bool|null> $row */
    public static function fromRow(array $row): self
    {
        $fields = new Fields($row);

        return new self(
            $fields->text('id'),
            $fields->text('account_id'),
            $fields->textOrNull('order_ref'),
            $fields->textOrNull('attempt_id'),
            $fields->text('payment_id'),
            $fields->text('base_payment_id'),
            $fields->text('trading_id'),
            $fields->text('payment_type'),
            $fields->text('kind'),
            $fields->text('operation'),
            $fields->int('amount'),
            $fields->textOrNull('saga_id'),
            $fields->text('step'),
            IntentState::from($fields->text('state')),
            $fields->text('result'),
            $fields->text('code'),
            $fields->text('detail'),
            $fields->text('idempotency_key'),
            $fields->textOrNull('lock_key'),
            $fields->text('actor'),
            $fields->intOrNull('lease_until'),
            $fields->intOrNull('next_ask_at'),
            $fields->int('asks'),
            $fields->int('misses'),
            $fields->int('repeats'),
            $fields->intOrNull('sent_at'),
            $fields->int('created_at'),
            $fields->int('version'),
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
