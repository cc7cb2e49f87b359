<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** How a setting is stored. */
enum Keeping
{
    case Plain;
    /** Encrypted, and never shown again. */
    case Sealed;
}
