<?php

declare(strict_types=1);

namespace Paygent\Payments\Journal;

/** What a shop may be told to do, each once (design-payments "Effects: once"). */
enum EffectKind: string
{
    case CompleteOrder = 'complete_order';
    case MarkPaid = 'mark_paid';
    case CancelOrder = 'cancel_order';
    case ReleaseHold = 'release_hold';
    case Mail = 'mail';
    case Attention = 'attention';
}
