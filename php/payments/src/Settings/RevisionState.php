<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** Where a revision is; it only moves downwards. */
enum RevisionState: string
{
    case Draft = 'draft';
    /** In force for new attempts: one per account. */
    case Active = 'active';
    /** Replaced; attempts that pinned it still read it. */
    case Retired = 'retired';
}
