//! What the contract makes of the link type's requests: hash, numbering, options (link-type §5, §15.1).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::Sandbox;
use common::link::sha256_hex;
use serde_json::json;

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn takes_the_hash_of_the_kit() {
    let sandbox = Sandbox::with_contract(&[
        ("merchant_id", json!("90001")),
        ("link_hash_key", json!("LinkDemoKey001")),
    ]);
    // Vector 1 of the reference.
    let pairs = [
        ("trading_id", "order_000123"),
        ("payment_type", "02"),
        ("id", "3980"),
        ("payment_term_day", "3"),
        ("payment_class", "0"),
        ("use_card_conf_number", "1"),
        ("customer_id", "member_42"),
        ("threedsecure_ryaku", "0"),
    ];
    let vector = "65ba36391ced6e791c587864000e90398d2ad1e6dcd234036d237e2f71c8071d";
    let with = |hc: &str| {
        let mut all = pairs.to_vec();
        all.push(("hc", hc));
        sandbox.link(&all).verdict()
    };
    assert_eq!(with(vector), "ok");
    assert_eq!(with(&format!("{vector}aF09")), "ok");
    assert_eq!(with(&format!("{vector}zz")), "P008 hc");
    assert_eq!(with(&format!("{vector}0123456789abcdef01234")), "P009 hc");
    assert_eq!(with(&vector.to_uppercase()), "6005");
    assert_eq!(with(&vector[..63]), "6005");
    assert_eq!(sandbox.link(&pairs).verdict(), "ok");
}

#[test]
fn follows_the_options_of_the_contract() {
    let base = [("trading_id", "o1"), ("id", "10"), ("payment_type", "03")];
    let with_hc = |hc: &'static str| {
        let mut all = base.to_vec();
        all.push(("hc", hc));
        all
    };
    // Not required: checked when it is there.
    let sandbox = Sandbox::with_contract(&[("link_hash_required", json!(false))]);
    assert_eq!(sandbox.link(&with_hc("")).verdict(), "ok");
    assert_eq!(sandbox.link(&with_hc("0")).verdict(), "6005");

    // No key: nothing is checked and Paygent numbers, whatever is sent.
    let sandbox = Sandbox::with_contract(&[("link_hash_key", json!(null))]);
    let lines = sandbox.link(&with_hc("0"));
    assert_eq!(lines.verdict(), "ok");
    assert_eq!(lines.get("trading_id").len(), 22);
    assert!(lines.get("trading_id").starts_with("PG20"));
    assert_ne!(
        sandbox.link(&with_hc("")).get("trading_id"),
        lines.get("trading_id")
    );

    // Paygent numbers by contract.
    let sandbox = Sandbox::with_contract(&[("link_trading_id_by", json!("paygent"))]);
    assert!(sandbox.link(&base).get("trading_id").starts_with("PG20"));

    // The modules' order, and rejection of a second application with the first one's page.
    let sandbox = Sandbox::with_contract(&[
        ("link_hash_order", json!("eccube")),
        ("link_hash_key", json!("k1")),
        ("link_duplicate", json!("reject")),
    ]);
    assert_eq!(sandbox.link(&base).verdict(), "6005");
    let hc = sha256_hex("0k1paygent2006o11003990000001");
    let mut eccube = base.to_vec();
    eccube.extend([("payment_class", "0"), ("hc", &hc)]);
    let first = sandbox.link(&eccube);
    assert_eq!(first.verdict(), "ok");
    let second = sandbox.link(&eccube);
    assert_eq!(second.verdict(), "6003");
    for name in ["url", "limit_date", "trade_generation_date"] {
        assert_eq!(second.get(name), first.get(name), "{name}");
    }

    for (key, value, code) in [
        ("maintenance", json!(true), "P017"),
        ("available", json!(false), "P018"),
        ("methods", json!(["card", "cvs"]), "P007"),
        ("methods", json!(["card", "link"]), "P007"),
        ("limits", json!({"cvs": 9}), "P011"),
    ] {
        let sandbox = Sandbox::with_contract(&[(key, value)]);
        assert_eq!(sandbox.link(&base).verdict(), code, "{key}");
    }
    let sandbox = Sandbox::with_contract(&[("emv_3ds", json!(false))]);
    let card = [("trading_id", "o2"), ("id", "10"), ("payment_type", "02")];
    assert_eq!(sandbox.link(&card).verdict(), "P010 threedsecure_ryaku");
    assert_eq!(sandbox.link(&base).verdict(), "ok");
}
