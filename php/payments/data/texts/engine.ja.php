<?php

declare(strict_types=1);

return [
    'rules.refused.no_payment' => 'この注文には、操作できる決済がありません。',
    'rules.refused.no_order' => '注文が見つかりません。',
    'rules.refused.not_confirmed' => 'ペイジェントに決済の状態を確認できませんでした。何も送っていません。しばらくしてからもう一度操作してください。',
    'rules.refused.changed' => '決済の状態が変わりました。何も送っていません。画面を開き直して、もう一度操作してください。',
    'engine.attention.surplus' => '注文と結び付かない支払い（決済ID %payment_id%）があります。自動で取り消します。取り消せない決済方法の場合は、お客様へ直接ご返金ください。',
    'engine.attention.status' => '応答のなかった電文%kind%の結果を確かめられません（決済ID %payment_id%、ステータス「%status%」）。ペイジェントオンラインでご確認ください。',
    'engine.attention.not_confirmed' => '決済ID %payment_id% の通知（ステータス「%status%」）を受け取りましたが、一日たっても電文094で確かめられないため、注文に反映していません。ペイジェントオンラインでご確認ください。',
    'engine.attention.several' => '取引ID %trading_id% の決済が複数あり、どれがこの注文のものか判断できません。ペイジェントオンラインでご確認ください。',
    'engine.attention.lost_number' => 'ペイジェントが番号を付ける申込（電文%kind%）の応答がなく、取引IDが分かりません。ペイジェントオンラインで注文の金額と時刻から決済をご確認ください。',
    'engine.attention.amendment' => '金額変更の途中で、電文%kind%が受け付けられませんでした。決済ID %old% と %new% の両方が有効なおそれがあります。ペイジェントオンラインでご確認のうえ、不要な方を取り消してください。',
    'engine.attention.attempt' => '支払いの結果を確かめられません（%reason%）。ペイジェントオンラインでご確認ください。',
    'resolve.nothing' => 'この注文には、確認の必要な決済がありません。',
    'resolve.differs' => 'この決済IDの金額または決済種別が、注文のものと一致しません。',
    'resolve.other_order' => 'この決済IDは、ほかの注文の決済です。',
];
