<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Link;

use Paygent\Payments\Method\Card\BuyerFields;
use Paygent\Payments\Method\Purchase;

/**
 * What the card company scores in EMV 3-D Secure (link-type 4.1, No. 39-86): the fields of 450 under
 * other names. These requests are in Shift_JIS at heart: a character outside it would refuse the whole
 * request (6004), so it is left out.
 */
final class LinkRisk
{
    private const PREFIX = '3ds_';

    /** Fields of 450 that the link type does not have. */
    private const ABSENT = [
        'cardholder_name', 'card_registration_count', 'card_registration_date', 'card_registration_indicator',
        'ship_name_indicator',
    ];

    /** The one item with another name (link-type 13, 9). */
    private const SHIPPING = 'shipping_indicator';
    private const SHIPPING_HERE = 'ship_address_first_use_date';

    /** @return array<string, string> */
    public static function of(Purchase $purchase): array
    {
        $risk = [];
        $fields = array_diff_key(
            BuyerFields::of($purchase->buyer, $purchase->order->ownerRef),
            array_flip(self::ABSENT),
        );
        foreach ($fields as $name => $value) {
            $here = $name === self::SHIPPING ? self::SHIPPING_HERE : $name;
            $risk[self::PREFIX . $here] = self::sendable($value);
        }

        return array_filter($risk, static fn (string $value): bool => $value !== '');
    }

    private static function sendable(string $text): string
    {
        $kept = array_filter(mb_str_split($text, 1, 'UTF-8'), static function (string $character): bool {
            $code = mb_convert_encoding($character, 'SJIS-win', 'UTF-8');

            return mb_convert_encoding($code, 'UTF-8', 'SJIS-win') === $character;
        });

        return trim(implode('', $kept));
    }
}
