<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** Whether a setting may be left empty while it is active. */
enum Need
{
    case Required;
    case Optional;
}
