<?php

declare(strict_types=1);

namespace Paygent\Payments\Notice;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Journal\Accounts;
use Paygent\Payments\Journal\Database;
use Paygent\Payments\Journal\Notices;
use Paygent\Payments\Journal\NoticeState;
use Paygent\Payments\Reconcile\Candidates;
use Paygent\Payments\Rules\Life;

/**
 * Numbers that are missing in the row of notices. The row is the merchant's, whatever the site
 * (difference-notification 1): a number that another site of his has is no hole.
 */
final class Holes
{
    public function __construct(
        private readonly Database $database,
        private readonly Notices $notices,
        private readonly Accounts $accounts,
    ) {}

    /**
     * @param int $since epoch ms; older ones are purged at Paygent
     *
     * @return list<int> at most $limit, smallest first
     */
    public function of(Account $account, int $since, int $limit): array
    {
        $holes = $this->notices->holes($account->id, $since, $limit);

        return array_values(array_filter($holes, fn (int $hole): bool => !$this->isOfAnotherSite($account, $hole)));
    }

    /**
     * Paygent has no such record any more. Nobody can tell which payment it was about: every one that may
     * have changed is asked about by the reconciler.
     */
    public function lost(Account $account, int $hole, int $now): void
    {
        $this->database->transaction(function () use ($account, $hole, $now): void {
            if ($this->notices->store($account->id, $hole, '', '', '', '', 0, [], 'poll', NoticeState::Missing, $now)) {
                $this->lookAtAll($account, $now);
            }
        });
    }

    private function lookAtAll(Account $account, int $now): void
    {
        [$alive, $values] = Candidates::statuses(Life::Open, Life::Held, Life::Paid, Life::Unclear, Life::Ending);
        $this->database->execute(
            "UPDATE {payment} SET next_look_at = ? WHERE account_id = ? AND $alive AND updated_at >= ?"
            . ' AND (next_look_at IS NULL OR next_look_at > ?)',
            [$now, $account->id, ...$values, $now - 90 * 86_400_000, $now],
        );
        $this->database->execute(
            'UPDATE {attempt} SET next_look_at = ? WHERE account_id = ? AND open_slot = 1 AND next_look_at > ?',
            [$now, $account->id, $now],
        );
    }

    private function isOfAnotherSite(Account $account, int $hole): bool
    {
        foreach ($this->accounts->all() as $other) {
            if ($other->id !== $account->id
                && $other->environment === $account->environment
                && $other->merchantId === $account->merchantId
                && $this->database->row(
                    "SELECT id FROM {notice} WHERE account_id = ? AND payment_notice_id = ? AND state <> 'missing'",
                    [$other->id, $hole],
                ) !== null) {
                return true;
            }
        }

        return false;
    }
}
