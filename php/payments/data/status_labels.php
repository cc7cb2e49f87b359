<?php

declare(strict_types=1);

/*
 * ペイジェント状況 (status_labels.csv): payment type and carrier, last operation, status =>
 * list ja, list en, order page ja, order page en.
 */
return [
    '01:' => [
        'unknown' => [
            '*' => ['確認中', 'being confirmed', '確認中', 'being confirmed'],
        ],
        'none' => [
            '10' => ['', '', '', ''],
            '12' => ['', '', '', ''],
            '40' => ['', '', '', ''],
        ],
    ],
    '02:' => [
        'unknown' => [
            '*' => ['確認中', 'being confirmed', '確認中', 'being confirmed'],
        ],
        'amend_authorization_running' => [
            '*' => ['オーソリ変更処理中', 'authorization change in progress', 'オーソリ変更処理中', 'authorization change in progress'],
        ],
        'amend_sale_running' => [
            '*' => ['売上変更処理中', 'sale change in progress', '売上変更処理中', 'sale change in progress'],
        ],
        'none' => [
            '10' => ['', '', '申込済', 'applied'],
            '11' => ['', '', 'オーソリNG', 'authorization NG'],
            '13' => ['', '', '3Dセキュア中断', '3-D Secure interrupted'],
            '14' => ['', '', '3Dセキュア認証', '3-D Secure authentication pending'],
            '15' => ['', '', 'トランザクションブロック', 'transaction blocked'],
            '17' => ['', '', '有効性確認NG', 'validity check NG'],
            '20' => ['', '', '未処理', 'nothing done yet'],
            '22' => ['', '', '有効性確認済', 'validity checked'],
            '30' => ['', '', '確認中', 'being confirmed'],
            '31' => ['', '', '確認中', 'being confirmed'],
            '32' => ['オーソリキャンセル', 'authorization cancelled', 'オーソリキャンセル', 'authorization cancelled'],
            '33' => ['', '', 'オーソリ期限切', 'authorization expired'],
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上', 'sold', '売上', 'sold'],
            '42' => ['売上', 'sold', '確認中', 'being confirmed'],
            '50' => ['売上', 'sold', '確認中', 'being confirmed'],
            '60' => ['売上キャンセル', 'sale cancelled', '売上キャンセル', 'sale cancelled'],
        ],
        'amend_authorization' => [
            '20' => ['オーソリ変更', 'authorization changed', 'オーソリ変更', 'authorization changed'],
            '30' => ['オーソリ変更', 'authorization changed', '確認中', 'being confirmed'],
            '31' => ['オーソリ変更', 'authorization changed', '確認中', 'being confirmed'],
            '32' => ['オーソリキャンセル', 'authorization cancelled', 'オーソリキャンセル', 'authorization cancelled'],
            '33' => ['オーソリ変更', 'authorization changed', 'オーソリ変更', 'authorization changed'],
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上', 'sold', '売上', 'sold'],
            '42' => ['売上', 'sold', '確認中', 'being confirmed'],
            '50' => ['売上', 'sold', '確認中', 'being confirmed'],
            '60' => ['売上キャンセル', 'sale cancelled', '売上キャンセル', 'sale cancelled'],
        ],
        'cancel' => [
            '32' => ['オーソリキャンセル', 'authorization cancelled', 'オーソリキャンセル', 'authorization cancelled'],
        ],
        'capture' => [
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上', 'sold', '売上', 'sold'],
            '42' => ['売上', 'sold', '確認中', 'being confirmed'],
            '50' => ['売上', 'sold', '確認中', 'being confirmed'],
            '60' => ['売上キャンセル', 'sale cancelled', '売上キャンセル', 'sale cancelled'],
        ],
        'amend_sale' => [
            '40' => ['売上変更', 'sale changed', '売上変更', 'sale changed'],
            '41' => ['売上変更', 'sale changed', '売上変更', 'sale changed'],
            '42' => ['売上変更', 'sale changed', '確認中', 'being confirmed'],
            '50' => ['売上変更', 'sale changed', '確認中', 'being confirmed'],
            '60' => ['売上キャンセル', 'sale cancelled', '売上キャンセル', 'sale cancelled'],
        ],
        'refund' => [
            '60' => ['売上キャンセル', 'sale cancelled', '売上キャンセル', 'sale cancelled'],
        ],
    ],
    '03:' => [
        'unknown' => [
            '*' => ['確認中', 'being confirmed', '確認中', 'being confirmed'],
        ],
        'none' => [
            '10' => ['', '', '', ''],
            '12' => ['', '', '', ''],
            '40' => ['', '', '', ''],
            '43' => ['', '', '', ''],
            '61' => ['', '', '', ''],
        ],
    ],
    '05:' => [
        'unknown' => [
            '*' => ['確認中', 'being confirmed', '確認中', 'being confirmed'],
        ],
        'none' => [
            '10' => ['', '', '', ''],
            '15' => ['', '', '', ''],
            '40' => ['', '', '', ''],
        ],
    ],
    '06:5' => [
        'unknown' => [
            '*' => ['確認中', 'being confirmed', '確認中', 'being confirmed'],
        ],
        'none' => [
            '10' => ['', '', '申込済', 'applied'],
            '15' => ['', '', '申込中断', 'application aborted'],
            '20' => ['', '', '未処理', 'nothing done yet'],
            '21' => ['', '', '未処理', 'nothing done yet'],
            '30' => ['', '', '確認中', 'being confirmed'],
            '33' => ['', '', 'オーソリ期限切', 'authorization expired'],
            '34' => ['', '', '確認中', 'being confirmed'],
            '35' => ['', '', '確認中', 'being confirmed'],
            '36' => ['', '', '確認中', 'being confirmed'],
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上', 'sold', '売上', 'sold'],
            '42' => ['', '', '確認中', 'being confirmed'],
            '44' => ['売上', 'sold', '売上', 'sold'],
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
            '62' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
        'capture' => [
            '30' => ['', '', '確認中', 'being confirmed'],
            '34' => ['', '', '確認中', 'being confirmed'],
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上', 'sold', '売上', 'sold'],
            '42' => ['売上', 'sold', '確認中', 'being confirmed'],
            '44' => ['売上', 'sold', '売上', 'sold'],
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
            '62' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
        'amend_sale' => [
            '30' => ['', '', '確認中', 'being confirmed'],
            '34' => ['', '', '確認中', 'being confirmed'],
            '40' => ['売上変更', 'sale changed', '売上変更', 'sale changed'],
            '41' => ['売上変更', 'sale changed', '売上変更', 'sale changed'],
            '42' => ['売上変更', 'sale changed', '確認中', 'being confirmed'],
            '44' => ['売上変更', 'sale changed', '売上変更', 'sale changed'],
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
            '62' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
        'refund' => [
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
            '62' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
        'cancel' => [
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
            '62' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
    ],
    '06:4' => [
        'unknown' => [
            '*' => ['確認中', 'being confirmed', '確認中', 'being confirmed'],
        ],
        'none' => [
            '10' => ['', '', '申込済', 'applied'],
            '15' => ['', '', '申込中断', 'application aborted'],
            '20' => ['', '', '未処理', 'nothing done yet'],
            '32' => ['取消', 'cancelled', '取消', 'cancelled'],
            '33' => ['', '', 'オーソリ期限切', 'authorization expired'],
            '35' => ['', '', '確認中', 'being confirmed'],
            '36' => ['', '', '確認中', 'being confirmed'],
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上', 'sold', '売上', 'sold'],
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
        'cancel' => [
            '32' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
        'capture' => [
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上', 'sold', '売上', 'sold'],
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
        'amend_sale' => [
            '40' => ['売上変更', 'sale changed', '売上変更', 'sale changed'],
            '41' => ['売上変更', 'sale changed', '売上変更', 'sale changed'],
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
        'refund' => [
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
    ],
    '06:6' => [
        'unknown' => [
            '*' => ['確認中', 'being confirmed', '確認中', 'being confirmed'],
        ],
        'none' => [
            '10' => ['', '', '申込済', 'applied'],
            '15' => ['', '', '申込中断', 'application aborted'],
            '20' => ['', '', '未処理', 'nothing done yet'],
            '21' => ['', '', '未処理', 'nothing done yet'],
            '32' => ['取消', 'cancelled', '取消', 'cancelled'],
            '33' => ['', '', 'オーソリ期限切', 'authorization expired'],
            '35' => ['', '', '確認中', 'being confirmed'],
            '36' => ['', '', '確認中', 'being confirmed'],
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上', 'sold', '売上', 'sold'],
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
        'cancel' => [
            '32' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
        'capture' => [
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上', 'sold', '売上', 'sold'],
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
        'amend_sale' => [
            '40' => ['売上変更', 'sale changed', '売上変更', 'sale changed'],
            '41' => ['売上変更', 'sale changed', '売上変更', 'sale changed'],
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
        'refund' => [
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
    ],
    '06:' => [
        'unknown' => [
            '*' => ['確認中', 'being confirmed', '確認中', 'being confirmed'],
        ],
        'none' => [
            '10' => ['', '', '申込済', 'applied'],
            '15' => ['', '', '申込中断', 'application aborted'],
            '20' => ['', '', '未処理', 'nothing done yet'],
            '21' => ['', '', '未処理', 'nothing done yet'],
            '30' => ['', '', '確認中', 'being confirmed'],
            '32' => ['取消', 'cancelled', '取消', 'cancelled'],
            '33' => ['', '', 'オーソリ期限切', 'authorization expired'],
            '34' => ['', '', '確認中', 'being confirmed'],
            '35' => ['', '', '確認中', 'being confirmed'],
            '36' => ['', '', '確認中', 'being confirmed'],
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上', 'sold', '売上', 'sold'],
            '42' => ['', '', '確認中', 'being confirmed'],
            '44' => ['売上', 'sold', '売上', 'sold'],
            '60' => ['取消', 'cancelled', '取消', 'cancelled'],
            '62' => ['取消', 'cancelled', '取消', 'cancelled'],
        ],
    ],
    '07:' => [
        'unknown' => [
            '*' => ['確認中', 'being confirmed', '確認中', 'being confirmed'],
        ],
        'none' => [
            '10' => ['', '', '', ''],
            '12' => ['', '', '', ''],
            '16' => ['', '', '', ''],
            '40' => ['', '', '', ''],
        ],
    ],
    '22:' => [
        'unknown' => [
            '*' => ['確認中', 'being confirmed', '確認中', 'being confirmed'],
        ],
        'none' => [
            '10' => ['', '', '申込済', 'applied'],
            '11' => ['', '', 'オーソリNG', 'authorization NG'],
            '20' => ['オーソリOK', 'authorized', 'オーソリOK', 'authorized'],
            '30' => ['', '', '確認中', 'being confirmed'],
            '31' => ['', '', '確認中', 'being confirmed'],
            '32' => ['オーソリキャンセル', 'authorization cancelled', 'オーソリキャンセル', 'authorization cancelled'],
            '33' => ['オーソリ期限切れ', 'authorization expired', 'オーソリ期限切れ', 'authorization expired'],
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上(売上取消期限切)', 'sold (cancel period over)', '売上(売上取消期限切)', 'sold (cancel period over)'],
            '42' => ['', '', '確認中', 'being confirmed'],
            '60' => ['売上キャンセル', 'sale cancelled', '売上キャンセル', 'sale cancelled'],
        ],
        'cancel' => [
            '32' => ['オーソリキャンセル', 'authorization cancelled', 'オーソリキャンセル', 'authorization cancelled'],
        ],
        'capture' => [
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上(売上取消期限切)', 'sold (cancel period over)', '売上(売上取消期限切)', 'sold (cancel period over)'],
            '42' => ['', '', '確認中', 'being confirmed'],
            '60' => ['売上キャンセル', 'sale cancelled', '売上キャンセル', 'sale cancelled'],
        ],
        'refund_partial' => [
            '40' => ['売上', 'sold', '売上', 'sold'],
            '41' => ['売上(売上取消期限切)', 'sold (cancel period over)', '売上(売上取消期限切)', 'sold (cancel period over)'],
            '42' => ['', '', '確認中', 'being confirmed'],
            '60' => ['売上キャンセル', 'sale cancelled', '売上キャンセル', 'sale cancelled'],
        ],
        'refund' => [
            '60' => ['売上キャンセル', 'sale cancelled', '売上キャンセル', 'sale cancelled'],
        ],
    ],
];
