<?php

declare(strict_types=1);

return [
    'attach.no_id' => '決済IDは1桁から18桁の数字で入力してください。',
    'attach.no_order' => '注文が見つかりません。',
    'attach.order_cancelled' => '取り消した注文に決済を結び付けることはできません。',
    'attach.attempt_open' => 'この注文は決済の手続き中です。手続きが終わってから操作してください。',
    'attach.has_payment' => 'この注文には、すでに有効な決済があります。',
    'attach.owned' => 'この決済IDは、すでに注文に結び付いています。',
    'attach.no_payment' => 'この決済IDの決済が見つかりません。番号と、テスト環境・本番環境の別を確認してください。',
    'attach.no_answer' => 'ペイジェントに決済を確認できませんでした。何も変更していません。しばらくしてからもう一度操作してください。',
    'attach.other_method' => '決済の種類が、注文の支払方法と異なります。',
    'attach.unclear' => '決済の状態（ステータス「%status%」）が不明のため、結び付けられません。ペイジェントにお問い合わせください。',
    'attach.not_alive' => 'この決済は有効ではありません（ステータス「%status%」）。',
    'attach.amount' => '決済の金額（%amount%円）が注文の合計（%total%円）と異なります。注文の合計を決済の金額に合わせて保存してから操作してください。',
    'attach.changed' => '操作中に注文または決済が変わりました。画面を読み込み直してください。',
];
