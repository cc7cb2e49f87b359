<?php

declare(strict_types=1);

namespace Paygent\Payments\Notice;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Counters;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Notices;
use Paygent\Payments\Journal\NoticeState;
use Paygent\Payments\Support\Clock;
use Paygent\Payments\Support\Hashes;
use Psr\Clock\ClockInterface;
use Psr\Log\LoggerInterface;
use Psr\Log\NullLogger;

/**
 * Takes difference notices at the door: verify, store, commit, answer. Sends no telegram and needs no
 * extension: five failures in a row would stop the notices of every site of the merchant
 * (difference-notification 3.3).
 */
final class Intake
{
    public const NO_KEY = 'notice_without_key';
    public const WRONG_HASH = 'notice_wrong_hash';
    public const MALFORMED = 'notice_malformed';

    public function __construct(
        private readonly Database $database,
        private readonly Notices $notices,
        private readonly Accounts $accounts,
        private readonly Counters $counters,
        private readonly NoticeKeys $keys,
        private readonly Clock $clock,
        private readonly LoggerInterface $log,
    ) {}

    /** For an address that does nothing but take notices: a data base is all it needs. */
    public static function alone(
        Database $database,
        NoticeKeys $keys,
        ClockInterface $clock,
        LoggerInterface $log = new NullLogger(),
    ): self {
        return new self(
            $database,
            new Notices($database),
            new Accounts($database),
            new Counters($database),
            $keys,
            new Clock($clock),
            $log,
        );
    }

    /**
     * @param Account $account the merchant whose address was called; with sites any of them
     * @param array<string, string> $fields the POST as it came, bytes of Windows-31J unchanged
     */
    public function receive(Account $account, #[\SensitiveParameter] array $fields): Reply
    {
        try {
            $refusal = $this->refusal($account, $fields);
            if ($refusal !== null) {
                $this->refused($account, $refusal);

                return $refusal === self::MALFORMED ? $this->unreadable($account, $fields) : Reply::Failed;
            }
            $this->stored($this->site($account, $fields), $fields);
        } catch (\Throwable $problem) {
            // Not stored, so not taken: Paygent sends it again.
            $this->log->error('a notice could not be stored: {class}', ['class' => $problem::class, 'exception' => $problem]);

            return Reply::Failed;
        }

        return Reply::Taken;
    }

    /**
     * An authentic notice that cannot be about a payment of ours (an amount with decimals): refused again and
     * again it would stop the notices of every site. Its number is kept, so that it leaves no hole.
     *
     * @param array<string, string> $fields
     */
    private function unreadable(Account $account, array $fields): Reply
    {
        $number = $fields['payment_notice_id'] ?? '';
        if (preg_match('/^\d{1,18}$/D', $number) === 1) {
            $this->database->transaction(fn (): bool => $this->notices->store(
                $account->id,
                (int) $number,
                '',
                '',
                '',
                '',
                0,
                [],
                'push',
                NoticeState::Attention,
                $this->clock->now(),
            ));
        }

        return Reply::Taken;
    }

    /** @param array<string, string> $fields */
    private function refusal(Account $account, array $fields): ?string
    {
        $keys = $this->keys->noticeKeys($account->id, $this->clock->now());
        if ($keys === []) {
            return self::NO_KEY;
        }
        foreach ($keys as $key) {
            if (Hashes::verifyNotice($fields, $key->reveal())) {
                // Authentic, but with a form that no document knows: nothing of ours could be decided by it.
                return NoticeFields::areWellFormed($fields) ? null : self::MALFORMED;
            }
        }

        return self::WRONG_HASH;
    }

    private function refused(Account $account, string $refusal): void
    {
        $this->log->warning('a notice was refused: {refusal}', ['refusal' => $refusal, 'account' => $account->id]);
        try {
            $this->counters->count($refusal . ':' . $account->id, $this->clock->now());
        } catch (\Throwable $problem) {
            $this->log->error('a refused notice could not be counted', ['exception' => $problem]);
        }
    }

    /** @param array<string, string> $fields */
    private function stored(Account $account, array $fields): void
    {
        $this->database->transaction(fn (): bool => $this->notices->store(
            $account->id,
            ...NoticeFields::columns($fields),
            source: 'push',
            state: NoticeState::New,
            now: $this->clock->now(),
        ));
    }

    /**
     * One address serves all sites of a merchant: the notice says which.
     *
     * @param array<string, string> $fields
     */
    private function site(Account $account, array $fields): Account
    {
        $site = $fields['site_id'] ?? '';
        if ($site === '' || $site === $account->siteId || preg_match('/^\d{1,9}$/', $site) !== 1) {
            return $account;
        }
        foreach ($this->accounts->all() as $other) {
            if ($other->environment === $account->environment
                && $other->merchantId === $account->merchantId
                && $other->siteId === $site) {
                return $other;
            }
        }

        return $account;
    }
}
