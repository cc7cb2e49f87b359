//! `/tool/payments`: search and details (sandbox-environment §20).

use serde_json::{Value, json};

use super::{Reply, moves, not_there, problem};
use crate::clock::{Moment, moment};
use crate::desk::Desk;
use crate::form::Form;
use crate::payment::Payment;
use crate::refusal::Outcome;
use crate::store::Wanted;

/// Payments of one answer when nothing else is asked for, and the most.
pub(super) const PAGE: u32 = 50;
const MOST: u32 = 1000;

/// `GET /tool/payments?merchant_id&trading_id&payment_id&payment_type&status&from&to&limit&after`
pub(super) fn search(desk: &Desk, query: &str) -> Reply {
    let query = Form::parse(query.as_bytes());
    let (wanted, limit) = match wanted(&query) {
        Ok(wanted) => wanted,
        Err(field) => {
            return Reply::Wrong(problem(
                &format!("入力値が不正です。({field})"),
                Some(field),
            ));
        }
    };
    match find(desk, &wanted, limit) {
        Ok((payments, next)) => {
            let shown: Vec<Value> = payments.iter().map(shown).collect();
            let next = next.map(|id| id.to_string());
            Reply::Json(json!({ "payments": shown, "next": next }).to_string())
        }
        Err(_) => Reply::Wrong(problem("データベースのエラーです。", None)),
    }
}

/// What a query asks for and how many of it, or the parameter that is wrong. Trading ids may have `*`
/// and `?`; times are RFC 3339 or `YYYY-MM-DD`, whose day counts as a whole.
pub(super) fn wanted(query: &Form) -> Result<(Wanted, u32), &'static str> {
    let text = |name: &str| {
        let value = String::from_utf8_lossy(query.get(name)).trim().to_owned();
        (!value.is_empty()).then_some(value)
    };
    let number = |name: &'static str| match text(name) {
        None => Ok(None),
        Some(digits) => digits.parse::<i64>().map(Some).map_err(|_| name),
    };
    let limit = number("limit")?.unwrap_or(i64::from(PAGE));
    let limit = u32::try_from(limit).map_err(|_| "limit")?.clamp(1, MOST);
    let wanted = Wanted {
        merchant_id: text("merchant_id"),
        trading_id: text("trading_id"),
        payment_id: number("payment_id")?,
        payment_type: text("payment_type"),
        status: text("status"),
        from: time(text("from"), 0).map_err(|()| "from")?,
        to: time(text("to"), 1).map_err(|()| "to")?,
        after: number("after")?,
    };
    Ok((wanted, limit))
}

/// Payments, newest first, and the id after which the next ones come.
pub(super) fn find(
    desk: &Desk,
    wanted: &Wanted,
    limit: u32,
) -> Outcome<(Vec<Payment>, Option<i64>)> {
    let mut payments = desk
        .store
        .read(|tx| Ok(tx.search_payments(wanted, limit + 1)?))?;
    let there_are_more = payments.len() > limit as usize;
    payments.truncate(limit as usize);
    let next = payments.last().map(|payment| payment.id);
    Ok((payments, next.filter(|_| there_are_more)))
}

/// `GET /tool/payments/{id}`
pub(super) fn details(desk: &Desk, id: &str) -> Reply {
    match payment(desk, id) {
        Ok(Some(payment)) => {
            let mut shown = shown(&payment);
            if let Value::Object(shown) = &mut shown {
                shown.insert(
                    "timeline".to_owned(),
                    Value::Array(timeline(desk, &payment)),
                );
            }
            Reply::Json(shown.to_string())
        }
        Ok(None) => not_there(),
        Err(_) => Reply::Wrong(problem("データベースのエラーです。", None)),
    }
}

/// A payment by what stands in an address.
pub(super) fn payment(desk: &Desk, id: &str) -> Outcome<Option<Payment>> {
    let Ok(id) = id.parse() else { return Ok(None) };
    desk.store.read(|tx| Ok(tx.any_payment(id)?))
}

/// A payment as the tool shows it.
pub(super) fn shown(payment: &Payment) -> Value {
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

/// Everything the ledger has about a payment, and the moves of the clock since it was made, in order.
/// Telegrams of other merchants that name its id are nobody's business here.
pub(super) fn timeline(desk: &Desk, payment: &Payment) -> Vec<Value> {
    let made = payment.made.rfc3339();
    desk.ledger
        .about(payment.id)
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok())
        .filter(|line| {
            let text = |name: &str| line.get(name).and_then(Value::as_str);
            let own = text("merchant_id").is_none_or(|id| id == payment.merchant_id);
            let since = text("event") != Some("clock") || text("at") >= Some(made.as_str());
            own && since
        })
        .collect()
}

fn time(text: Option<String>, days: i64) -> Result<Option<Moment>, ()> {
    let Some(text) = text else { return Ok(None) };
    if let Some(moment) = moment(&text) {
        return Ok(Some(moment));
    }
    let day: String = text.chars().filter(|letter| *letter != '-').collect();
    match Moment::from_stamp(&day) {
        Some(midnight) if text.len() == 10 => Ok(Some(midnight.plus_days(days))),
        _ => Err(()),
    }
}
