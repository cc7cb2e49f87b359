<?php

declare(strict_types=1);

/* What to enter in each field of the settings (manual 1.6.2). */
return [
    'settings.hint.merchant_id' => 'ペイジェントから届いた値です。試験環境と本番環境で異なります。',
    'settings.hint.site_id' => 'サイトを分けて契約している場合だけ入力します。',
    'settings.hint.connect_id' => 'ペイジェントから届いた値です。試験環境と本番環境で異なります。',
    'settings.hint.connect_password' => 'ペイジェントから届いた値です。空のまま保存すると、登録済みの値をそのまま使います。',
    'settings.hint.link_url' => 'ペイジェントから届いたUTF-8用のURLを入力します。',
    'settings.hint.hash_key' => 'ペイジェントから届いた値です。契約にない場合は空にします。',
    'settings.hint.notice_hash_key' => 'ペイジェントから届いた値です。変更しても、前の値の差分通知をしばらく受け付けます。',
    'settings.hint.rollback_target_term' => 'この日数を過ぎても「決済処理中」のままの注文を、ペイジェントに照会したうえで取り消します。',
    'settings.hint.return_url' => '空の場合は、注文完了画面に戻ります。',
    'settings.hint.trading_id_prefix' => 'ペイジェントオンラインで店舗を見分けるための文字です。',
    'settings.hint.payment_division' => '審査の結果により、使えない支払い回数があります。',
    'settings.hint.credit_3d_attempt_control' => '3Dセキュア2.0で、カード会社が本人確認を完了できなかったときの扱いです。「全て実施」では、不正利用の損失を店舗が負うことがあります。',
    'settings.hint.credit_3d_merchant_name' => 'カード会社の本人確認画面に表示される名前です。空白は使えません。',
    'settings.hint.credit_3d_hash_key' => 'ペイジェントオンラインのシステム情報管理で確認または発行します。',
    'settings.hint.module_stock_card' => '契約でカード情報お預かり機能が有効な場合だけ使えます。',
    'settings.hint.card_valid_check' => 'カードの登録時に有効性を確認します。確認には料金がかかります。',
    'settings.hint.token_env' => '「環境」と同じものを選びます。',
    'settings.hint.token_key' => 'ペイジェントオンラインのシステム情報管理で確認します。試験環境と本番環境で異なります。',
    'settings.hint.sales_mode' => '商品をすぐに引き渡す店舗だけ、同時売上を選びます。',
    'settings.hint.conveni_connection_type' => 'ペイジェントからのメールに書かれた種類を選びます。',
    'settings.hint.payment_detail' => 'ATMの画面に表示されます。12文字以内です。',
    'settings.hint.claim_kanji' => '銀行の画面に表示されます。12文字以内です。',
    'settings.hint.claim_kana' => '銀行の画面に表示されます。',
    'settings.hint.api_key' => 'Paidyの加盟店管理画面で確認します。本番用はpk_live、試験用はpk_testで始まります。',
    'settings.hint.logo_url' => '空の場合は、Paidyのロゴを表示します。',
];
