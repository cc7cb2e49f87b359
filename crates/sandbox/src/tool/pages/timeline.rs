//! The timeline of a payment, and lines of the ledger, for people.

use serde_json::{Map, Value};

use super::{frame, labels};
use crate::pages::Html;
use crate::pages::html::fill;
use crate::payment::Payment;

/// The lines about a payment, oldest first.
pub(super) fn table(payment: &Payment, lines: &[Value]) -> Html {
    if lines.is_empty() {
        return frame::hint("記録はありません。");
    }
    let rows = lines
        .iter()
        .enumerate()
        .filter(|(at, line)| !lines.get(at + 1).is_some_and(|next| tells_more(next, line)))
        .map(|(_, line)| line)
        .map(|line| frame::row(cells(line, &payment.payment_type)));
    frame::table(&["日時", "できごと", "内容"], rows)
}

/// Whether a line is about the same change of status, and says what made it.
fn tells_more(next: &Value, line: &Value) -> bool {
    let same = |name: &str| next.get(name) == line.get(name);
    let event = |line: &Value| shown(line.get("event"));
    event(line) == "status"
        && matches!(event(next).as_str(), "moved" | "time")
        && same("from")
        && same("to")
}

/// One line of the ledger as a row's cells: when, what, more.
pub(super) fn cells(line: &Value, payment_type: &str) -> [Html; 3] {
    let text = |name: &str| shown(line.get(name));
    let event = text("event");
    let (what, more) = match event.as_str() {
        "telegram" => (
            format!("電文 {} {}", text("kind"), labels::kind(&text("kind"))),
            telegram(line),
        ),
        "status" => (
            "決済ステイタス".to_owned(),
            status(payment_type, &text("from"), &text("to")),
        ),
        "moved" => (
            "テストツールで変更".to_owned(),
            status(payment_type, &text("from"), &text("to")),
        ),
        "time" => (
            "時間の経過による変更".to_owned(),
            status(payment_type, &text("from"), &text("to")),
        ),
        "notice" => (
            format!("差分通知 {}", text("payment_notice_id")),
            pushed(line, payment_type),
        ),
        "fault" => (
            format!("障害ルール {}", text("rule")),
            text("effect").into(),
        ),
        "clock" => ("時計を進めた".to_owned(), labels::time(&text("from"))),
        "called" => (
            "加盟店のURLを呼び出し".to_owned(),
            format!("{} HTTP {}", text("about"), text("status")).into(),
        ),
        "page" => (
            "画面".to_owned(),
            format!("{} {} {}", text("method"), text("path"), text("status")).into(),
        ),
        "warning" => ("注意".to_owned(), text("text").into()),
        "turned" => (
            "受け付けなかった要求".to_owned(),
            format!("{} HTTP {}", text("listener"), text("status")).into(),
        ),
        _ => (event.clone(), text("text").into()),
    };
    [labels::time(&text("at")), what.into(), more]
}

fn status(payment_type: &str, from: &str, to: &str) -> Html {
    let to = labels::badge(payment_type, to);
    if from.is_empty() {
        return to;
    }
    fill(
        "{from} → {to}",
        &[("from", labels::badge(payment_type, from)), ("to", to)],
    )
}

/// The result, and the telegram itself with what is secret hidden.
fn telegram(line: &Value) -> Html {
    let text = |name: &str| shown(line.get(name));
    let result = match (text("result").as_str(), text("response_code")) {
        ("0", _) => "正常（result=0）".to_owned(),
        ("7", _) => "3Dセキュア認証待ち（result=7）".to_owned(),
        (_, code) => format!("エラー（{code}）"),
    };
    let request: Vec<String> = line
        .get("request")
        .and_then(Value::as_object)
        .into_iter()
        .flat_map(Map::iter)
        .map(|(name, value)| format!("{name}={}", shown(Some(value))))
        .collect();
    fill(
        "{result}<details><summary>要求電文と応答電文</summary><pre>{request}</pre><pre>{answer}</pre></details>",
        &[
            ("result", result.into()),
            ("request", request.join("\n").into()),
            (
                "answer",
                text("answer").trim_start().replace('\r', "").into(),
            ),
        ],
    )
}

fn pushed(line: &Value, payment_type: &str) -> Html {
    let text = |name: &str| shown(line.get(name));
    fill(
        "{status} {outcome}",
        &[
            ("status", labels::badge(payment_type, &text("status"))),
            ("outcome", labels::outcome(&text("outcome")).into()),
        ],
    )
}

fn shown(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
    }
}
