<?php

declare(strict_types=1);

namespace Paygent\Payments\Notice;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Answer;
use Paygent\Payments\Gateway\Gateway;
use Paygent\Payments\Gateway\Outcome;
use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Journal\Counters;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Notices;
use Paygent\Payments\Journal\NoticeState;
use Paygent\Payments\Support\Clock;
use Psr\Log\LoggerInterface;

/**
 * Fetches difference records by telegram 091: those that were not pushed, and the holes between those
 * that were (difference-notification 2.1). What it brings goes the same way as a pushed notice.
 */
final class Fetcher
{
    /** Paygent keeps records for 7 days. */
    private const KEPT_MS = 7 * 86_400_000;

    /** Maintenance and busy: tried again. Any other error ends the run (never loop, section 2.1). */
    private const RETRYABLE = ['9004', '9005'];

    private const TRIES = 3;

    private const LEASE_MS = 600_000;

    /** How long to wait before a try is repeated; tests wait less. */
    private const PAUSE_MS = 3_000;

    public function __construct(
        private readonly Database $database,
        private readonly Notices $notices,
        private readonly Holes $holes,
        private readonly Counters $counters,
        private readonly Gateway $gateway,
        private readonly Clock $clock,
        private readonly LoggerInterface $log,
        private readonly int $pauseMs = self::PAUSE_MS,
    ) {}

    /**
     * Everything Paygent has for one account (site).
     *
     * @param int $limit at most so many records; the next run goes on
     */
    public function fetch(Account $account, int $limit = 1_000): FetchResult
    {
        // One at a time for each merchant: a second 091 would be refused with 9004.
        $lease = 'fetch:' . $account->environment->value . ':' . $account->merchantId;
        if (!$this->counters->lease($lease, $this->clock->now(), self::LEASE_MS)) {
            return new FetchResult(0, 0, 'busy');
        }
        try {
            return $this->leased($account, $limit);
        } finally {
            $this->counters->free($lease);
        }
    }

    private function leased(Account $account, int $limit): FetchResult
    {
        $total = new FetchResult(0, 0, '');
        foreach ([$this->missing(...), $this->newOnes(...), $this->missing(...)] as $part) {
            if ($total->stoppedBy === '') {
                $next = $part($account, $limit - $total->stored);
                $total = new FetchResult($total->stored + $next->stored, $total->missing + $next->missing, $next->stoppedBy);
            }
        }
        if ($total->stoppedBy !== '') {
            $this->log->warning('091 was stopped by {code}', ['code' => $total->stoppedBy, 'account' => $account->id]);
        }

        return $total;
    }

    private function newOnes(Account $account, int $limit): FetchResult
    {
        $stored = 0;
        for ($asked = 0; $asked < $limit; ++$asked) {
            $answer = $this->ask($account, null);
            if (!$answer->isSuccess()) {
                return new FetchResult($stored, 0, self::problem($answer));
            }
            // 2: earlier records were purged; this one is valid, and the jump is a hole like any other.
            if (!\in_array($answer->get('success_code'), ['0', '2'], true)) {
                break;
            }
            // One that no document explains leaves a hole, which is closed as missing.
            $stored += $this->stored($account, $answer) ? 1 : 0;
        }

        return new FetchResult($stored, 0, '');
    }

    private function missing(Account $account, int $limit): FetchResult
    {
        [$stored, $missing] = [0, 0];
        foreach ($this->holes->of($account, $this->clock->now() - self::KEPT_MS, max(0, $limit)) as $hole) {
            $answer = $this->ask($account, $hole);
            if (!$answer->isSuccess()) {
                return new FetchResult($stored, $missing, self::problem($answer));
            }
            if ($answer->get('success_code') !== '1' && $this->stored($account, $answer)) {
                ++$stored;
                continue;
            }
            $this->holes->lost($account, $hole, $this->clock->now());
            ++$missing;
        }

        return new FetchResult($stored, $missing, '');
    }

    private function ask(Account $account, ?int $noticeId): Answer
    {
        $fields = $noticeId === null ? [] : ['payment_notice_id' => $noticeId];
        for ($try = 1;; ++$try) {
            $answer = $this->gateway->send($account, new Telegram('091', $fields));
            if ($try === self::TRIES || !self::isRetryable($answer)) {
                return $answer;
            }
            usleep($this->pauseMs * 1_000 * $try);
        }
    }

    /** A record whose answer was lost is marked as asked at Paygent: the next one leaves a hole, and that is fetched. */
    private static function isRetryable(Answer $answer): bool
    {
        return $answer->outcome !== Outcome::Answered || \in_array($answer->code, self::RETRYABLE, true);
    }

    private static function problem(Answer $answer): string
    {
        return $answer->code === '' ? $answer->outcome->value : $answer->code;
    }

    private function stored(Account $account, Answer $answer): bool
    {
        $fields = $answer->rows[0] ?? [];
        if (!NoticeFields::areWellFormed($fields)) {
            return false;
        }
        $this->database->transaction(fn (): bool => $this->notices->store(
            $account->id,
            ...NoticeFields::columns($fields),
            source: 'poll',
            state: NoticeState::New,
            now: $this->clock->now(),
        ));

        return true;
    }
}
