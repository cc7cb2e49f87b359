<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Module;

use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Support\KanaSet;
use Paygent\Payments\Support\NameFields;

/** What the applications of the module type have in common. */
final class ModuleFields
{
    /**
     * A telegram with the attempt's trading_id (the gateway adds the site); empty fields are left out
     * (telegrams-overview 4: optional parameters may be absent). No payment_id: it begins a payment.
     *
     * @param array<string, string|int> $fields
     */
    public static function telegram(string $kind, Purchase $purchase, array $fields): Telegram
    {
        $fields = ['trading_id' => $purchase->tradingId] + $fields;

        return new Telegram($kind, array_filter($fields, static fn (string|int $value): bool => $value !== ''));
    }

    /**
     * The customer's name in the four fields of 010, 030 and 060.
     *
     * @param int $kanjiBytes size of each full-width field
     * @param int $kanaBytes size of each half-width field
     *
     * @return array<string, string>
     */
    public static function names(Purchase $purchase, int $kanjiBytes, int $kanaBytes, KanaSet $set = KanaSet::Bank): array
    {
        $buyer = $purchase->buyer;

        return [
            'customer_family_name' => NameFields::fullWidth($buyer->familyName, $kanjiBytes, $buyer->familyNameKana),
            'customer_name' => NameFields::fullWidth($buyer->givenName, $kanjiBytes, $buyer->givenNameKana),
            'customer_family_name_kana' => NameFields::halfKana($buyer->familyNameKana, $kanaBytes, $set),
            'customer_name_kana' => NameFields::halfKana($buyer->givenNameKana, $kanaBytes, $set),
        ];
    }
}
