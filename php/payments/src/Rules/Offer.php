<?php

declare(strict_types=1);

namespace Paygent\Payments\Rules;

/** One operation on one payment: what it would do, or why it cannot be done now. */
final class Offer
{
    /**
     * @param Reason|null $refusal null: allowed
     * @param Reason $label the button: 売上, 取消, オーソリ変更, 売上変更
     * @param list<TelegramStep> $steps in the order of sending; empty when the status knows no such operation
     * @param array<string, string> $statusAfter Target's value => status when all is done
     * @param list<Deadline> $deadlines
     * @param AmountRange|null $newAmount the order totals with which it can be done
     * @param list<Dialog> $dialogs
     * @param list<Fact> $confirm by 094, before the first telegram
     * @param bool $inList offered for many orders at once too
     */
    public function __construct(
        public readonly Operation $operation,
        public readonly ?Reason $refusal,
        public readonly Reason $label,
        public readonly array $steps = [],
        public readonly array $statusAfter = [],
        public readonly array $deadlines = [],
        public readonly ?AmountRange $newAmount = null,
        public readonly AmountField $amountField = AmountField::None,
        public readonly array $dialogs = [],
        public readonly array $confirm = [],
        public readonly bool $inList = false,
    ) {}

    public function isAllowed(): bool
    {
        return $this->refusal === null;
    }

    /** The earliest guide date, epoch ms; null when there is none. */
    public function guideDate(): ?int
    {
        $dates = array_map(static fn (Deadline $deadline): int => $deadline->at, $this->deadlines);

        return $dates === [] ? null : min($dates);
    }
}
