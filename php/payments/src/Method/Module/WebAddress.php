<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Module;

/** Addresses in Paygent's answers, before a browser is sent there. */
final class WebAddress
{
    public static function isOne(string $url): bool
    {
        return preg_match('~^https?://[\x21-\x7E]+$~D', $url) === 1;
    }
}
