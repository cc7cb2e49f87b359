<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Account\Environment;

/**
 * One immutable revision of an account's settings (design-payments "Settings"); made by Factory.
 *
 * Every part exists for every system type and method; what a shop has not chosen holds its defaults.
 */
final class Settings
{
    /** @param string $revision id of the revision; an attempt pins it */
    public function __construct(
        public readonly string $revision,
        public readonly CommonSettings $common,
        public readonly LinkSettings $link,
        public readonly CardSettings $card,
        public readonly ConveniSettings $conveni,
        public readonly AtmSettings $atm,
        public readonly BankNetSettings $bankNet,
        public readonly VirtualAccountSettings $virtualAccount,
        public readonly CarrierSettings $carrier,
        public readonly PaidySettings $paidy,
    ) {}

    /** Address of the script that makes card tokens (card-token 1). */
    public function tokenScript(): string
    {
        $host = match ($this->card->tokenEnvironment) {
            Environment::Live => 'https://token.paygent.co.jp',
            Environment::Test => 'https://sandbox.paygent.co.jp',
            Environment::Local => $this->common->localUrl,
        };

        return $host . '/js/PaygentToken.js';
    }
}
