<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/**
 * Attemptオーソリ制御区分: what to do when the card company only attempted to authenticate (manual 1.6.2).
 *
 * No reference names stored values; these are ours.
 */
enum AttemptControl: string
{
    /** 全て実施しない: authorize after a successful authentication only. */
    case None = '0';
    /** 正常時のみ実施: also after an attempt for which the card company bears a chargeback. */
    case NormalOnly = '1';
    /** 全て実施: also after one for which the shop bears it. */
    case All = '2';
}
