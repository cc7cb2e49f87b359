<?php

declare(strict_types=1);

namespace Paygent\Payments\Card;

/** One card that Paygent keeps for a customer, as a page may show it. */
final class StoredCard
{
    /** Digits of a number that may be shown. */
    private const VISIBLE = 4;

    /**
     * @param string $id customer_card_id
     * @param string $maskedNumber `*` but the last four digits
     * @param string $validTerm MMYY
     * @param string $brand VISA, MASTER, JCB, AMEX, DINERS, DISCOVER, HOUSE or what was stored with it; '' unknown
     * @param bool $expired by Paygent's own reckoning
     */
    private function __construct(
        public readonly string $id,
        public readonly string $maskedNumber,
        public readonly string $validTerm,
        public readonly string $brand,
        #[\SensitiveParameter]
        public readonly string $holder,
        public readonly bool $expired,
    ) {}

    /** @param array<string, string> $row of 027 (response_fields.A) */
    public static function ofList(#[\SensitiveParameter] array $row): self
    {
        return new self(
            $row['customer_card_id'] ?? '',
            self::mask($row['card_number'] ?? ''),
            $row['card_valid_term'] ?? '',
            $row['card_brand'] ?? '',
            $row['cardholder_name'] ?? '',
            ($row['card_expire_flag'] ?? '') === '1',
        );
    }

    /** @return array<string, string> no name */
    public function __debugInfo(): array
    {
        return ['id' => $this->id, 'number' => $this->maskedNumber];
    }

    /** Old examples of 027 show six digits more: whatever comes, four are shown. */
    private static function mask(#[\SensitiveParameter] string $number): string
    {
        $hidden = max(0, \strlen($number) - self::VISIBLE);

        return str_repeat('*', $hidden) . substr($number, $hidden);
    }
}
