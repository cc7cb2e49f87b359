<?php

declare(strict_types=1);

/* Texts for customers who pay by card or keep cards, Japanese. Never a code, never why a bank said no. */
return [
    'card.declined' => 'このカードではお支払いいただけませんでした。別のカードまたは別のお支払い方法をご利用ください。',
    'card.limit' => 'カードのご利用限度額を超えているため、お支払いいただけませんでした。別のカードまたは別のお支払い方法をご利用ください。',
    'card.brand' => 'このカードはお取り扱いできません。別のカードまたは別のお支払い方法をご利用ください。',
    'card.check_input' => 'カード情報をご確認のうえ、もう一度入力してください。',
    'card.check_number' => 'カード番号をご確認のうえ、もう一度入力してください。',
    'card.check_expiry' => 'カードの有効期限をご確認のうえ、もう一度入力してください。',
    'card.check_security_code' => 'セキュリティコードをご確認のうえ、もう一度入力してください。',
    'card.check_division' => 'お支払い回数を変更して、もう一度お手続きください。',
    'card.security_code' => 'セキュリティコードを入力してください。',
    'card.division' => 'このお支払い回数はご利用いただけません。別のお支払い回数をお選びください。',
    'card.enter_again' => '恐れ入りますが、カード情報をもう一度入力してください。',
    'card.too_many_refused' => 'カードの登録が続けてできませんでした。しばらくしてからもう一度お試しください。',
    'card.too_many_tries' => '入力できる回数を超えました。別のカードまたは別のお支払い方法をご利用ください。',
    'card.timeout' => 'カード会社から応答がなかったため、お支払いは取り消されます。しばらくしてからもう一度お試しください。',
    'card.try_later' => 'ただいまカードでのお支払いを受け付けられません。しばらくしてからもう一度お試しください。',
    'card.contact_shop' => 'カードでのお支払いを受け付けられませんでした。恐れ入りますが、店舗までお問い合わせください。',
    'card.amount' => 'このご注文の金額は、カードではお支払いいただけません。別のお支払い方法をご利用ください。',
    'card.authentication_failed' => 'カードの本人認証ができませんでした。別のカードまたは別のお支払い方法をご利用ください。',
    'card.authentication_expired' => '本人認証の有効期限が切れました。もう一度お手続きください。',
    'card.authentication_unproven' => '本人認証の結果を確認できませんでした。もう一度お手続きください。',
    'card.cancelled' => 'このお支払いは取り消されました。もう一度お手続きください。',
    'card.stored_missing' => '登録されているカードが見つかりません。カードを選び直してください。',
    'card.stored_full' => '登録できるカードの枚数を超えています。不要なカードを削除してからご登録ください。',
    'card.stored_off' => 'カードの登録はご利用いただけません。',
    'card.stored_unknown' => '処理の結果を確認できませんでした。しばらくしてから、登録カードの一覧をご確認ください。',
];
