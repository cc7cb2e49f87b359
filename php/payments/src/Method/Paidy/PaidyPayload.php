<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Paidy;

use Paygent\Payments\Method\Buyer;
use Paygent\Payments\Method\Purchase;

/**
 * What Paidy.launch() is called with (paidy 2). Its parts always add up to the amount: a difference, a
 * discount or a fee that the shop did not list, becomes a line of its own.
 *
 * From Buyer::$more, all optional:
 * - `order_items` JSON list of {id, title, description, unit_price, quantity}; a discount has a negative
 *   unit_price; `order_tax`, `order_shipping` yen
 * - `shipping_zip`, `shipping_state`, `shipping_city`, `shipping_line1` (building), `shipping_line2` (street)
 * - `buyer_dob` YYYY-MM-DD, `buyer_user_id`, `buyer_age` days since the account was made,
 *   `buyer_order_count`, `buyer_ltv` yen, `buyer_last_order_amount` yen, `buyer_last_order_at` days ago:
 *   paid orders by other methods only
 */
final class PaidyPayload
{
    private const HISTORY = ['age', 'order_count', 'ltv', 'last_order_amount', 'last_order_at'];

    /** @return array<string, mixed> */
    public static function of(Purchase $purchase): array
    {
        $buyer = $purchase->buyer;
        $payload = array_filter([
            'amount' => $purchase->amount,
            'currency' => 'JPY',
            'store_name' => $purchase->settings->paidy->storeName,
            'buyer' => self::buyer($buyer),
            'buyer_data' => self::history($buyer),
            'order' => self::order($purchase),
            'shipping_address' => self::address($buyer),
        ], static fn (mixed $part): bool => $part !== '');
        array_walk_recursive($payload, static function (mixed &$value): void {
            // One broken byte, and there is no JSON for the page.
            $value = \is_string($value) ? mb_scrub($value, 'UTF-8') : $value;
        });

        return $payload;
    }

    /** @return array<string, string> */
    private static function buyer(Buyer $buyer): array
    {
        return array_filter([
            'email' => $buyer->email,
            'name1' => trim($buyer->familyName . ' ' . $buyer->givenName),
            'name2' => trim($buyer->familyNameKana . ' ' . $buyer->givenNameKana),
            'phone' => $buyer->phone,
            'dob' => self::text($buyer, 'buyer_dob'),
        ], static fn (string $value): bool => $value !== '');
    }

    /** @return array<string, int|string> */
    private static function history(Buyer $buyer): array
    {
        $history = [];
        foreach (self::HISTORY as $name) {
            $history[$name] = self::yen($buyer, 'buyer_' . $name);
        }
        $user = self::text($buyer, 'buyer_user_id');

        return $user === '' ? $history : ['user_id' => $user] + $history;
    }

    /** @return array<string, mixed> */
    private static function order(Purchase $purchase): array
    {
        $items = PaidyItems::of(self::text($purchase->buyer, 'order_items'));
        $tax = self::yen($purchase->buyer, 'order_tax');
        $shipping = self::yen($purchase->buyer, 'order_shipping');
        $rest = $purchase->amount - $tax - $shipping - PaidyItems::sum($items);
        if ($items === [] || $rest !== 0) {
            $items[] = PaidyItems::line($items === [] ? 'ご注文' . $purchase->order->orderNumber : '値引き・手数料等', $rest);
        }

        return [
            'items' => $items,
            // The only link from Paidy's payment to this attempt (paidy 2): always a string.
            'order_ref' => $purchase->tradingId,
            'shipping' => $shipping,
            'tax' => $tax,
        ];
    }

    /** @return array<string, string> */
    private static function address(Buyer $buyer): array
    {
        $shipping = [];
        foreach (['line1', 'line2', 'city', 'state', 'zip'] as $name) {
            $shipping[$name] = self::text($buyer, 'shipping_' . $name);
        }
        $isGiven = $shipping['zip'] . $shipping['city'] . $shipping['line2'] !== '';

        return $isGiven ? $shipping : [
            'line1' => $buyer->line2,
            'line2' => $buyer->line1,
            'city' => $buyer->city,
            'state' => '',
            'zip' => $buyer->postalCode,
        ];
    }

    private static function text(Buyer $buyer, string $name): string
    {
        return (string) ($buyer->more[$name] ?? '');
    }

    private static function yen(Buyer $buyer, string $name): int
    {
        return (int) ($buyer->more[$name] ?? 0);
    }
}
