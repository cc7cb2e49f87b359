<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** 3Dセキュア. The values are those of plugin 1.4.1. */
enum ThreeDSecure: string
{
    /** 不要 */
    case None = '0';
    /** 1.0, as far as the protocol still has it. */
    case V1 = '1';
    /** 2.0 */
    case V2 = '2';
}
