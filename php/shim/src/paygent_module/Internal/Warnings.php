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

    /**
     * Keeps them for the operator only: an answered telegram must not look failed because its log
     * could not be written or its certificate is about to be refused one day (money rule 2).
     */
    public static function note(ConnectionModule $connection): void
    {
        foreach ($connection->takeWarnings() as $text) {
            error_log("paygent: $text");
        }
    }
}
