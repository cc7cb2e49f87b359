//! The test tool's JSON (sandbox-environment §20).

mod accounts;
mod coverage;
mod moves;
mod notices;
mod pages;
mod payments;
mod rules;
mod slips;
mod time;
mod transfers;

use std::sync::Arc;

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::ledger::Entry;
use crate::refusal::Stop;
use moves::Problem;

/// What the tool answers.
#[derive(Debug)]
pub(crate) enum Reply {
    Json(String),
    /// One JSON value per line.
    Lines(String),
    /// 400
    Wrong(String),
    /// 404 with a reason.
    NotThere(String),
    /// A page: status and HTML.
    Page(u16, String),
    /// 303 to an address of the tool.
    See(String),
    /// No such address.
    Unknown,
    /// The address takes only this method.
    Method(&'static str),
}

/// Answers one request to the tool.
pub(crate) async fn answer(
    desk: &Arc<Desk>,
    method: &str,
    path: &str,
    query: &str,
    body: &[u8],
) -> Reply {
    let steps: Vec<&str> = path.split('/').skip(1).collect();
    match (method, steps.as_slice()) {
        ("GET", ["tool", "coverage"]) => coverage::seen(desk),
        ("GET", ["tool", "ledger"]) => {
            let after = parameter(query, "after")
                .and_then(|after| after.parse().ok())
                .unwrap_or(0);
            Reply::Lines(desk.ledger.lines(after))
        }
        ("GET", ["tool", "clock"]) => time::shown(desk),
        ("POST", ["tool", "clock"]) => time::moved(desk, body).await,
        ("GET", ["tool", "notices"]) => notices::list(desk, query),
        ("POST", ["tool", "notices", id, "resend"]) => notices::resend(desk, id, query).await,
        ("GET", ["tool", "payments"]) => payments::search(desk, query),
        ("GET", ["tool", "payments", id]) => payments::details(desk, id),
        ("POST", ["tool", "payments", id, "status"]) => move_payment(desk, id, body),
        ("POST", ["tool", "slips"]) => slips::make(desk, body),
        ("POST", ["tool", "virtual_accounts", "deposit"]) => transfers::deposit(desk, body),
        ("POST", ["tool", "faults"]) => rules::add(desk, body),
        ("GET", ["tool", "faults"]) => Reply::Json(desk.faults.shown().to_string()),
        ("DELETE", ["tool", "faults"]) => rules::clear(desk),
        ("DELETE", ["tool", "faults", id]) => rules::remove(desk, id),
        ("GET", ["tool", "accounts"]) => accounts::all(desk),
        ("GET", ["tool", "accounts", id]) => accounts::shown(desk, id),
        ("PUT", ["tool", "accounts", id]) => accounts::put(desk, id, body),
        (_, ["tool", "faults"]) => Reply::Method("GET, POST, DELETE"),
        (_, ["tool", "faults", _]) => Reply::Method("DELETE"),
        (_, ["tool", "accounts"]) => Reply::Method("GET"),
        (_, ["tool", "accounts", _]) => Reply::Method("GET, PUT"),
        (_, ["tool", "coverage" | "ledger" | "notices" | "payments"] | ["tool", "payments", _]) => {
            Reply::Method("GET")
        }
        (_, ["tool", "slips"] | ["tool", "virtual_accounts", "deposit"]) => Reply::Method("POST"),
        (_, ["tool", "clock"]) => Reply::Method("GET, POST"),
        (_, ["tool", "payments", _, "status"] | ["tool", "notices", _, "resend"]) => {
            Reply::Method("POST")
        }
        (_, ["tool", ..]) => Reply::Unknown,
        (_, page) => pages::answer(desk, method, page, query, body).await,
    }
}

/// Sets a payment into another status as somebody paid, or did not (sandbox-environment §13).
fn move_payment(desk: &Desk, id: &str, body: &[u8]) -> Reply {
    let Ok(wish) = serde_json::from_slice::<Value>(body) else {
        return Reply::Wrong(problem("入力値が不正です。(JSON)", None));
    };
    let accounts = desk.accounts();
    let now = desk.clock.now();
    let outcome = desk.store.write(|tx| {
        let found = match id.parse() {
            Ok(id) => tx.any_payment(id)?,
            Err(_) => None,
        };
        let Some(mut payment) = found else {
            return Ok(Err(None));
        };
        let from = payment.status.clone();
        let Some(account) = accounts.find(payment.merchant_id.as_bytes()) else {
            return Ok(Err(None));
        };
        match moves::apply(tx, &account.merchant, now, &mut payment, &wish)? {
            Ok(()) => Ok(Ok((payment, from))),
            Err(problem) => Ok(Err(Some(problem))),
        }
    });
    match outcome {
        Ok(Ok((payment, from))) => {
            desk.ledger.note(Entry::Moved {
                at: now,
                payment_id: payment.id,
                from,
                to: payment.status.clone(),
            });
            Reply::Json(payments::shown(&payment).to_string())
        }
        Ok(Err(None)) => not_there(),
        Ok(Err(Some(cause))) => Reply::Wrong(match cause {
            Problem::Status => problem("現在の決済ステイタスでは変更できません。", Some("to")),
            Problem::Input(field) => problem(&format!("入力値が不正です。({field})"), Some(field)),
            Problem::Time => problem(
                "入金日時は取引発生日時より後、支払期限日より前で入力してください。",
                Some("payment_time"),
            ),
        }),
        Err(Stop::Refused(refusal)) => Reply::Wrong(problem(&refusal.detail(), None)),
        Err(Stop::Broken(_)) => Reply::Wrong(problem("データベースのエラーです。", None)),
    }
}

fn not_there() -> Reply {
    Reply::NotThere(problem("該当する決済がありません。", None))
}

fn problem(text: &str, field: Option<&str>) -> String {
    json!({ "error": text, "field": field }).to_string()
}

fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query
        .split('&')
        .filter_map(|part| part.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}
