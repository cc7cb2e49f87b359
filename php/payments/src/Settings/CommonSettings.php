<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Account\Environment;
use Paygent\Payments\Method\MethodId;

/** 共通設定 (manual 1.6.2) and what the engine needs beside it. */
final class CommonSettings
{
    /**
     * @param string $merchantId digits, at most 9
     * @param string $siteId '' when the merchant has no sites
     * @param Secret $noticeHashKey 差分通知ハッシュ値生成キー
     * @param list<MethodId> $methods what the customer may choose; of the module type or of the link type
     * @param int $rollbackTargetDays days after which an order left in payment is given up, counted from
     *     the day of the order in Japan
     * @param string $tradingIdPrefix begins every trading_id of this account; '' for none
     * @param string $shopName the shop's name for texts and mails
     * @param string $localUrl where the local Paygent's pages are (no slash at the end); '' unless local
     */
    public function __construct(
        public readonly SystemType $systemType,
        public readonly Environment $environment,
        public readonly string $merchantId,
        public readonly string $siteId,
        public readonly string $connectId,
        public readonly Secret $connectPassword,
        public readonly Secret $noticeHashKey,
        public readonly array $methods,
        public readonly int $rollbackTargetDays,
        public readonly string $tradingIdPrefix,
        public readonly string $shopName,
        public readonly string $localUrl = '',
    ) {}

    public function offers(MethodId $method): bool
    {
        return \in_array($method, $this->methods, true);
    }
}
