<?php

declare(strict_types=1);

namespace Paygent\Payments\Flow;

use Paygent\Payments\Settings\Settings;

/** Where the engine finds the settings of an account. */
interface SettingsSource
{
    /**
     * The settings in force, for new attempts.
     *
     * @throws \RuntimeException when there are none, or their secrets cannot be opened
     */
    public function active(string $accountId): Settings;

    /**
     * The revision an attempt was made with.
     *
     * @throws \RuntimeException
     */
    public function revision(string $accountId, string $revision): Settings;
}
