//! `/accounts/{merchant_id}`: the contract (sandbox-environment §18).

use serde_json::{Map, Value, json};

use super::frame::{self, Place};
use super::{back, encoded, said, text};
use crate::desk::Desk;
use crate::form::Form;
use crate::pages::Html;
use crate::pages::html::fill;
use crate::tool::{Reply, accounts};

/// Headings, and the keys under them with their names.
type Group = (&'static str, &'static [(&'static str, &'static str)]);

const GROUPS: [Group; 8] = [
    (
        "接続",
        &[
            ("connect_id", "接続ID"),
            ("connect_password", "接続パスワード"),
            ("certificate", "クライアント証明書（キット内のファイル名）"),
            ("registered_ips", "接続元IPアドレス（空欄は制限なし）"),
            ("maintenance", "メンテナンス中（P017）"),
            ("available", "利用可能（いいえはP018）"),
            ("telegram_hash_check", "電文ハッシュのチェック"),
            ("telegram_hash_key", "電文ハッシュ生成キー"),
        ],
    ),
    (
        "契約",
        &[
            ("methods", "利用できる決済手段"),
            ("sites", "サイトID"),
            ("limits", "決済手段ごとの上限金額"),
            ("diff_inquiry", "決済情報差分照会（091）の利用"),
            ("file_types", "ファイル決済の種別"),
            ("timing", "処理時刻"),
            ("pif", "PIF"),
        ],
    ),
    (
        "カード",
        &[
            ("direct_card", "カード番号の直接送信"),
            ("card_storage", "カード情報お預り機能"),
            ("validity_check", "有効性チェック"),
            ("reduced_sales", "補正売上（028・029）"),
            ("card_payment_classes", "支払区分"),
            ("card_split_counts", "分割回数"),
            ("card_brands", "カードブランド"),
            ("bonus_months", "ボーナス月"),
            ("blocker", "大量取引ブロックのルール"),
            ("token_minutes", "トークンの有効時間（分）"),
            ("token_generate_key", "トークン生成キー"),
            ("token_hash_key", "トークンのハッシュ生成キー"),
            ("sales_expiry_from", "売上取消期限の起算"),
            ("inquiry_fingerprint", "照会で指紋を返す"),
        ],
    ),
    (
        "3Dセキュア",
        &[
            ("emv_3ds", "EMV 3Dセキュア（3DS 2.0）"),
            ("three_ds_1", "3Dセキュア1.0"),
            ("three_ds_1_acs", "3Dセキュア1.0の認証画面"),
            ("no_3ds_brands", "3Dセキュア対象外のブランド"),
            ("attempt_control", "アテンプト取引の扱い"),
            ("threeds_hash_key", "3Dセキュア結果のハッシュ生成キー"),
        ],
    ),
    (
        "コンビニ・銀行・仮想口座",
        &[
            ("cvs_type", "コンビニ接続タイプ"),
            ("cvs_confirm_auto", "コンビニの確報を自動で行う"),
            ("tickets", "チケット"),
            ("bank_trading_id_by", "銀行ネットの取引IDの採番"),
            ("va_accounts", "仮想口座（個数または一覧）"),
            ("va_tolerance", "仮想口座の許容差額"),
            ("va_grace_days", "仮想口座の猶予日数"),
            ("va_priority", "仮想口座の消込の優先"),
        ],
    ),
    (
        "差分通知",
        &[
            ("notice_url", "差分通知先URL"),
            ("notice_hash_key", "差分通知ハッシュ生成キー"),
            ("notice_fields", "追加の通知項目"),
            ("notice_statuses", "通知するステイタスの追加・除外"),
            ("notice_reply", "応答の判定"),
            ("notice_sni", "SNIを送る"),
            ("notice_verify_tls", "証明書を検証する"),
            ("file_notice_url", "ファイル決済通知URL"),
        ],
    ),
    (
        "リンクタイプ",
        &[
            ("link_hash_key", "リンクタイプのハッシュ生成キー"),
            ("link_hash_required", "ハッシュ必須"),
            ("link_hash_order", "ハッシュの項目順"),
            ("link_duplicate", "同じ取引IDの再要求"),
            ("link_trading_id_by", "取引IDの採番"),
        ],
    ),
    (
        "キャリア・Paidy",
        &[
            ("career_aum_digital", "まとめてau支払い（デジタル）"),
            ("sa_service_code", "ソフトバンクのサービスコード"),
            ("sa_auth_url", "ソフトバンクの認証URL"),
            ("sa_user_not_eligible", "ソフトバンクの利用者が対象外"),
            ("paidy_public_key", "PaidyのパブリックAPIキー"),
            ("paidy_webhook", "PaidyのWebhook"),
        ],
    ),
];

/// Words that a key may have.
const WORDS: [(&str, &[&str]); 10] = [
    ("attempt_control", &["normal_only", "all", "none"]),
    ("cvs_type", &["A", "B", "D", "F"]),
    ("bank_trading_id_by", &["merchant", "paygent"]),
    ("link_trading_id_by", &["merchant", "paygent"]),
    ("va_priority", &["latest", "oldest"]),
    ("notice_reply", &["strict", "lenient"]),
    ("link_hash_order", &["published", "eccube"]),
    ("link_duplicate", &["same_url", "reject"]),
    ("timing", &["production", "test"]),
    ("sales_expiry_from", &["authorization", "clearing"]),
];

/// The kit's merchant.
pub(super) fn first(desk: &Desk) -> Reply {
    let accounts = desk.accounts();
    match accounts.ids().first() {
        Some(id) => Reply::See(format!("/accounts/{id}")),
        None => frame::missing(Place::Accounts, "該当する加盟店がありません。"),
    }
}

/// A merchant's contract as a form.
pub(super) fn page(desk: &Desk, id: &str, query: &Form) -> Reply {
    let Some(contract) = accounts::contract(desk, id) else {
        return frame::missing(Place::Accounts, "該当する加盟店がありません。");
    };
    let groups = GROUPS.iter().map(|(heading, keys)| {
        let fields = keys.iter().map(|(key, label)| {
            let value = contract.get(key).unwrap_or(&Value::Null);
            field(key, label, value)
        });
        fill(
            "<fieldset><legend>{heading}</legend><div class=\"fields\">{fields}</div></fieldset>",
            &[
                ("heading", (*heading).into()),
                ("fields", Html::join(fields)),
            ],
        )
    });
    let known = desk.accounts();
    let others = known.ids().iter().map(|id| {
        fill(
            "{link} ",
            &[("link", frame::link(&format!("/accounts/{id}"), id))],
        )
    });
    let content = [
        frame::outcome(query),
        fill(
            "<p>マーチャントID：{others}</p>",
            &[("others", Html::join(others))],
        ),
        frame::hint(
            "変更は次の電文から有効です。一覧はカンマ区切りで入力します。account.json にも保存されます。",
        ),
        frame::form(
            &format!("/accounts/{}", encoded(id)),
            Html::join(groups),
            "保存",
        ),
    ];
    frame::page(
        Place::Accounts,
        &format!("契約内容 {id}"),
        Html::join(content),
    )
}

/// `POST /accounts/{merchant_id}`: only what differs from the contract is changed.
pub(super) fn change(desk: &Desk, id: &str, form: &Form) -> Reply {
    let Some(contract) = accounts::contract(desk, id) else {
        return frame::missing(Place::Accounts, "該当する加盟店がありません。");
    };
    let mut changes = Map::new();
    for (key, _) in GROUPS.iter().flat_map(|(_, keys)| keys.iter()) {
        let old = contract.get(key).unwrap_or(&Value::Null);
        let typed = text(form, key);
        if form.find(key).is_some() && typed != written(old) {
            changes.insert((*key).to_owned(), read(old, &typed));
        }
    }
    let changes = Value::Object(changes).to_string();
    let outcome = said(accounts::put(desk, id, changes.as_bytes()));
    back(&format!("/accounts/{}", encoded(id)), &outcome)
}

fn field(key: &str, label: &str, value: &Value) -> Html {
    let words = WORDS.iter().find(|(known, _)| *known == key);
    let shown = written(value);
    if value.is_boolean() {
        let choices = [("true", "はい"), ("false", "いいえ")];
        let choices = choices.map(|(value, label)| (value.to_owned(), label.to_owned()));
        return frame::choice(label, key, key, &choices, &shown);
    }
    if let Some((_, words)) = words {
        let choices: Vec<(String, String)> = words
            .iter()
            .map(|word| ((*word).to_owned(), (*word).to_owned()))
            .collect();
        return frame::choice(label, key, key, &choices, &shown);
    }
    frame::field(label, key, key, "text", &shown)
}

/// A value as it is typed: lists of words and numbers with commas, deeper things as JSON.
fn written(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        Value::Array(list) if list.iter().all(is_plain) => {
            let words: Vec<String> = list.iter().map(written).collect();
            words.join(", ")
        }
        other => other.to_string(),
    }
}

/// A word that has no comma of its own.
fn is_plain(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.contains(','),
        other => other.is_number(),
    }
}

/// What was typed, in the shape that the key has; what does not fit stays a text and is refused.
fn read(old: &Value, typed: &str) -> Value {
    let json = || serde_json::from_str(typed).unwrap_or_else(|_| json!(typed));
    match old {
        Value::Null | Value::String(_) if typed.is_empty() => Value::Null,
        Value::Null | Value::String(_) => json!(typed),
        Value::Array(_) if typed.starts_with('[') => json(),
        Value::Array(list) => {
            let numbers = list.first().is_some_and(Value::is_number);
            let words = typed
                .split(',')
                .map(str::trim)
                .filter(|word| !word.is_empty());
            words
                .map(|word| match word.parse::<i64>() {
                    Ok(number) if numbers => json!(number),
                    _ => json!(word),
                })
                .collect()
        }
        _ => json(),
    }
}
