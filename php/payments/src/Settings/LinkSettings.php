<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

/** リンク型 (manual 1.6.2, link-type). */
final class LinkSettings
{
    /**
     * @param string $url the UTF-8 address link-type requests are posted to
     * @param Secret|null $hashKey null: requests and answers carry no hash, Paygent numbers the trading_id
     * @param int $paymentTermDays days the customer has to pay, 2 to 60
     * @param string $returnUrl where the customer goes after paying; '' for the order's completion page
     * @param string $merchantName full width, shown on Paygent's pages; '' for none
     * @param int $cardClass カード支払区分: 0 once only, 1 all, 2 all but bonus
     * @param bool $cardConf カード確認番号: ask for the security code
     * @param bool $stockCard カード情報お預かり機能
     */
    public function __construct(
        public readonly string $url,
        public readonly ?Secret $hashKey,
        public readonly int $paymentTermDays,
        public readonly string $returnUrl,
        public readonly string $merchantName,
        public readonly string $copyRight,
        public readonly string $freeMemo,
        public readonly int $cardClass,
        public readonly bool $cardConf,
        public readonly bool $stockCard,
    ) {}
}
