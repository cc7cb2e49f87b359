//! The test tool's JSON (sandbox-environment §20), as far as it is built: ledger, clock, payments.

mod moves;

use serde_json::{Value, json};

use crate::desk::Desk;
use crate::ledger::Entry;
use crate::payment::Payment;
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
    /// No such address.
    Unknown,
    /// The address takes only this method.
    Method(&'static str),
}

/// Answers one request to the tool.
pub(crate) fn answer(desk: &Desk, method: &str, path: &str, query: &str, body: &[u8]) -> Reply {
    let steps: Vec<&str> = path.split('/').skip(1).collect();
    match (method, steps.as_slice()) {
        ("GET", ["tool", "ledger"]) => {
            let after = parameter(query, "after")
                .and_then(|after| after.parse().ok())
                .unwrap_or(0);
            Reply::Lines(desk.ledger.lines(after))
        }
        ("GET", ["tool", "clock"]) => {
            Reply::Json(json!({ "now": desk.clock.now().rfc3339(), "mode": "real" }).to_string())
        }
        ("GET", ["tool", "payments", id]) => payment(desk, id),
        ("POST", ["tool", "payments", id, "status"]) => move_payment(desk, id, body),
        (_, ["tool", "ledger" | "clock"] | ["tool", "payments", _]) => Reply::Method("GET"),
        (_, ["tool", "payments", _, "status"]) => Reply::Method("POST"),
        _ => Reply::Unknown,
    }
}

fn payment(desk: &Desk, id: &str) -> Reply {
    let found = desk.store.read(|tx| match id.parse() {
        Ok(id) => Ok(tx.any_payment(id)?),
        Err(_) => Ok(None),
    });
    match found {
        Ok(Some(payment)) => Reply::Json(shown(&payment).to_string()),
        Ok(None) => not_there(),
        Err(_) => Reply::Wrong(problem("データベースのエラーです。", None)),
    }
}

fn shown(payment: &Payment) -> Value {
    json!({
        "payment_id": payment.id.to_string(),
        "merchant_id": payment.merchant_id,
        "payment_type": payment.payment_type,
        "trading_id": payment.trading_id,
        "site_id": payment.site_id,
        "status": payment.status,
        "amount": payment.amount,
        "made": payment.made.rfc3339(),
        "allowed": moves::allowed(payment),
    })
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
            Reply::Json(shown(&payment).to_string())
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
