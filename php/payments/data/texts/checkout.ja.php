<?php

declare(strict_types=1);

return [
    'checkout.abandoned' => 'お支払いを中止しました。もう一度お手続きいただけます。',
    'checkout.expired' => 'お支払いの期限が過ぎました。もう一度お手続きください。',
    'checkout.refused' => 'お支払いができませんでした。もう一度お手続きいただくか、ほかのお支払い方法をお選びください。',
    'checkout.method_off' => 'このお支払い方法は現在ご利用いただけません。ほかのお支払い方法をお選びください。',
    'checkout.no_connection' => '決済会社と通信できませんでした。お支払いは行われていません。しばらくしてからもう一度お試しください。',
    'checkout.no_order' => 'ご注文が見つかりません。カートからもう一度お手続きください。',
    'checkout.not_made' => 'お支払いは行われていないことを確認しました。もう一度お手続きください。',
    'checkout.nothing_to_pay' => 'お支払いいただく金額がありません。',
    'checkout.order_closed' => 'このご注文のお手続きは済んでいます。',
    'checkout.out_of_stock' => '在庫またはポイントが足りません。カートをご確認ください。',
    'checkout.shop_problem' => 'ご注文を処理できませんでした。お支払いは行われていません。しばらくしてからもう一度お試しください。',
    'checkout.too_many' => 'お支払いの失敗が続いたため、しばらくの間このお支払い方法をご利用いただけません。ほかのお支払い方法をお選びください。',
    'checkout.unknown_return' => 'このページは表示できません。カートからもう一度お手続きください。',
    'checkout.being_confirmed' => 'お支払いを確認しています（確認中）。もう一度お支払いの操作をしないでお待ちください。',
];
