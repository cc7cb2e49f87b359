<?php

declare(strict_types=1);

namespace Paygent\Payments\Notice;

use Paygent\Payments\Settings\Secret;

/** The hash keys with which notices of an account are verified: the active one, and for a time the one before. */
interface NoticeKeys
{
    /**
     * @param int $now epoch ms
     *
     * @return list<Secret> empty: none is configured, every notice is refused
     */
    public function noticeKeys(string $accountId, int $now): array;
}
