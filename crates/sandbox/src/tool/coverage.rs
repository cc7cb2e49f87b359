//! `GET /tool/coverage`: which telegrams were answered with which code, and which statuses payments went
//! through, over the lines that `GET /tool/ledger` has (sandbox-environment §20). A test suite asks at its
//! end what it never rehearsed.

use serde_json::{Value, json};

use super::Reply;
use crate::desk::Desk;

/// `{"telegrams":[{"kind","response_code","count"}],"statuses":[{"payment_type","from","to","count"}]}`,
/// both in the order of their names; `response_code` is empty for a success.
pub(super) fn seen(desk: &Desk) -> Reply {
    let seen = desk.ledger.seen();
    let telegrams: Vec<Value> = seen
        .telegrams
        .iter()
        .map(|([kind, code], count)| json!({"kind": kind, "response_code": code, "count": count}))
        .collect();
    let statuses: Vec<Value> = seen
        .statuses
        .iter()
        .map(|([payment_type, from, to], count)| {
            json!({"payment_type": payment_type, "from": from, "to": to, "count": count})
        })
        .collect();
    Reply::Json(json!({"telegrams": telegrams, "statuses": statuses}).to_string())
}
