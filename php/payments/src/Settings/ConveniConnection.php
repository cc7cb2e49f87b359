<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/**
 * コンビニ接続タイプ: the kind of contract, as Paygent wrote it in its mail (manual 1.6.2).
 *
 * No reference names stored values; these are ours.
 */
enum ConveniConnection: string
{
    /** A/B/D: the customer names the store's chain first. */
    case AbdType = 'abd';
    /** F: other groups of chains, some with codes of their own (difference-notification 4.2). */
    case FType = 'f';
}
