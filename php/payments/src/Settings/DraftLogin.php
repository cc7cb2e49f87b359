<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Gateway\Credentials;
use Paygent\Payments\Gateway\Login;

/** The login of one revision, in force or not: what the connection test tries. */
final class DraftLogin implements Credentials
{
    public function __construct(private readonly Settings $settings) {}

    public function of(Account $account): Login
    {
        $common = $this->settings->common;
        if ($common->merchantId !== $account->merchantId || $common->environment !== $account->environment) {
            throw new \RuntimeException('These settings are another account\'s.');
        }

        return new Login($common->connectId, $common->connectPassword, $this->settings->link->url);
    }
}
