<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** 銀行ネット決済設定 (manual 1.6.2). */
final class BankNetSettings
{
    /**
     * @param int $termDays 支払期限日 in days, 1 to 99 (asp_payment_term is sent as 0DD0000)
     * @param string $storeName 店舗名(全角), claim_kanji
     * @param string $storeNameKana 店舗名(カナ), claim_kana
     * @param string $copyRight コピーライト(半角英数); '' for none
     * @param string $freeMemo 自由メモ欄(全角); '' for none
     */
    public function __construct(
        public readonly int $termDays,
        public readonly string $storeName,
        public readonly string $storeNameKana,
        public readonly string $copyRight,
        public readonly string $freeMemo,
    ) {}
}
