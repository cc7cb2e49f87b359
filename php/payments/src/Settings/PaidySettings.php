<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** Paidy決済設定 (manual 1.6.2). */
final class PaidySettings
{
    /**
     * @param string $publicKey pk_live… or pk_test…; stands in the shop's page, so no secret
     * @param string $logoUrl '' for Paidy's own logo
     * @param string $storeName 店舗名(全角); '' for none
     */
    public function __construct(
        public readonly string $publicKey,
        public readonly string $logoUrl,
        public readonly string $storeName,
    ) {}
}
