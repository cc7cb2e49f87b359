//! The test tool as pages for people: plain HTML on the shared stylesheet (sandbox-environment §13, §20).
//! What a page does, it does through the same functions as the JSON.

mod accounts;
mod clock;
mod deposit;
mod faults;
mod frame;
mod labels;
mod ledger;
mod notices;
mod payment;
mod search;
mod timeline;

use std::sync::Arc;

use super::Reply;
use crate::desk::Desk;
use crate::form::Form;

/// Answers a request to a page of the tool; nothing when there is no such page.
pub(super) async fn answer(
    desk: &Arc<Desk>,
    method: &str,
    steps: &[&str],
    query: &str,
    body: &[u8],
) -> Reply {
    let query = Form::parse(query.as_bytes());
    let form = Form::parse(body);
    match (method, steps) {
        ("GET", [""]) => search::page(desk, &query),
        ("GET", ["payments", id]) => payment::page(desk, id, &query),
        ("POST", ["payments", id, "status"]) => payment::moved(desk, id, &form),
        ("GET", ["notices"]) => notices::page(desk, &query),
        ("POST", ["notices", id, "resend"]) => notices::resend(desk, id, &form).await,
        ("GET", ["faults"]) => faults::page(desk, &query),
        ("POST", ["faults"]) => faults::add(desk, &form),
        ("POST", ["faults", "remove"]) => faults::remove(desk, &form),
        ("GET", ["clock"]) => clock::page(desk, &query),
        ("POST", ["clock"]) => clock::moved(desk, &form).await,
        ("GET", ["deposit"]) => deposit::page(&query),
        ("POST", ["deposit"]) => deposit::made(desk, &form),
        ("GET", ["accounts"]) => accounts::first(desk),
        ("GET", ["accounts", id]) => accounts::page(desk, id, &query),
        ("POST", ["accounts", id]) => accounts::change(desk, id, &form),
        ("GET", ["ledger"]) => ledger::page(desk, &query),
        (_, [""] | ["payments", _] | ["notices" | "ledger"]) => Reply::Method("GET"),
        (_, ["payments", _, "status"] | ["notices", _, "resend"] | ["faults", "remove"]) => {
            Reply::Method("POST")
        }
        (_, ["faults" | "clock" | "deposit"] | ["accounts", _]) => Reply::Method("GET, POST"),
        _ => Reply::Unknown,
    }
}

/// A posted or queried value in UTF-8 without blanks around it.
fn text(form: &Form, name: &str) -> String {
    String::from_utf8_lossy(form.get(name)).trim().to_owned()
}

/// What a JSON function of the tool said, as an outcome for a page: nothing, or the error's text.
fn said(reply: Reply) -> Result<(), String> {
    match reply {
        Reply::Wrong(body) | Reply::NotThere(body) => {
            let body: serde_json::Value = serde_json::from_str(&body).unwrap_or_default();
            let text = body.get("error").and_then(serde_json::Value::as_str);
            Err(text.unwrap_or("処理できませんでした。").to_owned())
        }
        _ => Ok(()),
    }
}

/// Back to a page, which then shows the outcome.
fn back(address: &str, outcome: &Result<(), String>) -> Reply {
    let sign = if address.contains('?') { '&' } else { '?' };
    let shown = match outcome {
        Ok(()) => "done=1".to_owned(),
        Err(text) => format!("error={}", encoded(text)),
    };
    Reply::See(format!("{address}{sign}{shown}"))
}

fn encoded(text: &str) -> String {
    crate::pages::address::encode(text, crate::pages::address::Charset::Utf8)
}
