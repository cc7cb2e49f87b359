<?php

declare(strict_types=1);

namespace Paygent\Payments\Method\Card;

use Paygent\Payments\Gateway\Telegram;
use Paygent\Payments\Method\Purchase;
use Paygent\Payments\Method\Send;
use Paygent\Payments\Settings\SalesMode;

/** Telegram 020 (request_fields.A). */
final class Authorization
{
    public const STEP = 'authorize';

    public const KIND = '020';

    /** The door of 3-D Secure 1.0. */
    public const DOOR = '3ds1';

    private function __construct() {}

    public static function without3DSecure(Purchase $purchase, CardChoice $choice): Send
    {
        return self::send($purchase, $choice, ['3dsecure_ryaku' => '1']);
    }

    /** @param string $authenticationId 3ds_auth_id of 450, for which the attempt was authenticated */
    public static function authenticated(Purchase $purchase, CardChoice $choice, string $authenticationId): Send
    {
        return self::send($purchase, $choice, ['3dsecure_use_type' => '2', '3ds_auth_id' => $authenticationId]);
    }

    /** The brands ended it in 2022; what is left of it answers result 7 or goes on as an attempt. */
    public static function with3DSecure1(Purchase $purchase, CardChoice $choice): Send
    {
        return self::send($purchase, $choice, [
            '3dsecure_use_type' => '1',
            'http_accept' => self::header($purchase->input('http_accept'), '*/*'),
            'http_user_agent' => self::header($purchase->input('http_user_agent'), 'Mozilla/5.0'),
            'term_url' => $purchase->urls->to(self::DOOR),
        ]);
    }

    /** @param array<string, string> $threeDSecure */
    private static function send(Purchase $purchase, CardChoice $choice, array $threeDSecure): Send
    {
        $settings = $purchase->settings->card;
        $fields = [
            'trading_id' => $purchase->tradingId,
            'payment_id' => $purchase->paymentId,
            'payment_amount' => $purchase->amount,
            ...$choice->division->fields(),
            ...$choice->forAuthorization(),
            ...$threeDSecure,
        ];
        if ($settings->securityCode) {
            $fields['security_code_use'] = '1';
        }
        if ($settings->salesMode === SalesMode::SellAtOnce) {
            $fields['sales_mode'] = '1';
        }
        $carry = $choice->stockToken === '' ? [] : ['card_token_stock' => $choice->stockToken];

        return new Send(self::STEP, new Telegram(self::KIND, $fields), paymentId: $purchase->paymentId, carry: $carry);
    }

    /** A header of the browser: printable ASCII, as the telegram can hold it. */
    private static function header(string $value, string $default): string
    {
        $value = trim(preg_replace('/[^ -~]/', '', $value) ?? '');

        return $value === '' ? $default : substr($value, 0, 1024);
    }
}
