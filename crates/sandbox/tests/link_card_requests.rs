//! Requests of card storing and their checks (link-type §11, §15.4).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::Sandbox;
use common::link::HOME;
use serde_json::json;

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn answers_five_lines_and_checks() {
    let sandbox = Sandbox::start();
    let lines = sandbox.asked_to_store(&[("customer_id", "m1"), HOME]);
    let names: Vec<&str> = lines.0.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(
        names,
        [
            "result",
            "response_code",
            "response_detail",
            "url",
            "trade_generation_date"
        ]
    );
    assert!(
        lines
            .get("url")
            .starts_with(&format!("{}/linktype/cardreg?t=", sandbox.page_url))
    );
    let verdict = |pairs: &[(&str, &str)]| {
        let mut all = vec![("customer_id", "m1"), HOME];
        all.retain(|(name, _)| !pairs.iter().any(|(other, _)| other == name));
        all.extend(pairs);
        sandbox.asked_to_store(&all).verdict()
    };
    for (pairs, wanted) in [
        (vec![("seq_merchant_id", "1")], "P004"),
        (vec![("customer_id", "")], "P006 customer_id"),
        (vec![("customer_id", "a-b")], "P008 customer_id"),
        (vec![("return_url", "")], "P006 return_url"),
        (vec![("hc", "")], "P006 hc"),
        (vec![("hc", "0")], "6005"),
        (vec![("merchant_name", "😀")], "6004"),
        (
            vec![("use_card_conf_number", "1")],
            "P010 use_card_conf_number",
        ),
        (vec![("use_update", "1")], "P010 use_update"),
        (vec![("use_delete", "1")], "P010 use_delete"),
        (vec![("operation_type", "04")], "P010 operation_type"),
        (vec![("operation_type", "02")], "P006 customer_card_id"),
        (
            vec![("operation_type", "03"), ("customer_card_id", "9")],
            "6010",
        ),
        (vec![("site_id", "0001")], "P010 site_id"),
        (vec![("inform_url", "x")], "P008 inform_url"),
    ] {
        assert_eq!(verdict(&pairs), wanted, "{pairs:?}");
    }
    // The reference's vector.
    let demo = Sandbox::with_contract(&[
        ("merchant_id", json!("90001")),
        ("link_hash_key", json!("LinkDemoKey001")),
    ]);
    let hc = "244e715327b8e16484cbd556a4594dc3cc1658cbfd53446f8c5bae1fe4afd3e3";
    let pairs = [
        ("customer_id", "member_42"),
        ("use_card_conf_number", "1"),
        ("valid_check_flg", "1"),
        HOME,
        ("hc", hc),
    ];
    assert_eq!(demo.asked_to_store(&pairs).verdict(), "ok");
    for (key, value, code) in [
        ("card_storage", json!(false), "P007"),
        ("emv_3ds", json!(false), "P010 threedsecure_ryaku"),
        ("maintenance", json!(true), "P017"),
    ] {
        let sandbox = Sandbox::with_contract(&[(key, value)]);
        assert_eq!(
            sandbox
                .asked_to_store(&[("customer_id", "m1"), HOME])
                .verdict(),
            code
        );
    }
}
