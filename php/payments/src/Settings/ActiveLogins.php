<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Flow\SettingsSource;
use Paygent\Payments\Gateway\Credentials;
use Paygent\Payments\Gateway\Login;

/**
 * Every account's login as it is in force. Attempts pin their revision for what they ask of Paygent;
 * they log in with the newest password all the same, because an old one stops working.
 */
final class ActiveLogins implements Credentials
{
    public function __construct(private readonly SettingsSource $settings) {}

    public function of(Account $account): Login
    {
        return (new DraftLogin($this->settings->active($account->id)))->of($account);
    }
}
