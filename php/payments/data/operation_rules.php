<?php

declare(strict_types=1);

use Paygent\Payments\Rules\Condition as C;

/*
 * What may be done with a payment (operation_rules.csv): payment type and carrier => status => rules.
 * No operation: not allowed. `none`: nothing is, and this is the reason for the shop.
 */
return [
    '01:' => [
        '10' => ['status_ja' => '申込済', 'none' => ['お客様のATMでの入金待ちです。ATM決済には取消・変更の手段がなく、支払期限を過ぎると自動で終了します。', 'Waiting for the customer to pay at an ATM. It cannot be cancelled or changed; it ends by itself when the payment limit has passed.']],
        '12' => ['status_ja' => '支払期限切', 'none' => ['支払期限までに入金がなく、終了した決済です。操作は必要ありません。', 'Not paid until the payment limit; the payment has ended. Nothing to do.']],
        '40' => ['status_ja' => '消込済', 'none' => ['入金済みです。ATM決済の返金はペイジェントからは行えないため、お客様へ直接ご返金ください。', 'Paid. ATM payments cannot be refunded through Paygent; refund the customer directly.']],
    ],
    '02:' => [
        '10' => ['status_ja' => '申込済', 'none' => ['カード情報の入力エラーにより、オーソリが完了していません。お客様の再入力を待っています（30日で自動的に終了します）。', 'The authorization is not complete because of an input error; the customer may try again. It ends by itself after 30 days.']],
        '11' => ['status_ja' => 'オーソリNG', 'none' => ['カード会社に承認されなかった決済です。お客様への請求はありません。', 'Refused by the card company. The customer is not charged.']],
        '13' => ['status_ja' => '3Dセキュア中断', 'none' => ['3Dセキュア認証が中断された決済です。お客様への請求はありません。', '3-D Secure authentication was abandoned. The customer is not charged.']],
        '14' => ['status_ja' => '3Dセキュア認証', 'none' => ['3Dセキュア認証の途中です。認証が終わるまで操作できません。', 'Waiting for 3-D Secure authentication.']],
        '15' => ['status_ja' => 'トランザクションブロック', 'none' => ['大量取引の防止機能（トランザクションブロック）により止められた決済です。お客様への請求はありません。', 'Stopped by the bulk transaction blocker. The customer is not charged.']],
        '17' => ['status_ja' => '有効性確認NG', 'none' => ['カード登録時の有効性確認の記録（NG）です。注文の決済ではありません。', 'Record of a failed validity check at card registration, not a payment of an order.']],
        '22' => ['status_ja' => '有効性確認済', 'none' => ['カード登録時の有効性確認の記録です。売上も取消もできず、請求もありません。', 'Record of a validity check at card registration. It can be neither sold nor cancelled; nobody is charged.']],
        '20' => [
            'status_ja' => 'オーソリOK',
            'capture' => [
                'label_ja' => '売上', 'in_list' => true,
                'steps' => [['022', 'current']], 'after' => ['current' => '40'],
                'conditions' => [C::OrderTotalEqualsAmount, C::Guide60DaysAfterAuthorization],
            ],
            'cancel' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['021', 'current']], 'after' => ['current' => '32'],
                'conditions' => [],
            ],
            'amend_down' => [
                'label_ja' => 'オーソリ変更', 'in_list' => false,
                'steps' => [['020', 'new'], ['021', 'old']], 'after' => ['new' => '20', 'old' => '32'],
                'conditions' => [C::ConfirmStatus, C::ConfirmAmount, C::NewTotalLower, C::TradingIdWithin14Months, C::WithoutThreeDSecure, C::BothAmountsForAMoment],
            ],
            'amend_up' => [
                'label_ja' => 'オーソリ変更', 'in_list' => false,
                'steps' => [['020', 'new'], ['021', 'old']], 'after' => ['new' => '20', 'old' => '32'],
                'conditions' => [C::ConfirmStatus, C::ConfirmAmount, C::NewTotalHigherWithinLimit, C::TradingIdWithin14Months, C::WithoutThreeDSecure, C::BothAmountsForAMoment],
            ],
        ],
        '30' => [
            'status_ja' => '売上要求中',
            'capture' => [
                'label_ja' => '売上', 'in_list' => true,
                'steps' => [['022', 'current']], 'after' => ['current' => '40'],
                'conditions' => [C::RepeatOfSale],
            ],
        ],
        '31' => ['status_ja' => 'オーソリ取消中', 'none' => ['オーソリの取消を処理しています。ペイジェントが自動で完了させます。', 'The authorization is being cancelled; Paygent completes this by itself.']],
        '32' => ['status_ja' => 'オーソリ取消済', 'none' => ['オーソリは取消済みです。お客様への請求はありません。', 'The authorization is cancelled. The customer is not charged.']],
        '33' => ['status_ja' => 'オーソリ期限切', 'none' => ['オーソリの有効期限が切れたため、売上も取消もできません。必要な場合は、お客様にあらためてご注文いただいてください。', 'The authorization has expired: it can be neither sold nor cancelled. If needed, ask the customer to order again.']],
        '40' => [
            'status_ja' => '消込済',
            'refund' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['023', 'current']], 'after' => ['current' => '60'],
                'conditions' => [C::ConfirmStatus, C::Guide60DaysAfterAuthorizationOrSale],
            ],
            'amend_down' => [
                'label_ja' => '売上変更', 'in_list' => false,
                'steps' => [['020', 'new'], ['022', 'new'], ['023', 'old']], 'after' => ['new' => '40', 'old' => '60'],
                'conditions' => [C::ConfirmStatus, C::ConfirmAmount, C::NewTotalLower, C::Guide60DaysAfterAuthorizationOrSale, C::TradingIdWithin14Months, C::WithoutThreeDSecure, C::BothAmountsForAMoment],
            ],
            'amend_up' => [
                'label_ja' => '売上変更', 'in_list' => false,
                'steps' => [['020', 'new'], ['022', 'new'], ['023', 'old']], 'after' => ['new' => '40', 'old' => '60'],
                'conditions' => [C::ConfirmStatus, C::ConfirmAmount, C::NewTotalHigherWithinLimit, C::Guide60DaysAfterAuthorizationOrSale, C::TradingIdWithin14Months, C::WithoutThreeDSecure, C::BothAmountsForAMoment],
            ],
        ],
        '41' => ['status_ja' => '消込済（売上取消期限切）', 'none' => ['売上取消の期限を過ぎています。ペイジェントからは返金できないため、お客様へ直接ご返金ください。', 'The cancel period of the sale is over. It cannot be refunded through Paygent; refund the customer directly.']],
        '42' => [
            'status_ja' => '売上取消中',
            'refund' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['023', 'current']], 'after' => ['current' => '60'],
                'conditions' => [C::RepeatOfRefund],
            ],
        ],
        '50' => [
            'status_ja' => '売上取消集計中',
            'refund' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['023', 'current']], 'after' => ['current' => '60'],
                'conditions' => [C::RepeatOfRefund],
            ],
        ],
        '60' => ['status_ja' => '売上取消済', 'none' => ['売上は取消済みです。お客様への返金手続きは完了しています。', 'The sale is cancelled; the refund has been made.']],
    ],
    '03:' => [
        '10' => ['status_ja' => '申込済', 'none' => ['お客様のコンビニでの支払い待ちです。番号の取消・変更はできず、支払期限を過ぎると自動で終了します。', 'Waiting for the customer to pay at a store. An issued number cannot be cancelled or changed; it ends by itself when the payment limit has passed.']],
        '12' => ['status_ja' => '支払期限切', 'none' => ['支払期限までに支払いがなく、終了した決済です。操作は必要ありません。', 'Not paid until the payment limit; the payment has ended. Nothing to do.']],
        '40' => ['status_ja' => '消込済', 'none' => ['入金済みです。コンビニ決済の返金はペイジェントからは行えないため、お客様へ直接ご返金ください。', 'Paid. Store payments cannot be refunded through Paygent; refund the customer directly.']],
        '43' => ['status_ja' => '速報検知済', 'none' => ['コンビニで支払われました（速報）。確定の連絡を待っています。取消・変更はできません。', 'Paid at the store (preliminary report); confirmation is pending. It cannot be cancelled or changed.']],
        '61' => ['status_ja' => '速報取消済', 'none' => ['コンビニで支払いが取り消されました。代金は入金されません。発送前か確認してください。', 'The payment was cancelled at the store; no money will come. Check whether the goods have been shipped.']],
    ],
    '05:' => [
        '10' => ['status_ja' => '申込済', 'none' => ['お客様が銀行の画面で手続き中です。取消・変更はできません。', 'The customer is on the bank\'s pages. It cannot be cancelled or changed.']],
        '15' => ['status_ja' => '申込中断', 'none' => ['銀行での手続きが中断されました。別の銀行で支払われる場合や、まれに後から入金される場合があります。', 'The customer broke off at the bank. The order may still be paid at another bank and, rarely, this payment may arrive late.']],
        '40' => ['status_ja' => '消込済', 'none' => ['入金済みです。銀行ネット決済の返金はペイジェントからは行えないため、お客様へ直接ご返金ください。', 'Paid. Bank payments cannot be refunded through Paygent; refund the customer directly.']],
    ],
    '06:' => [
        '10' => ['status_ja' => '申込済', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '15' => ['status_ja' => '申込中断', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '20' => ['status_ja' => 'オーソリOK', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '21' => ['status_ja' => 'オーソリ完了', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '30' => ['status_ja' => '売上要求中', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '32' => ['status_ja' => 'オーソリ取消済', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '33' => ['status_ja' => 'オーソリ期限切', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '34' => ['status_ja' => '補正要求中', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '35' => ['status_ja' => '売上要求済', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '36' => ['status_ja' => '売上保留', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '40' => ['status_ja' => '消込済', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '41' => ['status_ja' => '消込済（売上取消期限切）', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '42' => ['status_ja' => '売上取消中', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '44' => ['status_ja' => '消込完了', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '60' => ['status_ja' => '売上取消済', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
        '62' => ['status_ja' => '取消完了', 'none' => ['携帯キャリアの種類を確認しています。確認できるまで操作できません。', 'The carrier is not known yet; no operation until Paygent has told it.']],
    ],
    '06:5' => [
        '10' => ['status_ja' => '申込済', 'none' => ['お客様がd払いの画面で手続き中です。完了しなければ1時間ほどで自動的に中断になります。', 'The customer is on the d払い pages. Without completion it becomes aborted within about an hour.']],
        '15' => ['status_ja' => '申込中断', 'none' => ['お客様が購入を中止したか、時間切れになった決済です。請求はありません。', 'The customer stopped, or time ran out. Nobody is charged.']],
        '20' => [
            'status_ja' => 'オーソリOK',
            'capture' => [
                'label_ja' => '売上', 'in_list' => true,
                'steps' => [['101', 'current']], 'after' => ['current' => '40'],
                'conditions' => [C::OrderTotalEqualsAmountElseAmend, C::GuideSecondMonthAfterApplication],
            ],
            'cancel' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['102', 'current']], 'after' => ['current' => '60'],
                'conditions' => [C::GuideSecondMonthAfterApplication],
            ],
            'amend_down' => [
                'label_ja' => '売上変更', 'in_list' => false,
                'steps' => [['103', 'current']], 'after' => ['old' => '60', 'new' => '40'],
                'conditions' => [C::ConfirmStatus, C::ConfirmAmount, C::NewTotalLower, C::SellsAtOnce, C::GuideSecondMonthAfterApplication],
            ],
        ],
        '21' => [
            'status_ja' => 'オーソリ完了',
            'capture' => [
                'label_ja' => '売上', 'in_list' => true,
                'steps' => [['101', 'current']], 'after' => ['current' => '40'],
                'conditions' => [C::OrderTotalEqualsAmountElseAmend, C::GuideSecondMonthAfterApplication],
            ],
            'cancel' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['102', 'current']], 'after' => ['current' => '60'],
                'conditions' => [C::GuideSecondMonthAfterApplication],
            ],
            'amend_down' => [
                'label_ja' => '売上変更', 'in_list' => false,
                'steps' => [['103', 'current']], 'after' => ['old' => '60', 'new' => '40'],
                'conditions' => [C::ConfirmStatus, C::ConfirmAmount, C::NewTotalLower, C::SellsAtOnce, C::GuideSecondMonthAfterApplication],
            ],
        ],
        '30' => [
            'status_ja' => '売上要求中',
            'capture' => [
                'label_ja' => '売上', 'in_list' => true,
                'steps' => [['101', 'current']], 'after' => ['current' => '40'],
                'conditions' => [C::RepeatOfSale],
            ],
        ],
        '33' => ['status_ja' => 'オーソリ期限切', 'none' => ['オーソリの有効期限が切れたため、売上も取消もできません。必要な場合は、お客様にあらためてご注文いただいてください。', 'The authorization has expired: it can be neither sold nor cancelled. If needed, ask the customer to order again.']],
        '34' => [
            'status_ja' => '補正要求中',
            'amend_down' => [
                'label_ja' => '売上変更', 'in_list' => false,
                'steps' => [['103', 'current']], 'after' => ['old' => '60', 'new' => '40'],
                'conditions' => [C::RepeatOfAmendment],
            ],
        ],
        '35' => ['status_ja' => '売上要求済', 'none' => ['この状態の意味はペイジェントの資料に記載がありません。操作せず、ペイジェントにお問い合わせください。', 'Paygent\'s documents do not explain this status. Do nothing and ask Paygent.']],
        '36' => ['status_ja' => '売上保留', 'none' => ['この状態の意味はペイジェントの資料に記載がありません。操作せず、ペイジェントにお問い合わせください。', 'Paygent\'s documents do not explain this status. Do nothing and ask Paygent.']],
        '40' => ['status_ja' => '消込済', 'none' => ['d払い側の売上確定を待っています。20時までの売上は翌日3時30分以降に「消込完了」となり、取消と売上変更ができるようになります（さらに後の日になる場合があります）。', 'Waiting for docomo to confirm the sale. Sales made by 20:00 become 消込完了 from 03:30 of the next day (sometimes later); then cancel and 売上変更 are possible.']],
        '41' => ['status_ja' => '消込済（売上取消期限切）', 'none' => ['売上取消の期限を過ぎています。ペイジェントからは返金できないため、お客様へ直接ご返金ください。', 'The cancel period is over. It cannot be refunded through Paygent; refund the customer directly.']],
        '42' => [
            'status_ja' => '売上取消中',
            'cancel' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['102', 'current']], 'after' => ['current' => '60'],
                'conditions' => [C::RepeatOfCancel],
            ],
            'refund' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['102', 'current']], 'after' => ['current' => '60'],
                'conditions' => [C::RepeatOfRefund],
            ],
        ],
        '44' => [
            'status_ja' => '消込完了',
            'refund' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['102', 'current']], 'after' => ['current' => '60'],
                'conditions' => [C::ConfirmStatus, C::GuideSecondMonthAfterApplication],
            ],
            'amend_down' => [
                'label_ja' => '売上変更', 'in_list' => false,
                'steps' => [['103', 'current']], 'after' => ['old' => '60', 'new' => '40'],
                'conditions' => [C::ConfirmStatus, C::ConfirmAmount, C::NewTotalLower, C::GuideSecondMonthAfterApplication],
            ],
        ],
        '60' => ['status_ja' => '売上取消済', 'none' => ['取消を受け付けました。d払い側の取消完了を待っています。操作は必要ありません。', 'Cancelled; docomo confirms it from the next day on. Nothing to do.']],
        '62' => ['status_ja' => '取消完了', 'none' => ['取消が完了しています。お客様への請求はありません。', 'The cancel is complete. The customer is not charged.']],
    ],
    '06:4' => [
        '10' => ['status_ja' => '申込済', 'none' => ['お客様がauの画面で手続き中か、途中で画面を閉じました。完了しなければ注文は確定しません。', 'The customer is on the au pages or has closed them. Without completion the order does not come about.']],
        '15' => ['status_ja' => '申込中断', 'none' => ['お客様が手続きを中断したか、承認されなかった決済です。請求はありません。', 'The customer broke off, or au refused. Nobody is charged.']],
        '20' => [
            'status_ja' => 'オーソリOK',
            'capture' => [
                'label_ja' => '売上', 'in_list' => true,
                'steps' => [['101', 'current']], 'after' => ['current' => '40'],
                'conditions' => [C::OrderTotalEqualsAmountElseAmend, C::Guide90DaysAfterAuthorization],
            ],
            'cancel' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['102', 'current']], 'after' => ['current' => '32'],
                'conditions' => [C::PayerNotWebMoney],
            ],
            'amend_down' => [
                'label_ja' => '売上変更', 'in_list' => false,
                'steps' => [['103', 'current']], 'after' => ['current' => '40'],
                'conditions' => [C::ConfirmStatus, C::ConfirmAmount, C::ConfirmPaymentClass, C::PayerNotCreditCard, C::PayerNotWebMoney, C::NotAmendedBefore, C::NewTotalLower, C::SellsAtOnce, C::Within90DaysOfAuthorization],
            ],
        ],
        '32' => ['status_ja' => 'オーソリ取消済', 'none' => ['オーソリは取消済みです。お客様への請求はありません。', 'The authorization is cancelled. The customer is not charged.']],
        '33' => ['status_ja' => 'オーソリ期限切', 'none' => ['オーソリの有効期限が切れたため、売上も取消もできません。必要な場合は、お客様にあらためてご注文いただいてください。', 'The authorization has expired: it can be neither sold nor cancelled. If needed, ask the customer to order again.']],
        '35' => ['status_ja' => '売上要求済', 'none' => ['この状態の意味はペイジェントの資料に記載がありません。操作せず、ペイジェントにお問い合わせください。', 'Paygent\'s documents do not explain this status. Do nothing and ask Paygent.']],
        '36' => ['status_ja' => '売上保留', 'none' => ['この状態の意味はペイジェントの資料に記載がありません。操作せず、ペイジェントにお問い合わせください。', 'Paygent\'s documents do not explain this status. Do nothing and ask Paygent.']],
        '40' => [
            'status_ja' => '消込済',
            'refund' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['102', 'current']], 'after' => ['current' => '60'],
                'conditions' => [C::ConfirmStatus, C::ConfirmPaymentClass, C::PayerNotWebMoney, C::GuideSecondMonthAfterSale],
            ],
        ],
        '41' => ['status_ja' => '消込済（売上取消期限切）', 'none' => ['売上取消の期限を過ぎています。ペイジェントからは返金できないため、お客様へ直接ご返金ください。', 'The cancel period is over. It cannot be refunded through Paygent; refund the customer directly.']],
        '60' => ['status_ja' => '売上取消済', 'none' => ['売上は取消済みです。お客様への返金手続きは完了しています。', 'The sale is cancelled; the refund has been made.']],
    ],
    '06:6' => [
        '10' => ['status_ja' => '申込済', 'none' => ['お客様がソフトバンク・ワイモバイルの画面で手続き中か、途中で画面を閉じました。完了しなければ注文は確定しません。', 'The customer is on the SoftBank pages or has closed them. Without completion the order does not come about.']],
        '15' => ['status_ja' => '申込中断', 'none' => ['お客様が手続きを中断したか、認証されなかった決済です。請求はありません。', 'The customer broke off, or was not authenticated. Nobody is charged.']],
        '20' => [
            'status_ja' => 'オーソリOK',
            'capture' => [
                'label_ja' => '売上', 'in_list' => true,
                'steps' => [['101', 'current']], 'after' => ['current' => '40'],
                'conditions' => [C::OrderTotalEqualsAmountElseAmend, C::Guide60DaysAfterAuthorization],
            ],
            'cancel' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['102', 'current']], 'after' => ['current' => '32'],
                'conditions' => [C::Guide60DaysAfterAuthorization],
            ],
            'amend_down' => [
                'label_ja' => '売上変更', 'in_list' => false,
                'steps' => [['103', 'current']], 'after' => ['current' => '40'],
                'conditions' => [C::ConfirmStatus, C::ConfirmAmount, C::NotAmendedBefore, C::NewTotalLower, C::SellsAtOnce, C::Guide60DaysAfterAuthorization],
            ],
        ],
        '21' => [
            'status_ja' => 'オーソリ完了',
            'capture' => [
                'label_ja' => '売上', 'in_list' => true,
                'steps' => [['101', 'current']], 'after' => ['current' => '40'],
                'conditions' => [C::OrderTotalEqualsAmountElseAmend, C::Guide60DaysAfterAuthorization],
            ],
            'cancel' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['102', 'current']], 'after' => ['current' => '32'],
                'conditions' => [C::Guide60DaysAfterAuthorization],
            ],
            'amend_down' => [
                'label_ja' => '売上変更', 'in_list' => false,
                'steps' => [['103', 'current']], 'after' => ['current' => '40'],
                'conditions' => [C::ConfirmStatus, C::ConfirmAmount, C::NotAmendedBefore, C::NewTotalLower, C::SellsAtOnce, C::Guide60DaysAfterAuthorization],
            ],
        ],
        '32' => ['status_ja' => 'オーソリ取消済', 'none' => ['オーソリは取消済みです。お客様への請求はありません。', 'The authorization is cancelled. The customer is not charged.']],
        '33' => ['status_ja' => 'オーソリ期限切', 'none' => ['オーソリの有効期限が切れたため、売上も取消もできません。必要な場合は、お客様にあらためてご注文いただいてください。', 'The authorization has expired: it can be neither sold nor cancelled. If needed, ask the customer to order again.']],
        '35' => ['status_ja' => '売上要求済', 'none' => ['この状態の意味はペイジェントの資料に記載がありません。操作せず、ペイジェントにお問い合わせください。', 'Paygent\'s documents do not explain this status. Do nothing and ask Paygent.']],
        '36' => ['status_ja' => '売上保留', 'none' => ['この状態の意味はペイジェントの資料に記載がありません。操作せず、ペイジェントにお問い合わせください。', 'Paygent\'s documents do not explain this status. Do nothing and ask Paygent.']],
        '40' => [
            'status_ja' => '消込済',
            'refund' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['102', 'current']], 'after' => ['current' => '60'],
                'conditions' => [C::ConfirmStatus, C::GuideSoftbankCardPayer, C::GuideSoftbankBankPayer],
            ],
        ],
        '41' => ['status_ja' => '消込済（売上取消期限切）', 'none' => ['売上取消の期限を過ぎています。ペイジェントからは返金できないため、お客様へ直接ご返金ください。', 'The cancel period is over. It cannot be refunded through Paygent; refund the customer directly.']],
        '60' => ['status_ja' => '売上取消済', 'none' => ['売上は取消済みです。お客様への返金手続きは完了しています。', 'The sale is cancelled; the refund has been made.']],
    ],
    '07:' => [
        '10' => ['status_ja' => '申込済', 'none' => ['お客様の振込待ちです。取消・変更はできません。', 'Waiting for the transfer. It cannot be cancelled or changed.']],
        '12' => ['status_ja' => '支払期限切', 'none' => ['支払期限を過ぎましたが、猶予期間中は振込があれば入金済みになります。取消・変更はできません。', 'The limit has passed, but a transfer is still accepted during the grace days. It cannot be cancelled or changed.']],
        '16' => ['status_ja' => '支払期限切（消込対象外）', 'none' => ['支払期限と猶予期間を過ぎ、自動では入金済みになりません。振込があった場合はペイジェントオンラインでご確認ください。', 'Limit and grace days have passed; a transfer is no longer matched automatically. If one came, check Paygent Online.']],
        '40' => ['status_ja' => '消込済', 'none' => ['入金済みです。仮想口座決済の返金はペイジェントからは行えないため、お客様へ直接ご返金ください。', 'Paid. Transfers cannot be refunded through Paygent; refund the customer directly.']],
    ],
    '22:' => [
        '10' => ['status_ja' => '申込済', 'none' => ['Paidyでの手続きが完了していません。', 'Not completed at Paidy.']],
        '11' => ['status_ja' => 'オーソリNG', 'none' => ['Paidyで承認されなかった決済です。請求はありません。', 'Refused by Paidy. Nobody is charged.']],
        '20' => [
            'status_ja' => 'オーソリOK',
            'capture' => [
                'label_ja' => '売上', 'in_list' => true,
                'steps' => [['341', 'current']], 'after' => ['current' => '40'],
                'conditions' => [C::OrderTotalNotHigher, C::SoldInFullThenRefunded, C::GuidePaidyAuthorization],
            ],
            'cancel' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['340', 'current']], 'after' => ['current' => '32'],
                'conditions' => [],
            ],
        ],
        '30' => ['status_ja' => '売上要求中', 'none' => ['Paidyの処理結果を待っています。結果はペイジェントから自動で届きます。', 'Waiting for Paidy\'s result; Paygent reports it by itself.']],
        '31' => ['status_ja' => 'オーソリ取消中', 'none' => ['Paidyの処理結果を待っています。結果はペイジェントから自動で届きます。', 'Waiting for Paidy\'s result; Paygent reports it by itself.']],
        '32' => ['status_ja' => 'オーソリ取消済', 'none' => ['オーソリは取消済みです。お客様への請求はありません。', 'The authorization is cancelled. The customer is not charged.']],
        '33' => ['status_ja' => 'オーソリ期限切', 'none' => ['オーソリの有効期限が切れたため、売上も取消もできません。必要な場合は、お客様にあらためてご注文いただいてください。', 'The authorization has expired: it can be neither sold nor cancelled. If needed, ask the customer to order again.']],
        '40' => [
            'status_ja' => '消込済',
            'refund' => [
                'label_ja' => '取消', 'in_list' => true,
                'steps' => [['342', 'current']], 'after' => ['current' => '60'],
                'conditions' => [C::WithoutAmount, C::ConfirmStatus, C::Guide90DaysAfterSale],
            ],
            'refund_partial' => [
                'label_ja' => '売上変更', 'in_list' => false,
                'steps' => [['342', 'current']], 'after' => ['old' => '60', 'new' => '40'],
                'conditions' => [C::AmountIsDifference, C::NewTotalLower, C::ConfirmStatus, C::ConfirmAmount, C::Guide90DaysAfterSale],
            ],
        ],
        '41' => ['status_ja' => '消込済（売上取消期限切）', 'none' => ['返金の期限（売上から90日）を過ぎています。Paidyからは返金できないため、お客様へ直接ご返金ください。', 'The refund period (90 days after the sale) is over. It cannot be refunded through Paidy; refund the customer directly.']],
        '42' => ['status_ja' => '返金要求中', 'none' => ['Paidyの処理結果を待っています。結果はペイジェントから自動で届きます。', 'Waiting for Paidy\'s result; Paygent reports it by itself.']],
        '60' => ['status_ja' => '売上取消済', 'none' => ['返金済みです。一部返金の場合は、残額が新しい決済IDで続いています。', 'Refunded. After a partial refund the rest goes on under a new payment id.']],
    ],
];
