//! The test tool's JSON (sandbox-environment §20), as far as it is built: ledger, clock, payments.

use serde_json::json;

use crate::desk::Desk;

/// What the tool answers.
#[derive(Debug)]
pub(crate) enum Reply {
    Json(String),
    /// One JSON value per line.
    Lines(String),
    Wrong(String),
    NotThere(String),
    /// No such address.
    Unknown,
    /// The address takes only this method.
    Method(&'static str),
}

/// Answers one request to the tool.
pub(crate) fn answer(desk: &Desk, method: &str, path: &str, query: &str, _body: &[u8]) -> Reply {
    match (method, path) {
        ("GET", "/tool/ledger") => {
            let after = parameter(query, "after")
                .and_then(|after| after.parse().ok())
                .unwrap_or(0);
            Reply::Lines(desk.ledger.lines(after))
        }
        ("GET", "/tool/clock") => {
            Reply::Json(json!({ "now": desk.clock.now().rfc3339(), "mode": "real" }).to_string())
        }
        (_, "/tool/ledger" | "/tool/clock") => Reply::Method("GET"),
        _ => Reply::Unknown,
    }
}

fn parameter<'a>(query: &'a str, name: &str) -> Option<&'a str> {
    query
        .split('&')
        .filter_map(|part| part.split_once('='))
        .find(|(key, _)| *key == name)
        .map(|(_, value)| value)
}
