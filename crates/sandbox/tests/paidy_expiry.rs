//! The end of Paidy's authorisation when Paidy does not answer (paidy §4, sandbox-environment §19).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Sandbox, value};
use serde_json::{Value, json};

#[test]
fn server_process() {
    common::serve_if_asked();
}

/// All records of 091 so far: payment id, status, event and its result.
fn told(sandbox: &Sandbox) -> Vec<[String; 4]> {
    std::iter::from_fn(|| {
        let answer = sandbox.send("091", "");
        let names = ["payment_id", "payment_status", "event", "event_result"];
        (value(&answer, "success_code") == "0").then(|| names.map(|name| value(&answer, name)))
    })
    .collect()
}

#[test]
fn ends_as_a_cancel_when_nobody_answers() {
    let sandbox = Sandbox::start();
    let (silent, _) = sandbox.paidy_payment("X_silent");
    let (usual, _) = sandbox.paidy_payment("X_usual");
    told(&sandbox);
    // A rule for telegrams is not about it.
    for rule in [
        json!({"kind": "340", "trading_id": "X_silent", "do": {"paidy_timeout": true}}),
        json!({"trading_id": "X_silent", "do": {"paidy_timeout": true}}),
    ] {
        sandbox.strike(&rule);
    }
    sandbox.advance("90d");
    let both = [sandbox.status(&silent), sandbox.status(&usual)];
    assert_eq!(both, ["20", "20"]);
    sandbox.advance("2d");
    let both = [sandbox.status(&silent), sandbox.status(&usual)];
    assert_eq!(both, ["32", "33"]);
    let record = |id: &str, status: &str| [id, status, "expire", "success"].map(str::to_owned);
    assert_eq!(
        told(&sandbox),
        [record(&usual, "33"), record(&silent, "32")]
    );

    // The batch at two o'clock got no answer; half an hour later Paygent asked again.
    let mut moved = sandbox.ledger("status");
    moved.retain(|line| line["payment_id"] == silent.as_str());
    let steps: Vec<[&str; 3]> = moved
        .iter()
        .map(|line| ["from", "to", "at"].map(|name| line[name].as_str().unwrap()))
        .map(|[from, to, at]| [from, to, &at[11..]])
        .collect();
    assert_eq!(
        steps[steps.len() - 2..],
        [
            ["20", "31", "02:00:00+09:00"],
            ["31", "32", "02:30:00+09:00"]
        ]
    );
    let struck: Vec<Value> = sandbox.ledger("fault");
    assert_eq!(struck.len(), 1);
    let hit = [&struck[0]["effect"], &struck[0]["rule"]];
    assert_eq!(hit, [&json!("paidy_timeout"), &json!(2)]);
}
