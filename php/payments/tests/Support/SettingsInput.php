<?php

declare(strict_types=1);

namespace Paygent\Payments\Tests\Support;

/** What a shop would type into the screen of settings: valid, every method. */
final class SettingsInput
{
    /**
     * @param array<string, mixed> $changes
     *
     * @return array<string, mixed>
     */
    public static function module(array $changes = []): array
    {
        return $changes + self::common() + [
            'settlement_division' => '1',
            'paygent_payment_method' => ['1', '2', '4', '5', '6', '7', '11'],
            'rollback_target_term' => '10',
            'payment_division' => ['10', '61', '80', '21'],
            'security_code' => '1',
            'credit_3d' => '2',
            'credit_3d_attempt_control' => '1',
            'credit_3d_merchant_name' => 'TestOnlineShop',
            'credit_3d_hash_key' => 'threeDSecureKey1',
            'module_stock_card' => '1',
            'card_valid_check' => '1',
            'token_env' => '0',
            'token_key' => 'tokenKey1',
            'sales_mode' => 'authorize',
            'conveni_limit_date_num' => '15',
            'conveni_connection_type' => 'abd',
            'atm_limit_date' => '30',
            'payment_detail' => 'テストショウテン',
            'asp_payment_term' => '7',
            'claim_kanji' => 'テスト商店',
            'claim_kana' => 'テストショウテン',
            'copy_right' => 'Copyright (c) Test Shop',
            'free_memo' => 'ありがとうございます',
            'virtual_account_limit' => '30',
            'career_division' => ['5', '4', '6'],
            'api_key' => 'pk_test_abc123',
            'logo_url' => 'https://shop.example/logo.png',
            'paidy_store_name' => 'テスト商店',
        ];
    }

    /**
     * @param array<string, mixed> $changes
     *
     * @return array<string, mixed>
     */
    public static function link(array $changes = []): array
    {
        return $changes + self::common() + [
            'settlement_division' => '2',
            'link_url' => 'https://sandbox.paygent.co.jp/v/u/request',
            'hash_key' => 'linkHashKey1',
            'paygent_payment_method' => ['1', '2', '4', '5', '6'],
            'link_payment_term' => '5',
            'rollback_target_term' => '7',
            'return_url' => 'https://shop.example/thanks',
            'merchant_name' => 'テスト商店',
            'link_copy_right' => 'Copyright (c) Test Shop',
            'link_free_memo' => 'ありがとうございます',
            'card_class' => '1',
            'card_conf' => '1',
            'stock_card' => '1',
            'sales_mode' => 'authorize',
        ];
    }

    /** @return array<string, mixed> */
    private static function common(): array
    {
        return [
            'environment' => 'test',
            'merchant_id' => '900000001',
            'site_id' => '',
            'connect_id' => 'connect1',
            'connect_password' => 'password1',
            'notice_hash_key' => 'noticeHashKey123',
            'trading_id_prefix' => 'shop_',
            'shop_name' => 'テスト商店 2号店',
        ];
    }
}
