<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** ATM決済設定 (manual 1.6.2). */
final class AtmSettings
{
    /**
     * @param int $limitDays 支払期限日 in days from the application, 0 to 60
     * @param string $storeNameKana 店舗名(カナ), shown on the ATM (payment_detail)
     */
    public function __construct(
        public readonly int $limitDays,
        public readonly string $storeNameKana,
    ) {}
}
