<?php

declare(strict_types=1);

/*
 * Every setting, in the order of the screen (manual 1.6.2): name, section, labels, type, system type,
 * when it is active, whether it is required, what it may be, default, how it is kept.
 *
 * Names and values are those of plugin 1.4.1, so that its settings can be taken over. Where a telegram
 * carries less than the plugin let people type (request_fields: payment_detail, claim_kanji,
 * claim_kana 24 bytes, copy_right of 060 64, return_url 256), the telegram's length is the limit: a
 * longer value was refused at every payment. Settings of ours are marked so.
 */

namespace Paygent\Payments\Settings;

$module = SystemType::Module;
$link = SystemType::Link;
$method = static fn (string $value): array => ['paygent_payment_method' => [$value]];
$card = $method('1');
$yesNo = ['1' => new Choice('要', 'yes'), '0' => new Choice('不要', 'no')];

return [
    // 共通設定
    new Field('settlement_division', 'common', 'システム種別', 'System type', FieldType::Choice, default: '1', choices: [
        '1' => new Choice('モジュール型', 'Module type'),
        '2' => new Choice('リンク型', 'Link type'),
    ]),
    // Ours: which Paygent all of this belongs to.
    new Field('environment', 'common', '環境', 'Environment', FieldType::Choice, default: 'test', choices: [
        'test' => new Choice('試験環境', 'Test'),
        'live' => new Choice('本番環境', 'Live'),
        'local' => new Choice('ローカル環境', 'Local'),
    ]),
    // Ours: the pages of the local Paygent (token script, link type).
    new Field('local_url', 'common', 'ローカル環境のURL', 'Address of the local Paygent', FieldType::Url, when: ['environment' => ['local']], max: 256, belongs: Belongs::ByHost),
    new Field('merchant_id', 'common', 'マーチャントID', 'Merchant ID', FieldType::Text, rule: TextRule::Digits, max: 9),
    // Ours: request_fields.A site_id.
    new Field('site_id', 'common', 'サイトID', 'Site ID', FieldType::Text, need: Need::Optional, rule: TextRule::Alnum, max: 4),
    new Field('connect_id', 'common', '接続ID', 'Connection ID', FieldType::Text, rule: TextRule::Alnum, max: 32),
    new Field('connect_password', 'common', '接続パスワード', 'Connection password', FieldType::Text, rule: TextRule::Alnum, max: 32, keeping: Keeping::Sealed),
    new Field('link_url', 'common', 'リンクタイプリクエスト先URL', 'Link-type request URL', FieldType::Url, $link, max: 1024, belongs: Belongs::ByHost),
    new Field('hash_key', 'common', 'リンクタイプハッシュ値生成キー', 'Link-type hash key', FieldType::Text, $link, need: Need::Optional, rule: TextRule::Alnum, max: 84, keeping: Keeping::Sealed),
    // Never empty: with an empty key anybody can make notices (eccube-plugin-admin 14, D22). The plugin's
    // 16 characters are its own limit; no document of Paygent names one.
    new Field('notice_hash_key', 'common', '差分通知ハッシュ値生成キー', 'Difference notification hash key', FieldType::Text, rule: TextRule::Alnum, max: 84, keeping: Keeping::Sealed),
    new Field('paygent_payment_method', 'common', '利用決済', 'Payment methods', FieldType::Choices, default: [], choices: [
        '1' => new Choice('クレジット', 'Card'),
        '2' => new Choice('コンビニ(番号方式)', 'Convenience store'),
        '4' => new Choice('ATM決済', 'ATM'),
        '5' => new Choice('銀行ネット', 'Bank net'),
        '6' => new Choice('携帯キャリア', 'Mobile carriers'),
        // Ours.
        '7' => new Choice('仮想口座', 'Virtual account', $module),
        // Refused for the link type here, not only hidden (eccube-plugin-shop 22, D10).
        '11' => new Choice('Paidy', 'Paidy', $module),
    ]),
    new Field('link_payment_term', 'common', '支払期限日', 'Days to pay', FieldType::Number, $link, min: 2, max: 60, default: '5'),
    new Field('rollback_target_term', 'common', '決済処理中の注文の取消期間', 'Days after which an order left in payment is cancelled', FieldType::Number, max: 999, default: '10', linkDefault: '7', atLeast: ['link_payment_term', 'asp_payment_term']),
    new Field('return_url', 'common', '決済完了後戻りURL', 'URL after the payment', FieldType::Url, $link, need: Need::Optional, max: 256),
    new Field('merchant_name', 'common', '店舗名(全角)', 'Shop name (full width)', FieldType::Text, $link, need: Need::Optional, rule: TextRule::FullWidth, max: 32, convert: 'AKV'),
    new Field('link_copy_right', 'common', 'コピーライト(半角英数)', 'Copyright (ASCII)', FieldType::Text, $link, need: Need::Optional, rule: TextRule::Ascii, max: 128),
    new Field('link_free_memo', 'common', '自由メモ欄(全角)', 'Free text (full width)', FieldType::Text, $link, need: Need::Optional, rule: TextRule::FullWidth, max: 128, convert: 'AKV'),
    // Ours: begins every trading_id, so that shops of one merchant can be told apart.
    new Field('trading_id_prefix', 'common', 'マーチャント取引IDの接頭辞', 'Prefix of trading_id', FieldType::Text, need: Need::Optional, rule: TextRule::TradingIdPart, max: 8),
    // Ours: in texts and mails.
    new Field('shop_name', 'common', 'ショップ名', 'Name of the shop', FieldType::Text, need: Need::Optional, max: 100),
    // Ours; for both types (020 sales_mode, link type sales_flg).
    new Field('sales_mode', 'common', '売上のタイミング', 'When card payments are sold', FieldType::Choice, when: $card, default: 'authorize', choices: [
        'authorize' => new Choice('オーソリのみ(売上は後から)', 'Authorize only, sell later'),
        'sell_at_once' => new Choice('オーソリと同時に売上', 'Sell at once'),
    ]),

    // クレジット決済設定, link type
    new Field('card_class', 'link_card', 'カード支払区分', 'Card payment classes', FieldType::Choice, $link, $card, default: '0', choices: [
        '0' => new Choice('1回払いのみ', 'Once only'),
        '1' => new Choice('全て', 'All'),
        '2' => new Choice('ボーナス一括以外全て', 'All but bonus'),
    ]),
    new Field('card_conf', 'link_card', 'カード確認番号', 'Security code', FieldType::Choice, $link, $card, default: '0', choices: $yesNo),
    new Field('stock_card', 'link_card', 'カード情報お預かり機能', 'Stored cards', FieldType::Choice, $link, $card, default: '0', choices: $yesNo),

    // クレジット決済設定, module type
    new Field('payment_division', 'card', '支払い回数', 'Card payment classes', FieldType::Choices, $module, $card, default: [], choices: [
        '10' => new Choice('一括払い', 'Once'),
        '61' => new Choice('分割払い', 'Instalments'),
        '80' => new Choice('リボ払い', 'Revolving'),
        '21' => new Choice('ボーナス一括払い', 'Bonus'),
    ]),
    new Field('security_code', 'card', 'セキュリティコード', 'Security code', FieldType::Choice, $module, $card, default: '0', choices: $yesNo),
    new Field('credit_3d', 'card', '3Dセキュア', '3-D Secure', FieldType::Choice, $module, $card, default: '0', choices: [
        '1' => new Choice('1.0', '1.0'),
        '2' => new Choice('2.0', '2.0'),
        '0' => new Choice('不要', 'no'),
    ]),
    // In the manual since 1.0.11, not in plugin 1.4.1.
    new Field('credit_3d_attempt_control', 'card', 'Attemptオーソリ制御区分', 'Attempt authorization control', FieldType::Choice, $module, $card + ['credit_3d' => ['2']], default: '0', choices: [
        '0' => new Choice('全て実施しない', 'Never authorize after an attempt'),
        '1' => new Choice('正常時のみ実施', 'Only after a normal attempt'),
        '2' => new Choice('全て実施', 'After every attempt'),
    ]),
    new Field('credit_3d_merchant_name', 'card', '加盟店名(半角英数字記号)', 'Merchant name (ASCII)', FieldType::Text, $module, $card + ['credit_3d' => ['2']], rule: TextRule::AsciiWithoutSpace, max: 25),
    new Field('credit_3d_hash_key', 'card', '3Dセキュア結果受付ハッシュ鍵', '3-D Secure result hash key', FieldType::Text, $module, $card + ['credit_3d' => ['1', '2']], rule: TextRule::Alnum, max: 100, keeping: Keeping::Sealed),
    new Field('module_stock_card', 'card', 'カード情報お預かり機能', 'Stored cards', FieldType::Choice, $module, $card, default: '0', choices: $yesNo),
    new Field('card_valid_check', 'card', 'カード有効性チェック', 'Card validity check', FieldType::Choice, $module, $card + ['module_stock_card' => ['1']], default: '0', choices: $yesNo),
    new Field('token_env', 'card', 'トークン接続先', 'Token endpoint', FieldType::Choice, $module, $card, default: '0', belongs: Belongs::ByTokenEndpoint, choices: [
        '0' => new Choice('試験環境', 'Test'),
        '1' => new Choice('本番環境', 'Live'),
        '2' => new Choice('ローカル環境', 'Local'),
    ]),
    new Field('token_key', 'card', 'トークン生成鍵', 'Token key', FieldType::Text, $module, $card, rule: TextRule::Alnum, max: 100),

    // コンビニ(番号方式)決済設定
    new Field('conveni_limit_date_num', 'conveni', '支払期限日', 'Days to pay', FieldType::Number, $module, $method('2'), min: 1, max: 60, default: '15'),
    // In the manual since 1.0.10, not in plugin 1.4.1.
    new Field('conveni_connection_type', 'conveni', 'コンビニ接続タイプ', 'Convenience store connection type', FieldType::Choice, $module, $method('2'), default: 'abd', choices: [
        'abd' => new Choice('A/B/D', 'A/B/D'),
        'f' => new Choice('F', 'F'),
    ]),

    // ATM決済設定
    new Field('atm_limit_date', 'atm', '支払期限日', 'Days to pay', FieldType::Number, $module, $method('4'), max: 60, default: '30'),
    new Field('payment_detail', 'atm', '店舗名(カナ)', 'Shop name (katakana)', FieldType::Text, $module, $method('4'), rule: TextRule::Katakana, max: 12, convert: 'KV'),

    // 銀行ネット決済設定
    new Field('asp_payment_term', 'bank_net', '支払期限日', 'Days to pay', FieldType::Number, $module, $method('5'), min: 1, max: 99, default: '7'),
    // Required here, not only in HTML (eccube-plugin-admin 14, D24).
    new Field('claim_kanji', 'bank_net', '店舗名(全角)', 'Shop name (full width)', FieldType::Text, $module, $method('5'), rule: TextRule::FullWidth, max: 12, convert: 'AKV'),
    new Field('claim_kana', 'bank_net', '店舗名(カナ)', 'Shop name (katakana)', FieldType::Text, $module, $method('5'), rule: TextRule::Katakana, max: 24, convert: 'KV'),
    new Field('copy_right', 'bank_net', 'コピーライト(半角英数)', 'Copyright (ASCII)', FieldType::Text, $module, $method('5'), need: Need::Optional, rule: TextRule::Ascii, max: 64),
    new Field('free_memo', 'bank_net', '自由メモ欄(全角)', 'Free text (full width)', FieldType::Text, $module, $method('5'), need: Need::Optional, rule: TextRule::FullWidth, max: 128, convert: 'AKV'),

    // 仮想口座決済設定: ours (070 expire_days).
    new Field('virtual_account_limit', 'virtual_account', '支払期限日', 'Days to pay', FieldType::Number, $module, $method('7'), max: 364, default: '30'),

    // 携帯キャリア決済設定
    new Field('career_division', 'carrier', '利用決済', 'Carriers', FieldType::Choices, $module, $method('6'), default: [], choices: [
        '5' => new Choice('d払い', 'd payment'),
        '4' => new Choice('auかんたん決済(au / UQ mobile / povo)', 'au Easy Payment (au / UQ mobile / povo)'),
        '6' => new Choice('ソフトバンクまとめて支払い・ワイモバイルまとめて支払い', 'SoftBank / Y!mobile carrier billing'),
    ]),

    // Paidy決済設定
    new Field('api_key', 'paidy', 'パブリックキー', 'Public key', FieldType::Text, $module, $method('11'), rule: TextRule::PaidyPublicKey, belongs: Belongs::ByPaidyKey),
    new Field('logo_url', 'paidy', 'ロゴURL', 'Logo URL', FieldType::Url, $module, $method('11'), need: Need::Optional, max: 1024),
    new Field('paidy_store_name', 'paidy', '店舗名(全角)', 'Shop name (full width)', FieldType::Text, $module, $method('11'), need: Need::Optional, max: 32, convert: 'AKV'),
];
