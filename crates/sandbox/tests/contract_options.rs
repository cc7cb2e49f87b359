//! Options of a contract that no row of `telegram_checks.csv` names (sandbox-environment §18).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Sandbox, card, utf8};
use serde_json::{Value, json};

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn instalments_come_in_the_contracts_counts() {
    let sandbox = Sandbox::with_contract(&[("card_split_counts", json!([3, 24]))]);
    let paid = |more: &str| sandbox.code("020", &card("0000", &format!("payment_amount=9&{more}")));
    let split = |count: &str| {
        let fields = card("0000", &format!("payment_amount=9&split_count={count}"));
        sandbox.code(
            "020",
            &fields.replace("payment_class=10", "payment_class=61"),
        )
    };
    assert_eq!(split("3"), "ok");
    assert_eq!(split("24"), "ok");
    assert_eq!(split("6"), "P030");
    assert_eq!(paid(""), "ok", "a single payment has no count");
}

#[test]
fn fingerprints_are_shown_to_who_has_the_option_and_asks() {
    // Its place in the header record: all that tells a shop that the column is there.
    let has_column = |sandbox: &Sandbox, more: &str| {
        let stored = "customer_id=a&card_number=4900000000000000&card_valid_term=1230";
        assert_eq!(sandbox.code("025", stored), "ok");
        let answer = utf8(&sandbox.send("027", &format!("customer_id=a{more}")));
        let records: Vec<&str> = answer.split("\r\n").collect();
        let header = records[1].split(',').collect::<Vec<_>>();
        let at = header.iter().position(|name| *name == "\"fingerprint\"");
        if let Some(at) = at {
            let shown = records[2].split(',').nth(at).unwrap().trim_matches('"');
            assert_eq!(shown.len(), 64, "{answer}");
        }
        at.is_some()
    };
    let with = Sandbox::with_contract(&[("inquiry_fingerprint", json!(true))]);
    assert!(has_column(&with, "&return_fingerprint_flg=1"));
    assert!(!has_column(&with, "&return_fingerprint_flg=0"));
    assert!(!has_column(&with, ""));
    let without = Sandbox::start();
    assert!(!has_column(&without, "&return_fingerprint_flg=1"));
}

#[test]
fn the_tool_takes_no_word_that_means_nothing() {
    let sandbox = Sandbox::start();
    let path = "/tool/accounts/990000001";
    for (body, field) in [
        (r#"{"methods":["credit"]}"#, "methods"),
        (r#"{"limits":{"cards":1}}"#, "limits"),
        (r#"{"registered_ips":["localhost"]}"#, "registered_ips"),
        (r#"{"notice_url":"shop.example"}"#, "notice_url"),
    ] {
        let (status, answer) = sandbox.tool("PUT", path, body);
        let answer: Value = serde_json::from_str(&answer).unwrap();
        assert_eq!(
            (status.as_str(), &answer["field"]),
            ("400", &json!(field)),
            "{body}"
        );
    }
    let (_, kept) = sandbox.tool("GET", path, "");
    let kept: Value = serde_json::from_str(&kept).unwrap();
    assert_eq!(kept, sandbox.merchant, "nothing changed");
}
