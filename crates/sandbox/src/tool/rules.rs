//! `/tool/faults` (sandbox-environment §19).

use serde_json::{Value, json};

use super::{Reply, problem};
use crate::desk::Desk;
use crate::faults::Unusable;

/// Adds a rule or an array of rules.
pub(super) fn add(desk: &Desk, body: &[u8]) -> Reply {
    let Ok(wish) = serde_json::from_slice::<Value>(body) else {
        return Reply::Wrong(problem("入力値が不正です。(JSON)", Some("JSON")));
    };
    match desk.faults.add(&wish) {
        Ok(added) => Reply::Json(added.to_string()),
        Err(Unusable::Wrong(key)) => {
            let text = format!("入力値が不正です。({key})");
            Reply::Wrong(problem(&text, Some(key)))
        }
        Err(Unusable::NoAlerts) => Reply::Wrong(problem(
            "このTLSモードではTLSアラートを送れません。",
            Some("tls_alert"),
        )),
    }
}

/// Removes one rule.
pub(super) fn remove(desk: &Desk, id: &str) -> Reply {
    if id.parse().is_ok_and(|id| desk.faults.remove(id)) {
        Reply::Json(json!({ "removed": 1 }).to_string())
    } else {
        Reply::NotThere(problem("該当する障害ルールがありません。", None))
    }
}

/// Removes all rules.
pub(super) fn clear(desk: &Desk) -> Reply {
    let count = desk.faults.shown().as_array().map_or(0, Vec::len);
    desk.faults.clear();
    Reply::Json(json!({ "removed": count }).to_string())
}
