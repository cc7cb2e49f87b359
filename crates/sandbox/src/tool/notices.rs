//! Difference records, what became of them, and sending one again (sandbox-environment §20).

use serde_json::{Value, json};

use super::{Reply, parameter, problem};
use crate::account::{Account, Accounts};
use crate::desk::Desk;
use crate::notices;
use crate::refusal::Outcome;
use crate::store::{Notice, Try, Tx};

/// Records of one answer when nothing else is asked for, and the most.
const PAGE: u32 = 100;
const MOST: u32 = 1000;

/// `GET /tool/notices?merchant_id&limit&before`: newest first.
pub(super) fn list(desk: &Desk, query: &str) -> Reply {
    let accounts = desk.accounts();
    let account = match parameter(query, "merchant_id").unwrap_or_default() {
        "" => only(&accounts),
        id => accounts.find(id.as_bytes()).map(|account| &**account),
    };
    let Some(account) = account else {
        return Reply::Wrong(problem(
            "入力値が不正です。(merchant_id)",
            Some("merchant_id"),
        ));
    };
    let number = |name: &str| parameter(query, name).and_then(|text| text.parse().ok());
    let limit = number("limit").map_or(PAGE, |limit| {
        u32::try_from(limit).unwrap_or(MOST).clamp(1, MOST)
    });
    let before: i64 = number("before").unwrap_or(i64::MAX);
    let merchant_id = account.merchant.merchant_id.as_str();
    let shown = desk.store.read(|tx| {
        let mut shown = Vec::new();
        let mut last = None;
        for notice in tx.notices_before(merchant_id, before, limit)? {
            last = Some(notice.id);
            shown.push(one(tx, merchant_id, &notice)?);
        }
        let next = last.filter(|_| shown.len() == limit as usize);
        Ok(json!({ "notices": shown, "next": next }))
    });
    match shown {
        Ok(shown) => Reply::Json(shown.to_string()),
        Err(_) => broken(),
    }
}

/// `POST /tool/notices/{id}/resend`: at once, outside the queue.
pub(super) async fn resend(desk: &Desk, id: &str, query: &str) -> Reply {
    let accounts = desk.accounts();
    let id: i64 = id.parse().unwrap_or(0);
    let wanted = parameter(query, "merchant_id").unwrap_or_default();
    let mut found = Vec::new();
    for account in accounts.all() {
        let merchant_id = &account.merchant.merchant_id;
        if !wanted.is_empty() && wanted != merchant_id {
            continue;
        }
        match desk.store.read(|tx| Ok(tx.any_notice(merchant_id, id)?)) {
            Ok(Some(notice)) => found.push((account, notice)),
            Ok(None) => {}
            Err(_) => return broken(),
        }
    }
    // Every merchant counts its records from 1.
    if found.len() > 1 {
        return Reply::Wrong(problem(
            "入力値が不正です。(merchant_id)",
            Some("merchant_id"),
        ));
    }
    let Some((account, notice)) = found.pop() else {
        return Reply::NotThere(problem("該当する差分通知がありません。", None));
    };
    let merchant = &account.merchant;
    if merchant.push_url().is_none() {
        return Reply::Wrong(problem(
            "差分通知先URLが登録されていません。",
            Some("notice_url"),
        ));
    }
    match notices::resend(desk, merchant, &notice).await {
        Ok(tried) => Reply::Json(attempt(&tried).to_string()),
        Err(_) => broken(),
    }
}

fn only(accounts: &Accounts) -> Option<&Account> {
    let mut all = accounts.all();
    all.next()
        .filter(|_| all.next().is_none())
        .map(|account| &**account)
}

/// A record as the tool shows it.
pub(super) fn one(tx: Tx<'_>, merchant_id: &str, notice: &Notice) -> Outcome<Value> {
    let tries = tx.tries(merchant_id, notice.id)?;
    let state = if tx.waits_for_push(merchant_id, notice.id)? {
        "waiting"
    } else if tries.iter().any(|tried| tried.outcome == "delivered") {
        "delivered"
    } else if tries.iter().any(|tried| tried.outcome == "dropped") {
        "dropped"
    } else {
        // No address when it was made, or another one since.
        "not pushed"
    };
    Ok(json!({
        "id": notice.id,
        "merchant_id": merchant_id,
        "payment_id": notice.payment_id.to_string(),
        "trading_id": notice.value("trading_id"),
        "payment_type": notice.value("payment_type"),
        "payment_status": notice.value("payment_status"),
        "payment_amount": notice.value("payment_amount"),
        "made": notice.made.rfc3339(),
        "inquired": notice.inquired,
        "push": state,
        "tries": tries.iter().map(attempt).collect::<Vec<_>>(),
    }))
}

fn attempt(tried: &Try) -> Value {
    json!({
        "at": tried.at.rfc3339(),
        "cause": tried.cause,
        "outcome": tried.outcome,
        "http_status": tried.http_status,
    })
}

fn broken() -> Reply {
    Reply::Wrong(problem("データベースのエラーです。", None))
}
