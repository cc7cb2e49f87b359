<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** 仮想口座決済設定: ours, plugin 1.4.1 does not offer the method. */
final class VirtualAccountSettings
{
    /** @param int $limitDays 支払期限日 in days from the application */
    public function __construct(public readonly int $limitDays) {}
}
