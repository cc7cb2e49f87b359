<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

use Paygent\Payments\Support\Ids;

/** The stored notices, each once by account and payment_notice_id. */
final class Notices
{
    public function __construct(private readonly Database $database) {}

    /**
     * @param array<string, string> $fields only what is needed to decide
     *
     * @return bool false when it is stored already
     */
    public function store(
        string $accountId,
        int $noticeId,
        string $paymentId,
        string $tradingId,
        string $paymentType,
        string $status,
        int $amount,
        array $fields,
        string $source,
        NoticeState $state,
        int $now,
    ): bool {
        return $this->database->insertOnce('notice', [
            'id' => Ids::next($now),
            'account_id' => $accountId,
            'payment_notice_id' => $noticeId,
            'payment_id' => $paymentId,
            'trading_id' => $tradingId,
            'payment_type' => $paymentType,
            'status' => $status,
            'amount' => $amount,
            'fields' => Fields::json($fields),
            'source' => $source,
            'state' => $state->value,
            'reason' => '',
            'tries' => 0,
            'next_try_at' => $state === NoticeState::New ? $now : null,
            'received_at' => $now,
            'applied_at' => null,
        ]);
    }

    /** @return list<Notice> due ones in the order of their numbers */
    public function due(int $now, int $limit = 100): array
    {
        return array_map(Notice::fromRow(...), $this->database->rows(
            "SELECT * FROM {notice} WHERE state IN ('new', 'waiting') AND next_try_at <= ?"
            . ' ORDER BY payment_notice_id LIMIT ' . $limit,
            [$now],
        ));
    }

    /** Takes a notice for this worker until $until; null when another one has it. */
    public function claim(Notice $notice, int $until): ?Notice
    {
        $changed = $this->database->change(
            'notice',
            ['next_try_at' => $until, 'tries' => $notice->tries + 1],
            ['id' => $notice->id, 'state' => $notice->state->value, 'tries' => $notice->tries],
        );
        if ($changed !== 1) {
            return null;
        }
        $row = $this->database->row('SELECT * FROM {notice} WHERE id = ?', [$notice->id]);

        return $row === null ? null : Notice::fromRow($row);
    }

    public function finish(Notice $notice, NoticeState $state, string $reason, int $now): void
    {
        $this->database->change(
            'notice',
            ['state' => $state->value, 'reason' => mb_strcut($reason, 0, 190), 'next_try_at' => null, 'applied_at' => $now],
            ['id' => $notice->id],
        );
    }

    public function later(Notice $notice, string $reason, int $nextTryAt): void
    {
        $this->database->change(
            'notice',
            ['state' => NoticeState::Waiting->value, 'reason' => mb_strcut($reason, 0, 190), 'next_try_at' => $nextTryAt],
            ['id' => $notice->id, 'tries' => $notice->tries],
        );
    }

    public function highest(string $accountId): int
    {
        return $this->database->int('SELECT MAX(payment_notice_id) FROM {notice} WHERE account_id = ?', [$accountId]);
    }

    /**
     * Numbers that are missing among those received since a time.
     *
     * @return list<int> at most $limit
     */
    public function holes(string $accountId, int $since, int $limit = 100): array
    {
        $known = array_map(
            static fn (array $row): int => (int) $row['payment_notice_id'],
            $this->database->rows(
                'SELECT payment_notice_id FROM {notice} WHERE account_id = ? AND received_at >= ? ORDER BY payment_notice_id',
                [$accountId, $since],
            ),
        );
        $holes = [];
        foreach ($known as $i => $id) {
            for ($hole = ($known[$i - 1] ?? $id) + 1; $hole < $id && \count($holes) < $limit; ++$hole) {
                $holes[] = $hole;
            }
        }

        return $holes;
    }

    /** @return int how many finished ones were deleted */
    public function purge(int $before): int
    {
        return $this->database->execute(
            "DELETE FROM {notice} WHERE received_at < ? AND state IN ('applied', 'missing', 'attention')",
            [$before],
        );
    }
}
