//! Transfers to virtual accounts: which payment they pay (status-machine §8, sandbox-environment §10).
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

fn claim(sandbox: &Sandbox, fields: &str) -> String {
    let id = value(&sandbox.send("070", fields), "payment_id");
    assert!(!id.is_empty(), "{fields}");
    id
}

fn deposit(sandbox: &Sandbox, wish: &Value) -> Value {
    let (status, body) = sandbox.tool("POST", "/tool/virtual_accounts/deposit", &wish.to_string());
    assert_eq!(status, "200", "{body}");
    serde_json::from_str(&body).unwrap()
}

/// Payment, status, detail, amount, claimed amount, difference, adjustment of an inquiry.
fn state(sandbox: &Sandbox, id: &str) -> [String; 6] {
    let inquiry = sandbox.send("094", &format!("payment_id={id}"));
    [
        "payment_status",
        "clear_detail",
        "payment_amount",
        "claim_amount",
        "excess_deficiency_amount",
        "adjustment_amount",
    ]
    .map(|name| value(&inquiry, name))
}

#[test]
fn pays_the_claim_or_makes_a_payment_of_its_own() {
    let sandbox = Sandbox::with_contract(&[
        ("va_tolerance", json!(10)),
        ("va_accounts", json!(1)),
        (
            "notice_fields",
            json!(["clear_detail", "claim_amount", "transfer_client_name"]),
        ),
    ]);
    let id = claim(
        &sandbox,
        "claim_amount=1000&trading_id=v1&billing_name=%8e%8e%8c%b1",
    );
    // Too little, too much: the claim goes on waiting, its account stays locked.
    let short = deposit(
        &sandbox,
        &json!({"account": "2000001", "amount": 989, "name": "ｼｹﾝ ﾀﾛｩ", "bank_name": "ｱｵﾊﾞ"}),
    );
    assert_eq!(short["clear_detail"], "03");
    let short = short["payment_id"].as_str().unwrap();
    assert_eq!(
        state(&sandbox, short),
        ["40", "03", "989", "1000", "11", ""]
    );
    let inquiry = sandbox.send("094", &format!("payment_id={short}"));
    assert_eq!(value(&inquiry, "trading_id"), "v1");
    assert_eq!(value(&inquiry, "transfer_client_name"), "ｼｹﾝ ﾀﾛｳ");
    assert_eq!(value(&inquiry, "transfer_bank_name"), "ｱｵﾊﾞ");
    assert_eq!(
        value(&inquiry, "transfer_date"),
        value(&inquiry, "payment_date")[..8]
    );
    let over = deposit(
        &sandbox,
        &json!({"account": "0033-001-2000001", "amount": "1001"}),
    );
    let over = over["payment_id"].as_str().unwrap().to_owned();
    assert_eq!(
        state(&sandbox, &over),
        ["40", "04", "1001", "1000", "1", ""]
    );
    assert_eq!(sandbox.status(&id), "10");
    assert_eq!(sandbox.code("070", "claim_amount=1"), "8001");

    // Within the tolerance: the claim itself, and the account is free again.
    let own = deposit(&sandbox, &json!({"account": "2000001", "amount": 990}));
    assert_eq!(own["payment_id"], id.as_str());
    assert_eq!(state(&sandbox, &id), ["40", "02", "1000", "1000", "", "10"]);
    let next = claim(&sandbox, "claim_amount=500");
    deposit(&sandbox, &json!({"account": "2000001", "amount": 500}));
    assert_eq!(state(&sandbox, &next), ["40", "01", "500", "500", "", ""]);

    // Nobody waits.
    let nobody = deposit(&sandbox, &json!({"account": "2000001", "amount": 7}));
    let nobody = nobody["payment_id"].as_str().unwrap();
    assert_eq!(state(&sandbox, nobody), ["40", "05", "7", "", "", ""]);

    // Every one of them is told.
    let details: Vec<String> = std::iter::from_fn(|| {
        let notice = sandbox.send("091", "");
        let detail = value(&notice, "clear_detail");
        assert!(detail.is_empty() || !value(&notice, "payment_limit_date").is_empty());
        (!detail.is_empty()).then_some(detail)
    })
    .collect();
    assert_eq!(details, ["03", "04", "02", "01", "05"]);
}

#[test]
fn several_claims_on_one_account() {
    let fixed = "numbering_type=1&virtual_account_bank_code=0033&virtual_account_branch_code=001&virtual_account_number=2000001";
    for (priority, first) in [("latest", 1), ("oldest", 0)] {
        let sandbox =
            Sandbox::with_contract(&[("va_priority", json!(priority)), ("va_tolerance", json!(5))]);
        let equal = [
            claim(&sandbox, &format!("claim_amount=100&{fixed}")),
            claim(&sandbox, &format!("claim_amount=100&{fixed}")),
        ];
        let tolerated = claim(&sandbox, &format!("claim_amount=103&{fixed}"));
        let paid = |amount: i64| {
            let paid = deposit(&sandbox, &json!({"account": "2000001", "amount": amount}));
            paid["payment_id"].as_str().unwrap().to_owned()
        };
        assert_eq!(paid(100), equal[first], "{priority}");
        assert_eq!(paid(100), equal[1 - first]);
        assert_eq!(paid(100), tolerated);
        // Claims over their limit come after those that are not.
        let old = claim(&sandbox, &format!("claim_amount=50&expire_days=0&{fixed}"));
        let young = claim(&sandbox, &format!("claim_amount=50&{fixed}"));
        let (status, _) = sandbox.tool("POST", "/tool/clock", "{\"advance\":\"1d\"}");
        assert_eq!(status, "200");
        assert_eq!(paid(50), young);
        // Long over, 12, and still paid.
        sandbox.tool("POST", "/tool/clock", "{\"advance\":\"14d\"}");
        assert_eq!(sandbox.status(&old), "12");
        assert_eq!(paid(50), old);
        assert_eq!(sandbox.status(&old), "40");
    }
}

#[test]
fn after_the_grace_days_nobody_waits() {
    let sandbox = Sandbox::with_contract(&[("va_grace_days", json!(0)), ("va_accounts", json!(1))]);
    let id = claim(&sandbox, "claim_amount=50&expire_days=0");
    sandbox.tool("POST", "/tool/clock", "{\"advance\":\"21d\"}");
    assert_eq!(sandbox.status(&id), "16");
    let paid = deposit(&sandbox, &json!({"account": "2000001", "amount": 50}));
    assert_eq!(paid["clear_detail"], "05");
    assert_eq!(sandbox.status(&id), "16");
}

#[test]
fn the_status_change_of_the_tool_follows_the_same_rules() {
    let sandbox = Sandbox::start();
    let id = claim(&sandbox, "claim_amount=300&trading_id=m1");
    let path = format!("/tool/payments/{id}/status");
    let (status, body) = sandbox.tool("POST", &path, "{\"to\":\"40\",\"amount\":200}");
    assert_eq!(status, "200", "{body}");
    let made: Value = serde_json::from_str(&body).unwrap();
    let made = made["payment_id"].as_str().unwrap();
    assert_eq!(state(&sandbox, made), ["40", "03", "200", "300", "100", ""]);
    assert_eq!(sandbox.status(&id), "10");
    let (status, _) = sandbox.tool("POST", &path, "{\"to\":\"40\"}");
    assert_eq!(status, "200");
    assert_eq!(state(&sandbox, &id), ["40", "01", "300", "300", "", ""]);
}

#[test]
fn refuses_wrong_input() {
    let sandbox = Sandbox::start();
    for (wish, field) in [
        (json!({"account": "9", "amount": 1}), "account"),
        (json!({"amount": 1}), "account"),
        (json!({"account": "2000001"}), "amount"),
        (json!({"account": "2000001", "amount": 0}), "amount"),
        (json!({"account": "2000001", "amount": "1e3"}), "amount"),
        (
            json!({"account": "2000001", "amount": 1, "date": "20260230"}),
            "date",
        ),
        (
            json!({"account": "2000001", "amount": 1, "name": 5}),
            "name",
        ),
        (
            json!({"account": "2000001", "amount": 1, "merchant_id": "1"}),
            "account",
        ),
    ] {
        let (status, body) =
            sandbox.tool("POST", "/tool/virtual_accounts/deposit", &wish.to_string());
        let body: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(
            (status.as_str(), &body["field"]),
            ("400", &json!(field)),
            "{wish}"
        );
    }
    let (status, _) = sandbox.tool("POST", "/tool/virtual_accounts/deposit", "{");
    assert_eq!(status, "400");
    let (status, _) = sandbox.tool("GET", "/tool/virtual_accounts/deposit", "");
    assert_eq!(status, "405");
}
