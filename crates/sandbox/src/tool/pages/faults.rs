//! `/faults`: rules for what shall go wrong (sandbox-environment §19).

use serde_json::{Map, Value, json};

use super::frame::{self, Place};
use super::{back, said, text};
use crate::desk::Desk;
use crate::form::Form;
use crate::pages::Html;
use crate::pages::html::fill;
use crate::tool::{Reply, rules};

/// Effects that one chooses from a list: `do`, and what it means.
const READY: [(&str, &str); 19] = [
    (
        r#"{"answer":{"result":"1","response_code":"E002"}}"#,
        "エラー E002 を返す（処理しない）",
    ),
    (
        r#"{"answer":{"result":"1","response_code":"9005"}}"#,
        "エラー 9005 を返す（処理しない）",
    ),
    (r#"{"delay_ms":10000}"#, "処理するが応答は10秒後"),
    (r#"{"delay_ms":40000}"#, "処理するが応答は40秒後"),
    (r#"{"hang":"before"}"#, "処理せず、応答もしない"),
    (r#"{"hang":"after"}"#, "処理するが、応答しない"),
    (r#"{"swallow":true}"#, "処理するが、応答せずに接続を閉じる"),
    (
        r#"{"process_later_ms":60000}"#,
        "応答せず、60秒後に処理する",
    ),
    (r#"{"reset_at":0}"#, "処理するが、応答の前に接続をリセット"),
    (
        r#"{"reset_at":200}"#,
        "処理するが、応答の200バイト目でリセット",
    ),
    (r#"{"truncate_at":20}"#, "応答本文を20バイトで切る"),
    (r#"{"empty":true}"#, "処理するが、応答本文を空にする"),
    (r#"{"body":"PGh0bWw+"}"#, "処理するが、応答本文を壊す"),
    (
        r#"{"drip":{"bytes":1,"ms":200}}"#,
        "応答を1バイトずつゆっくり返す",
    ),
    (r#"{"http_status":500}"#, "HTTP 500（処理しない）"),
    (
        r#"{"http_status":502,"processed":true}"#,
        "HTTP 502（処理する）",
    ),
    (r#"{"http_status":503}"#, "HTTP 503（処理しない）"),
    (r#"{"tls_alert":true}"#, "TLSアラートで切断（処理しない）"),
    (r#"{"close_after":true}"#, "応答の直後に接続を閉じる"),
];

/// The rules there are, and the forms for new ones.
pub(super) fn page(desk: &Desk, query: &Form) -> Reply {
    let rules = desk.faults.shown();
    let content = [
        frame::outcome(query),
        frame::hint(
            "通信障害を再現して、加盟店側の処理（タイムアウト後の照会など）を確かめるための機能です。先に登録したルールから順に当てはめます。",
        ),
        frame::section(
            "登録済みのルール",
            list(rules.as_array().map(Vec::as_slice).unwrap_or_default()),
        ),
        frame::section("ルールの追加", simple()),
        frame::section("JSONで追加", json_form()),
    ];
    frame::page(Place::Faults, "障害の再現", Html::join(content))
}

/// `POST /faults`
pub(super) fn add(desk: &Desk, form: &Form) -> Reply {
    let whole = text(form, "rule");
    let rule = if whole.is_empty() {
        from_fields(form).to_string()
    } else {
        whole
    };
    back("/faults", &said(rules::add(desk, rule.as_bytes())))
}

/// `POST /faults/remove`: one rule, or all.
pub(super) fn remove(desk: &Desk, form: &Form) -> Reply {
    let reply = match text(form, "id").as_str() {
        "" => rules::clear(desk),
        id => rules::remove(desk, id),
    };
    back("/faults", &said(reply))
}

fn from_fields(form: &Form) -> Value {
    let mut rule = Map::new();
    for name in ["kind", "trading_id"] {
        let value = text(form, name);
        if !value.is_empty() {
            rule.insert(name.to_owned(), Value::from(value));
        }
    }
    for name in ["times", "after"] {
        let value = text(form, name);
        if !value.is_empty() {
            // What is no number is refused by the rule's own check.
            let number = value
                .parse::<u64>()
                .map_or(json!(value), |number| json!(number));
            rule.insert(name.to_owned(), number);
        }
    }
    let effect = serde_json::from_str(&text(form, "do")).unwrap_or_default();
    rule.insert("do".to_owned(), effect);
    Value::Object(rule)
}

fn list(rules: &[Value]) -> Html {
    if rules.is_empty() {
        return frame::hint("ルールはありません。");
    }
    let rows = rules.iter().map(|rule| {
        let text = |name: &str| match rule.get(name) {
            None => String::new(),
            Some(Value::String(text)) => text.clone(),
            Some(other) => other.to_string(),
        };
        let effect = text("do");
        let known = READY.iter().find(|(ready, _)| *ready == effect);
        let times = match text("times").as_str() {
            "" => "1回".to_owned(),
            "0" => "毎回".to_owned(),
            times => format!("{times}回"),
        };
        frame::row([
            text("id").into(),
            text("kind").into(),
            text("trading_id").into(),
            known.map_or(effect.as_str(), |(_, label)| label).into(),
            times.into(),
            format!("{}回", text("hits")).into(),
            frame::press("/faults/remove", &[("id", &text("id"))], "削除"),
        ])
    });
    let head = [
        "番号",
        "電文種別",
        "取引ID",
        "起きること",
        "回数",
        "発生",
        "",
    ];
    Html::join([
        frame::table(&head, rows),
        frame::press("/faults/remove", &[], "すべて削除"),
    ])
}

fn simple() -> Html {
    let effects: Vec<(String, String)> = READY
        .iter()
        .map(|(effect, label)| ((*effect).to_owned(), (*label).to_owned()))
        .collect();
    let fields = [
        frame::choice("起きること", "", "do", &effects, ""),
        frame::field("電文種別", "空欄はすべて。例：022", "kind", "text", ""),
        frame::field(
            "取引ID",
            "空欄はすべて。* が使えます",
            "trading_id",
            "text",
            "",
        ),
        frame::field("回数", "0は毎回", "times", "number", "1"),
        frame::field("最初に見送る回数", "", "after", "number", "0"),
    ];
    let fields = fill(
        "<div class=\"fields\">{fields}</div>",
        &[("fields", Html::join(fields))],
    );
    frame::form("/faults", fields, "追加")
}

fn json_form() -> Html {
    let text = fill(
        "<label><b>ルール</b><small>1つ、または配列。確率（probability, seed）や差分通知の障害（twice, forge など）も指定できます。</small>\
         <textarea name=\"rule\" spellcheck=\"false\">{example}</textarea></label>",
        &[(
            "example",
            r#"{"kind":"notice","times":1,"do":{"twice":true}}"#.into(),
        )],
    );
    frame::form("/faults", text, "追加")
}
