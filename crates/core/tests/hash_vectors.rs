//! Every hash against `tests/vectors/hash.json`: the documents' worked examples and independent
//! values, computed with Python's hashlib.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, its helpers too"
)]

use std::collections::BTreeSet;

use paygent_core::hash::{self, Lookup};
use serde_json::Value;

fn vectors() -> Value {
    serde_json::from_str(include_str!("../../../tests/vectors/hash.json")).unwrap()
}

fn list(name: &str) -> Vec<Value> {
    vectors()[name].as_array().unwrap().clone()
}

fn with_case<T>(case: &Value, run: impl Fn(Lookup<'_>, &[u8]) -> T) -> T {
    let field = |name: &str| Some(case["fields"].get(name)?.as_str()?.as_bytes().to_vec());
    run(&field, case["key"].as_str().unwrap().as_bytes())
}

fn build(case: &Value) -> String {
    let function: fn(Lookup<'_>, &[u8]) -> String = match case["function"].as_str().unwrap() {
        "request" => hash::request_hc,
        "notification" => hash::notification_hc,
        "file_notification" => hash::file_notification_hc,
        "three_ds1" => hash::three_ds1_hc,
        "three_ds2" => hash::three_ds2_hc,
        "link_request" => hash::link_request_hc,
        "link_request_of_modules" => hash::link_request_of_modules_hc,
        "card_storing_request" => hash::card_storing_request_hc,
        "account_receipt_request" => hash::account_receipt_request_hc,
        "link_return" => hash::link_return_hc,
        "token" => hash::token_hc,
        other => panic!("unknown function {other}"),
    };
    with_case(case, function)
}

fn verify(case: &Value) -> bool {
    let function: fn(Lookup<'_>, &[u8]) -> bool = match case["function"].as_str().unwrap() {
        "notification" => hash::verify_notification,
        "file_notification" => hash::verify_file_notification,
        "three_ds1" => hash::verify_three_ds1,
        "three_ds2" => hash::verify_three_ds2,
        "link_request" => hash::verify_link_request,
        "link_return" => hash::verify_link_return,
        "token" => hash::verify_token,
        other => panic!("unknown function {other}"),
    };
    with_case(case, function)
}

#[test]
fn every_hash_is_built_as_documented() {
    let cases = list("build");
    for case in &cases {
        assert_eq!(
            build(case),
            case["hc"].as_str().unwrap(),
            "{}",
            case["name"]
        );
    }
    let functions: BTreeSet<_> = cases
        .iter()
        .map(|case| case["function"].to_string())
        .collect();
    assert_eq!(functions.len(), 11);
}

#[test]
fn verification_accepts_the_right_hash_and_nothing_else() {
    let cases = list("verify");
    for case in &cases {
        assert_eq!(
            Some(verify(case)),
            case["valid"].as_bool(),
            "{}",
            case["name"]
        );
    }
    assert_eq!(cases.len(), 7 * 14);
}

#[test]
fn the_parts_of_a_concatenation_are_hashed_without_separators() {
    let cases = list("build");
    let case = &cases[0];
    let (input, hc) = (
        case["input"].as_str().unwrap(),
        case["hc"].as_str().unwrap(),
    );
    let (head, tail) = input.as_bytes().split_at(5);
    assert_eq!(hash::concat_sha256_hex(&[head, b"", tail]), hc);
    assert!(hash::verify_hex(hc, hc.as_bytes()));
    assert!(!hash::verify_hex(hc, b""));
}
