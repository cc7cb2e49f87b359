<?php

declare(strict_types=1);

namespace Paygent\Payments\Settings;

use Paygent\Payments\Account\Environment;

/** クレジット決済設定 of the module type (manual 1.6.2). */
final class CardSettings
{
    /**
     * @param list<string> $paymentDivisions allowed payment_class: 10 once, 61 instalments, 80 revolving, 21 bonus
     * @param bool $securityCode ask for the security code
     * @param string $merchantName for 3-D Secure 2.0, printable ASCII, at most 25
     * @param Secret|null $threeDSecureHashKey 3Dセキュア結果受付ハッシュ鍵; null unless 3-D Secure is used
     * @param bool $stockCard カード情報お預かり機能
     * @param bool $validCheck カード有効性チェック when a card is stored
     * @param Environment $tokenEnvironment トークン接続先
     * @param string $tokenKey トークン生成鍵; stands in the shop's page, so no secret
     */
    public function __construct(
        public readonly array $paymentDivisions,
        public readonly bool $securityCode,
        public readonly ThreeDSecure $threeDSecure,
        public readonly AttemptControl $attemptControl,
        public readonly string $merchantName,
        public readonly ?Secret $threeDSecureHashKey,
        public readonly bool $stockCard,
        public readonly bool $validCheck,
        public readonly Environment $tokenEnvironment,
        public readonly string $tokenKey,
        public readonly SalesMode $salesMode,
    ) {}
}
