<?php

declare(strict_types=1);

return [
    'reconcile.column.what' => '種類',
    'reconcile.column.order' => '注文',
    'reconcile.column.payment' => '決済ID',
    'reconcile.column.before' => '以前',
    'reconcile.column.after' => '現在',
    'reconcile.column.difference' => '差額（円）',
    'reconcile.column.todo' => '対応',

    'reconcile.what.lease' => '中断した電文',
    'reconcile.what.unknown' => '応答のない電文',
    'reconcile.what.attempt' => '途中の決済手続き',
    'reconcile.what.fenced' => '終了した決済手続き',
    'reconcile.what.surplus' => '余分な決済',
    'reconcile.what.superseded' => '金額変更前の決済',
    'reconcile.what.payment' => '決済',
    'reconcile.what.order' => '注文と決済の不一致',
    'reconcile.what.effect' => '店舗側の処理',
    'reconcile.what.notice' => '決済情報差分通知',
    'reconcile.what.failure' => '照合の失敗',

    'reconcile.todo.nothing' => '対応不要（解決済み）',
    'reconcile.todo.wait' => '自動で再確認します',
    'reconcile.todo.run' => '次の照合で処理します',
    'reconcile.todo.look' => 'ペイジェントオンラインで確認してください',
    'reconcile.todo.capture' => '売上にするか、注文の「入金済み」を戻してください',
    'reconcile.todo.amend' => '決済の金額を変更するか、注文の合計を戻してください',
    'reconcile.todo.give_back' => '決済を取り消すか返金する、または注文を受け直してください',
    'reconcile.todo.shop' => '店舗側のエラーを確認してください',

    'reconcile.attention.paid_not_marked' => '決済は入金済みですが、注文が入金済みになっていません（差額 %difference%円）。注文の状態を確認してください。',
    'reconcile.attention.paid_without_payment' => '注文は入金済みですが、有効な決済がありません（差額 %difference%円）。ペイジェントオンラインで確認してください。',
    'reconcile.attention.paid_not_captured' => '注文は入金済みですが、決済はオーソリのままです（差額 %difference%円）。売上にするか、注文の状態を戻してください。',
    'reconcile.attention.cancelled_with_money' => '注文は取り消されていますが、決済が有効です（%difference%円）。決済を取り消すか返金してください。',
    'reconcile.attention.amount_differs' => '決済の金額と注文の合計が異なります（差額 %difference%円）。金額を変更するか、注文の合計を戻してください。',
    'reconcile.attention.paid_twice' => '有効な決済が複数あります（差額 %difference%円）。余分な決済を取り消してください。',
    'reconcile.attention.not_completed' => '決済は有効ですが、注文が完了していません（%difference%円）。注文を受け直すか、決済を取り消してください。',
    'reconcile.attention.placed_without_payment' => '受け付けた注文に有効な決済がありません（差額 %difference%円）。お客様にお支払いを確認するか、注文を取り消してください。',
    'reconcile.attention.order_gone' => '注文が見つかりませんが、決済が有効です（%difference%円）。決済を取り消すか返金してください。',
];
