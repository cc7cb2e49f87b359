<?php

declare(strict_types=1);

return [
    'settings.required' => '「%label%」を入力してください。',
    'settings.choose' => '「%label%」を選択してください。',
    'settings.choice' => '「%label%」に選択できない値があります。',
    'settings.misshapen' => '「%label%」の値を読み取れません。入力し直してください。',
    'settings.number' => '「%label%」は%min%から%max%までの数字で入力してください。',
    'settings.url' => '「%label%」はhttps://またはhttp://で始まる正しいURLを入力してください。',
    'settings.https' => '「%label%」はhttps://で始まるURLを入力してください。',
    'settings.length' => '「%label%」は%max%文字以内で入力してください。',
    'settings.digits' => '「%label%」は半角数字で入力してください。',
    'settings.alnum' => '「%label%」は半角英数字で入力してください。',
    'settings.trading_id_part' => '「%label%」は半角英数字とアンダースコア(_)で入力してください。',
    'settings.ascii' => '「%label%」は半角の英数字・記号で入力してください。',
    'settings.ascii_without_space' => '「%label%」は空白を含まない半角の英数字・記号で入力してください。',
    'settings.full_width' => '「%label%」は全角文字(JIS第1・第2水準)で入力してください。半角の空白・改行・機種依存文字は使用できません。',
    'settings.katakana' => '「%label%」は全角カタカナと長音(ー)で入力してください。濁点・半濁点は1文字として数え、半角にして24文字以内です。',
    'settings.paidy_public_key' => '「%label%」にはPaidyのパブリックキー(pk_live~またはpk_test~)を入力してください。',
    'settings.printable' => '「%label%」に改行や制御文字は使用できません。',
    'settings.at_least' => '「%label%」は「%other%」(%number%日)以上にしてください。',
    'settings.environment' => '「%label%」は選択した環境のものではありません。試験環境・本番環境の値を混ぜないでください。',
    'settings.account' => '「%label%」が、この設定の契約と異なります。別の契約は別の設定として登録してください。',

    'settings.lost' => '設定を読み出す鍵が失われたか、保存された値が壊れています。次の項目を入力し直してください: %fields%',
    'settings.not_draft' => 'この設定はすでに有効になったか、廃止されています。',
    'settings.not_tested' => 'この設定での接続試験に成功していません。接続試験を行ってください。',
    'settings.telegram_host' => '接続モジュールの接続先(%hosts%)が、選択した環境のものではありません。接続モジュールの設定ファイルをご確認ください。',

    'settings.connection.works' => '接続試験に成功しました。',
    'settings.connection.P001' => '接続試験に失敗しました(P001)。マーチャントID・接続ID・接続パスワードのいずれかが送信されていません。設定をご確認ください。',
    'settings.connection.P002' => '接続試験に失敗しました(P002)。マーチャントID・接続ID・接続パスワードのいずれかが正しくありません。ペイジェントから通知された値と、試験・本番の区別をご確認ください。',
    'settings.connection.P004' => '接続試験に失敗しました(P004)。電文の送信先URLが正しくありません。接続モジュールの設定ファイルのURLをご確認ください。',
    'settings.connection.P015' => '接続試験に失敗しました(P015)。ペイジェントに登録されていないIPアドレスから接続しています。このサーバーの発信元IPアドレスを登録してください。',
    'settings.connection.P016' => '接続試験に失敗しました(P016)。クライアント証明書が正しくありません。このマーチャントIDの、この環境用の証明書を設定してください。',
    'settings.connection.P017' => 'ペイジェントがサービスを停止しています(P017)。接続パスワードが誤っているとは限りません。時間をおいて接続試験を行ってください。',
    'settings.connection.P018' => 'この契約は現在ご利用いただけません(P018)。ペイジェントにお問い合わせください。',
    'settings.connection.refused' => '接続試験に失敗しました(%code%)。エラーコードの内容をご確認ください。',
    'settings.connection.not_sent' => 'ペイジェントに接続できませんでした(%code%)。接続ID・接続パスワードの誤りではありません。接続先・証明書・CAファイル・ネットワークをご確認ください。',
    'settings.connection.no_answer' => 'ペイジェントから応答がありませんでした(%code%)。接続ID・接続パスワードが誤っているとは限りません。ネットワークを確認し、時間をおいて接続試験を行ってください。',
];
