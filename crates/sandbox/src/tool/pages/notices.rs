//! `/notices`: difference records, their deliveries, and sending one again.

use std::sync::Arc;

use serde_json::Value;

use super::frame::{self, Place};
use super::{back, encoded, labels, said, text};
use crate::desk::Desk;
use crate::form::Form;
use crate::pages::Html;
use crate::pages::html::fill;
use crate::payment::Payment;
use crate::tool::{Reply, notices};

/// A merchant's records, newest first.
pub(super) fn page(desk: &Desk, query: &Form) -> Reply {
    let accounts = desk.accounts();
    let first = accounts.ids().first().cloned().unwrap_or_default();
    let merchant_id = match text(query, "merchant_id") {
        id if id.is_empty() => first,
        id => id,
    };
    let before = text(query, "before");
    let asked = format!(
        "merchant_id={}&before={}&limit=50",
        encoded(&merchant_id),
        encoded(&before)
    );
    let list: Value = match notices::list(desk, &asked) {
        Reply::Json(list) => serde_json::from_str(&list).unwrap_or_default(),
        _ => return frame::missing(Place::Notices, "該当する加盟店がありません。"),
    };
    let shown = list.get("notices").and_then(Value::as_array);
    let shown = shown.map(Vec::as_slice).unwrap_or_default();
    let mut content = vec![
        frame::outcome(query),
        whose(accounts.ids(), &merchant_id),
        address(desk, &merchant_id),
    ];
    if shown.is_empty() {
        content.push(frame::hint("差分通知はまだありません。"));
    } else {
        content.push(table(shown, None));
    }
    if let Some(next) = list.get("next").and_then(Value::as_i64) {
        let address = format!("/notices?merchant_id={merchant_id}&before={next}");
        content.push(frame::link(&address, "次の差分通知を表示 →"));
    }
    frame::page(Place::Notices, "差分通知", Html::join(content))
}

/// `POST /notices/{id}/resend`; a payment's page gets its answer itself.
pub(super) async fn resend(desk: &Arc<Desk>, id: &str, form: &Form) -> Reply {
    let merchant_id = text(form, "merchant_id");
    let asked = format!("merchant_id={}", encoded(&merchant_id));
    let reply = notices::resend(desk, id, &asked).await;
    let failed = match &reply {
        Reply::Json(tried) => {
            let tried: Value = serde_json::from_str(tried).unwrap_or_default();
            let outcome = tried.get("outcome").and_then(Value::as_str);
            outcome
                .filter(|outcome| *outcome != "delivered")
                .map(|outcome| format!("通知は届きませんでした。（{outcome}）"))
        }
        _ => None,
    };
    let outcome = match failed {
        Some(failed) => Err(failed),
        None => said(reply),
    };
    let payment = text(form, "payment_id");
    let address = if payment.is_empty() {
        format!("/notices?merchant_id={}", encoded(&merchant_id))
    } else {
        format!("/payments/{}", encoded(&payment))
    };
    back(&address, &outcome)
}

/// A table of records as the JSON has them; on a payment's page, resending leads back there.
pub(super) fn table(notices: &[Value], on_page_of: Option<&Payment>) -> Html {
    let whose: &[&str] = match on_page_of {
        Some(_) => &[],
        None => &["決済ID", "取引ID"],
    };
    let head = [
        &["通知ID", "作成日時"],
        whose,
        &["通知するステイタス", "送信", "送信履歴", ""],
    ]
    .concat();
    frame::table(&head, notices.iter().map(|notice| row(notice, on_page_of)))
}

fn row(notice: &Value, on_page_of: Option<&Payment>) -> Html {
    let text = |name: &str| match notice.get(name) {
        Some(Value::String(text)) => text.clone(),
        None | Some(Value::Null) => String::new(),
        Some(other) => other.to_string(),
    };
    let payment = text("payment_id");
    let state = match text("push").as_str() {
        "waiting" => "送信待ち",
        "delivered" => "届いた",
        "dropped" => "送らなかった",
        _ => "送信なし（091で取得）",
    };
    let tries = notice.get("tries").and_then(Value::as_array);
    let tries = tries.into_iter().flatten().map(|tried| {
        let text = |name: &str| tried.get(name).and_then(Value::as_str).unwrap_or_default();
        fill(
            "<div>{at} {outcome}</div>",
            &[
                ("at", labels::time(text("at"))),
                ("outcome", labels::outcome(text("outcome")).into()),
            ],
        )
    });
    let merchant_id = text("merchant_id");
    let mut hidden = vec![("merchant_id", merchant_id.as_str())];
    if on_page_of.is_some() {
        hidden.push(("payment_id", payment.as_str()));
    }
    let mut cells = vec![text("id").into(), labels::time(&text("made"))];
    if on_page_of.is_none() {
        cells.push(frame::link(&format!("/payments/{payment}"), &payment));
        cells.push(text("trading_id").into());
    }
    let again = format!("/notices/{}/resend", text("id"));
    cells.extend([
        labels::badge(&text("payment_type"), &text("payment_status")),
        state.into(),
        Html::join(tries),
        frame::press(&again, &hidden, "再送"),
    ]);
    frame::row(cells)
}

fn whose(ids: &[String], merchant_id: &str) -> Html {
    if ids.len() < 2 {
        return Html::default();
    }
    let links = ids.iter().map(|id| {
        if id == merchant_id {
            fill("<strong>{id}</strong> ", &[("id", id.into())])
        } else {
            fill(
                "{link} ",
                &[(
                    "link",
                    frame::link(&format!("/notices?merchant_id={id}"), id),
                )],
            )
        }
    });
    fill(
        "<p>マーチャントID：{links}</p>",
        &[("links", Html::join(links))],
    )
}

fn address(desk: &Desk, merchant_id: &str) -> Html {
    let accounts = desk.accounts();
    let account = accounts.find(merchant_id.as_bytes());
    let url = account.and_then(|account| account.merchant.push_url());
    match url {
        Some(url) => fill(
            "<p class=\"note\">差分通知先URL：{url}</p>",
            &[("url", url.into())],
        ),
        None => frame::hint(
            "差分通知先URLが登録されていないため送信されません。「契約内容」で登録できます。",
        ),
    }
}
