<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Link;

use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\MethodId;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Support\Hashes;
use Paygent\Payments\Support\NameFields;

/**
 * The application for a payment page in URL mode (link-type 3, 5).
 *
 * Exactly one method is asked for: then an unusable one is refused instead of silently dropped. With a
 * hash key the shop numbers the trading_id; without one Paygent always does, and ours is not sent.
 */
final class LinkRequest
{
    /** Names of the doors that returned() knows. */
    public const RETURN = 'return';
    public const CANCEL = 'cancel';

    private const NAME_BYTES = 12;

    /** @param array<string, string|int> $own the method's own fields (link-type 4) */
    public static function telegram(Purchase $purchase, MethodId $method, array $own): Telegram
    {
        $fields = [
            'seq_merchant_id' => $purchase->account->merchantId,
            'site_id' => $purchase->account->siteId,
            'isbtob' => '1',
            'payment_type' => $method->paymentType(),
            'id' => $purchase->amount,
            ...self::page($purchase),
            ...self::customer($purchase, $method),
            ...$own,
        ];
        $key = $purchase->settings->link->hashKey;
        if ($key !== null) {
            $fields['trading_id'] = $purchase->tradingId;
        }
        $fields = array_filter($fields, static fn (string|int $value): bool => $value !== '');
        if ($key !== null) {
            $fields['hc'] = Hashes::linkRequest($fields, $key->reveal());
        }

        return new Telegram('link', $fields);
    }

    /** @return array<string, string|int> what decorates the page and leads away from it */
    private static function page(Purchase $purchase): array
    {
        $settings = $purchase->settings->link;

        return [
            'payment_term_day' => $settings->paymentTermDays,
            'merchant_name' => NameFields::fullWidth($settings->merchantName, 64),
            'free_memo' => NameFields::fullWidth($settings->freeMemo, 256),
            'copy_right' => NameFields::ascii($settings->copyRight, 256),
            // 決済完了後戻りURL is where the shop sends the customer after this: a return that skipped
            // us would leave the order without its answer.
            'return_url' => $purchase->urls->to(self::RETURN),
            'stop_return_url' => $purchase->urls->to(self::CANCEL),
        ];
    }

    /**
     * Names, and for stores the telephone number. Fixed (not to be edited on the page) is only what is
     * sent as the customer wrote it: a name that had to be cut or replaced can be corrected there.
     *
     * @return array<string, string>
     */
    private static function customer(Purchase $purchase, MethodId $method): array
    {
        $buyer = $purchase->buyer;
        $fields = [
            'customer_family_name' => NameFields::fullWidth($buyer->familyName, self::NAME_BYTES, $buyer->familyNameKana),
            'customer_name' => NameFields::fullWidth($buyer->givenName, self::NAME_BYTES, $buyer->givenNameKana),
            'customer_family_name_kana' => NameFields::halfKana($buyer->familyNameKana, self::NAME_BYTES),
            'customer_name_kana' => NameFields::halfKana($buyer->givenNameKana, self::NAME_BYTES),
            'customer_tel' => $method === MethodId::LinkConveni ? NameFields::telephone($buyer->phone) : '',
        ];
        $changed = [
            'customer_family_name' => $fields['customer_family_name'] !== self::wide($buyer->familyName),
            'customer_name' => $fields['customer_name'] !== self::wide($buyer->givenName),
        ];
        $fixed = array_filter(
            $fields,
            static fn (string $value, string $name): bool => $value !== '' && !($changed[$name] ?? false),
            \ARRAY_FILTER_USE_BOTH,
        );

        return ['fix_params' => implode(',', array_keys($fixed)), ...$fields];
    }

    /** The text as it would be in full width without any mending. */
    private static function wide(string $text): string
    {
        return mb_convert_kana(trim(mb_scrub($text, 'UTF-8')), 'KVAS', 'UTF-8');
    }
}
