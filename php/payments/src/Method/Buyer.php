<?php

declare(strict_types=1);

namespace Paygent\Payments\Method;

/** The customer as the shop knows him; passed in, never stored by the engine. */
final class Buyer
{
    /**
     * @param string $countryCode ISO 3166-1 numeric, Japan "392"
     * @param string $stateCode two digits, 北海道 "01" … 沖縄 "47"; '' unknown
     * @param array<string, string|int> $more further facts for 3-D Secure's risk score and Paidy, by
     *     field name of request_fields.C (e.g. cardholder_account_date)
     */
    public function __construct(
        #[\SensitiveParameter] public readonly string $familyName = '',
        #[\SensitiveParameter] public readonly string $givenName = '',
        #[\SensitiveParameter] public readonly string $familyNameKana = '',
        #[\SensitiveParameter] public readonly string $givenNameKana = '',
        #[\SensitiveParameter] public readonly string $phone = '',
        #[\SensitiveParameter] public readonly string $email = '',
        #[\SensitiveParameter] public readonly string $postalCode = '',
        public readonly string $stateCode = '',
        #[\SensitiveParameter] public readonly string $city = '',
        #[\SensitiveParameter] public readonly string $line1 = '',
        #[\SensitiveParameter] public readonly string $line2 = '',
        public readonly string $countryCode = '392',
        #[\SensitiveParameter] public readonly array $more = [],
    ) {}

    /** @return array<string, string> personal data stays out of dumps */
    public function __debugInfo(): array
    {
        return [];
    }
}
