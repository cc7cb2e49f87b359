<?php

declare(strict_types=1);

namespace Paygent\Payments\Account;

/**
 * One contract with Paygent: whose credentials ask about whose payments (money rule 7).
 *
 * Holds no secret: the credentials are the settings' and are found by the id.
 */
final class Account
{
    /**
     * @param string $id id in the journal
     * @param string $merchantId digits, at most 9
     * @param string $siteId '' when the merchant has no sites
     */
    public function __construct(
        public readonly string $id,
        public readonly Environment $environment,
        public readonly string $merchantId,
        public readonly string $siteId = '',
    ) {}
}
