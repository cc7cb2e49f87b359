<?php

declare(strict_types=1);

namespace Paygent\Payments\Method;

use Paygent\Payments\Account\Account;
use Paygent\Payments\Settings\Settings;
use Paygent\Payments\Shop\OrderSnapshot;

/** All a method may know of one attempt. */
final class Purchase
{
    /**
     * @param string $tradingId fresh for this attempt, committed before the first telegram
     * @param int $amount yen, as committed with the attempt
     * @param array<string, string> $input what the customer chose or the page's script made: card_token,
     *     payment_class, cvs_company_id … Untrusted; a method names its keys in its doc comment
     * @param string $paymentId the attempt's payment so far, '' if none
     * @param int $now epoch ms
     * @param int $retries how often a 020 went on with the same payment after 2003, at most 3
     * @param string $binding what the last Verdict bound the next return to; '' for nothing
     */
    public function __construct(
        public readonly Account $account,
        public readonly Settings $settings,
        public readonly OrderSnapshot $order,
        public readonly string $attemptId,
        public readonly string $tradingId,
        public readonly int $amount,
        public readonly Buyer $buyer,
        #[\SensitiveParameter]
        public readonly array $input,
        public readonly ReturnUrls $urls,
        public readonly int $now,
        public readonly string $paymentId = '',
        public readonly int $retries = 0,
        public readonly string $door = '',
        public readonly string $binding = '',
    ) {}

    public function input(string $key): string
    {
        return $this->input[$key] ?? '';
    }

    /** @return array<string, string> */
    public function __debugInfo(): array
    {
        return ['attempt' => $this->attemptId, 'trading_id' => $this->tradingId];
    }
}
