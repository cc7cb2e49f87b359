<?php

declare(strict_types=1);

namespace Paygent\Payments\Notice;

use Paygent\Payments\Flow\EffectDelivery;
use Paygent\Payments\Flow\Evidence;
use Paygent\Payments\Flow\Finding;
use Paygent\Payments\Flow\Inquiries;
use Paygent\Payments\Flow\Inquiry;
use Paygent\Payments\Flow\Ledger;
use Paygent\Payments\Flow\Observed;
use Paygent\Payments\Flow\Outbox;
use Paygent\Payments\Flow\Source;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Notice;
use Paygent\Payments\Journal\Notices;
use Paygent\Payments\Journal\NoticeState;
use Paygent\Payments\Rules\FollowUp;
use Paygent\Payments\Rules\OrderEffect;
use Paygent\Payments\Rules\Reason;
use Paygent\Payments\Support\Clock;
use Psr\Log\LoggerInterface;

/**
 * Applies stored notices, in a worker or after the answer to Paygent (design-payments "Difference
 * notifications"): what is irreversible only after 094 has said the same.
 */
final class Applier
{
    private const CLAIM_MS = 180_000;

    /** Pauses before the next look. */
    private const PAUSES_MS = [5_000, 30_000, 120_000, 600_000, 1_800_000, 3_600_000];

    /** A notice without an attempt may be earlier than our own answer; after this long it is not. */
    private const UNMATCHED_MS = 24 * 3_600_000;

    public function __construct(
        private readonly Database $database,
        private readonly Notices $notices,
        private readonly Accounts $accounts,
        private readonly Ledger $ledger,
        private readonly Inquiries $inquiries,
        private readonly Outbox $outbox,
        private readonly EffectDelivery $delivery,
        private readonly Clock $clock,
        private readonly LoggerInterface $log,
    ) {}

    /** @return int how many notices were finished */
    public function apply(int $limit = 100): int
    {
        $finished = 0;
        foreach ($this->notices->due($this->clock->now(), $limit) as $due) {
            $notice = $this->notices->claim($due, $this->clock->now() + self::CLAIM_MS);
            if ($notice === null) {
                continue;
            }
            try {
                $finished += $this->one($notice) ? 1 : 0;
            } catch (\Throwable $problem) {
                $this->log->error('notice {id} could not be applied', ['id' => $notice->noticeId, 'exception' => $problem]);
                $this->later($notice, $problem::class);
            }
        }

        return $finished;
    }

    private function one(Notice $notice): bool
    {
        $observed = $this->ledger->observe($notice->accountId, self::evidence($notice));
        $done = match ($observed->decision->followUp) {
            FollowUp::Nothing, FollowUp::WhenAttemptEnds => $this->finished($notice, $observed),
            FollowUp::Confirm => $this->confirmed($notice, '', $observed),
            FollowUp::ConfirmByTradingIdToo => $this->confirmed($notice, $notice->tradingId, $observed),
            FollowUp::MatchAgain => $this->unmatched($notice, $observed),
            FollowUp::WhenSettled, FollowUp::AskAgain => $this->later($notice, $observed->decision->row),
        };
        if ($observed->attempt !== null) {
            $this->delivery->deliver($observed->attempt->orderRef);
        }

        return $done;
    }

    private function finished(Notice $notice, Observed $observed): bool
    {
        $attention = $observed->decision->effect === OrderEffect::Attention;
        if ($attention && $observed->attempt === null) {
            $this->outbox->attentionWithoutOrder(
                $notice->paymentId,
                $observed->decision->reason ?? new Reason($observed->decision->row, $observed->decision->row),
                $notice->paymentId,
            );
        }
        $this->notices->finish(
            $notice,
            $attention ? NoticeState::Attention : NoticeState::Applied,
            $observed->decision->row,
            $this->clock->now(),
        );

        return true;
    }

    /** @param string $tradingId ask by it too; '' not */
    private function confirmed(Notice $notice, string $tradingId, Observed $observed): bool
    {
        $account = $this->accounts->byId($notice->accountId);
        $inquiry = $this->inquiries->ask($account, $notice->paymentId, '', $notice->paymentType);
        if ($inquiry->evidence === null) {
            $this->tellOfSilence($notice, $observed);

            return $this->later($notice, 'not_confirmed');
        }
        $evidence = $inquiry->evidence;
        if ($tradingId !== '') {
            $evidence = $this->withSeveral($notice->accountId, $evidence, $this->inquiries->ask($account, '', $tradingId, $notice->paymentType));
        }
        $confirmed = $this->ledger->observe($notice->accountId, self::withNotice($evidence, $notice));

        return match ($confirmed->decision->followUp) {
            FollowUp::WhenSettled, FollowUp::AskAgain, FollowUp::MatchAgain => $this->later($notice, $confirmed->decision->row),
            default => $this->finished($notice, $confirmed),
        };
    }

    /** 13002 that no amendment of ours explains. */
    private function withSeveral(string $accountId, Evidence $evidence, Inquiry $byTradingId): Evidence
    {
        $ours = $this->database->int(
            'SELECT COUNT(*) FROM {payment} WHERE account_id = ? AND trading_id = ?',
            [$accountId, $evidence->tradingId],
        );

        return $byTradingId->finding === Finding::Several && $ours < 2
            ? $evidence->withFacts(['several_on_trading_id' => '1'])
            : $evidence;
    }

    /** It stays, and is asked about on; but after a day a person should know what hangs on it. */
    private function tellOfSilence(Notice $notice, Observed $observed): void
    {
        if ($observed->attempt !== null && $this->clock->now() - $notice->receivedAt > self::UNMATCHED_MS) {
            $this->outbox->attention(
                $observed->attempt,
                $notice->paymentId,
                Reason::text('engine.attention.not_confirmed', ['payment_id' => $notice->paymentId, 'status' => $notice->status]),
                $notice->paymentId,
            );
        }
    }

    private function unmatched(Notice $notice, Observed $observed): bool
    {
        return $this->clock->now() - $notice->receivedAt > self::UNMATCHED_MS
            ? $this->finished($notice, $observed)
            : $this->later($notice, $observed->decision->row);
    }

    private function later(Notice $notice, string $reason): bool
    {
        $pause = self::PAUSES_MS[min($notice->tries, \count(self::PAUSES_MS)) - 1] ?? self::PAUSES_MS[0];
        $this->notices->later($notice, $reason, $this->clock->now() + $pause);

        return false;
    }

    private static function evidence(Notice $notice): Evidence
    {
        return new Evidence(
            Source::Notice,
            $notice->paymentId,
            $notice->tradingId,
            $notice->paymentType,
            $notice->status,
            $notice->amount,
            $notice->receivedAt,
            $notice->fields['career_type'] ?? '',
            $notice->noticeId,
            $notice->fields,
        );
    }

    /** What 094 does not tell, the notice does: an event of Paidy, and its number. */
    private static function withNotice(Evidence $evidence, Notice $notice): Evidence
    {
        return $evidence->confirming($notice->noticeId, array_intersect_key(
            $notice->fields,
            ['event' => 1, 'event_result' => 1, 'event_error_code' => 1, 'clear_detail' => 1],
        ));
    }
}
