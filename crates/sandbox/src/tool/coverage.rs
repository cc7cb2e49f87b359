//! `GET /tool/coverage`: which telegrams were answered with which code, and which statuses payments went
//! through, over the lines that `GET /tool/ledger` has (sandbox-environment §20). A test suite asks at its
//! end what it never rehearsed.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Reply;
use crate::desk::Desk;

/// `{"telegrams":[{"kind","response_code","count"}],"statuses":[{"payment_type","from","to","count"}]}`,
/// both in the order of their names; `response_code` is empty for a success.
pub(super) fn seen(desk: &Desk) -> Reply {
    let mut telegrams: BTreeMap<[String; 2], u64> = BTreeMap::new();
    let mut statuses: BTreeMap<[String; 3], u64> = BTreeMap::new();
    let lines = desk.ledger.lines(0);
    for line in lines.lines() {
        let Ok(line) = serde_json::from_str::<Value>(line) else {
            continue;
        };
        let word = |name: &str| {
            let value = line.get(name).and_then(Value::as_str);
            value.unwrap_or_default().to_owned()
        };
        match word("event").as_str() {
            "telegram" => {
                *telegrams
                    .entry(["kind", "response_code"].map(word))
                    .or_default() += 1;
            }
            "status" => {
                let names = ["payment_type", "from", "to"];
                *statuses.entry(names.map(word)).or_default() += 1;
            }
            _ => {}
        }
    }
    let telegrams: Vec<Value> = telegrams
        .into_iter()
        .map(|([kind, code], count)| json!({"kind": kind, "response_code": code, "count": count}))
        .collect();
    let statuses: Vec<Value> = statuses
        .into_iter()
        .map(|([payment_type, from, to], count)| {
            json!({"payment_type": payment_type, "from": from, "to": to, "count": count})
        })
        .collect();
    Reply::Json(json!({"telegrams": telegrams, "statuses": statuses}).to_string())
}
