<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** システム種別: whose pages the customer types into. The values are those of plugin 1.4.1. */
enum SystemType: string
{
    /** モジュール型: the shop's own pages; telegrams per method. */
    case Module = '1';
    /** リンク型: Paygent's pages. */
    case Link = '2';
}
