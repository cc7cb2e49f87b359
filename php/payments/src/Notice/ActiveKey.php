<?php

declare(strict_types=1);

namespace Paygent\Payments\Notice;

use Paygent\Payments\Flow\SettingsSource;

/** The hash key of the settings in force, where the source of settings keeps no older ones. */
final class ActiveKey implements NoticeKeys
{
    public function __construct(private readonly SettingsSource $settings) {}

    public function noticeKeys(string $accountId, int $now): array
    {
        $key = $this->settings->active($accountId)->common->noticeHashKey;

        return $key->reveal() === '' ? [] : [$key];
    }
}
