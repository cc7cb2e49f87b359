<?php

declare(strict_types=1);

namespace Paygent\Payments\Gateway;

use Paygent\Payments\Settings\Secret;

/** What one account proves itself with. */
final class Login
{
    /** @param string $linkUrl where link-type requests go (link-type 1); '' without the link type */
    public function __construct(
        public readonly string $connectId,
        public readonly Secret $connectPassword,
        public readonly string $linkUrl = '',
    ) {}
}
