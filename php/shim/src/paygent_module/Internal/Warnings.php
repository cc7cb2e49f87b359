<?php

declare(strict_types=1);

namespace PaygentModule\Internal;

use Paygent\ConnectionModule;

/**
 * The module's E_USER_WARNINGs. An error handler may turn one into an exception, so callers raise
 * them last, with their own state complete.
 *
 * @internal
 */
final class Warnings
{
    public static function raise(ConnectionModule $connection): void
    {
        foreach ($connection->takeWarnings() as $text) {
            trigger_error($text, E_USER_WARNING);
        }
    }
}
