<?php

declare(strict_types=1);

namespace Paygent\Payments\Shop\Testing;

use Paygent\Payments\Journal\EffectKind;

/** The parts of an order's life that the contract disturbs. @internal of PortContract */
enum PortLife
{
    case Hold;
    case Complete;
    case Pay;
    case Mail;
    case Cancel;
    case Release;
    case Attention;

    /** Null for the hold, which the checkout asks for itself. */
    public function effect(): ?EffectKind
    {
        return match ($this) {
            self::Hold => null,
            self::Complete => EffectKind::CompleteOrder,
            self::Pay => EffectKind::MarkPaid,
            self::Mail => EffectKind::Mail,
            self::Cancel => EffectKind::CancelOrder,
            self::Release => EffectKind::ReleaseHold,
            self::Attention => EffectKind::Attention,
        };
    }

    /** @return list<self> what comes before it */
    public function before(): array
    {
        return match ($this) {
            self::Hold => [],
            self::Complete, self::Release => [self::Hold],
            self::Pay, self::Mail, self::Attention => [self::Hold, self::Complete],
            self::Cancel => [self::Hold, self::Complete, self::Pay],
        };
    }
}
