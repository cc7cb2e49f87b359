<?php

declare(strict_types=1);

namespace Paygent\Payments\Card;

use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Settings\CardSettings;

/** The telegrams of カード情報お預かり機能: 025, 026, 027 (telegrams-card-store-atm-bank, part 2). */
final class CardTelegrams
{
    private function __construct() {}

    /**
     * 025. Without trading_id: with the validity check Paygent makes a payment in 22, and by the order's
     * number 094 would find two.
     *
     * @param string $token a card token of its own: 020 uses up the one it is given
     */
    public static function add(
        CardSettings $settings,
        string $ownerRef,
        #[\SensitiveParameter]
        string $token,
    ): Telegram {
        return new Telegram('025', self::head($ownerRef) + [
            'valid_check_flg' => $settings->validCheck ? '1' : '0',
            'security_code_use' => $settings->securityCode ? '1' : '0',
            'card_token' => $token,
        ]);
    }

    /** @param string $cardId not empty: an empty one deletes every card of the customer */
    public static function delete(string $ownerRef, string $cardId): Telegram
    {
        if ($cardId === '') {
            throw new \InvalidArgumentException('026 without customer_card_id would delete every card');
        }

        return new Telegram('026', self::head($ownerRef) + ['customer_card_id' => $cardId]);
    }

    /** 026 for every card of the customer: when he leaves the shop. */
    public static function deleteAll(string $ownerRef): Telegram
    {
        return new Telegram('026', self::head($ownerRef) + ['customer_card_id' => '']);
    }

    public static function list(string $ownerRef): Telegram
    {
        return new Telegram('027', self::head($ownerRef) + ['customer_card_id' => '']);
    }

    /** @return array<string, string> */
    private static function head(string $ownerRef): array
    {
        return ['trading_id' => '', 'payment_id' => '', 'customer_id' => CustomerId::of($ownerRef)];
    }
}
