//! Slips that a merchant printed itself (sandbox-environment §13; difference-notification §4.2).
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

/// The HTTP status and the answer.
fn slip(sandbox: &Sandbox, change: (&str, Value)) -> (String, Value) {
    let mut wish = json!({
        "payment_time": "202610011230", "barcode": "12345678901234567",
        "amount": 1200, "cvs_company_id": "00C001",
    });
    wish[change.0] = change.1;
    let (status, body) = sandbox.tool("POST", "/tool/slips", &wish.to_string());
    (status, serde_json::from_str(&body).unwrap())
}

#[test]
fn is_born_paid_and_confirmed_or_taken_back() {
    // The day of the payment is long over: reports would be confirmed by the clock at once.
    let sandbox = Sandbox::with_contract(&[("cvs_confirm_auto", json!(false))]);
    for (to, date) in [("40", "payment_date"), ("61", "early_notice_date")] {
        let (status, made) = slip(&sandbox, ("amount", json!(1200)));
        assert_eq!(status, "200", "{made}");
        assert_eq!(made["status"], "43");
        let id = made["payment_id"].as_str().unwrap();
        let inquiry = sandbox.send("094", &format!("payment_id={id}"));
        assert_eq!(value(&inquiry, "payment_type"), "04");
        assert_eq!(value(&inquiry, "payment_amount"), "1200");
        assert_eq!(value(&inquiry, "user_payment_date"), "20261001123000");
        assert_eq!(value(&inquiry, "bill_customer_no"), "123456789012345");
        assert_eq!(value(&inquiry, "reissue_cd"), "67");
        let (status, _) = sandbox.tool(
            "POST",
            &format!("/tool/payments/{id}/status"),
            &json!({ "to": to }).to_string(),
        );
        assert_eq!(status, "200");
        let inquiry = sandbox.send("094", &format!("payment_id={id}"));
        assert_eq!(value(&inquiry, "payment_status"), to);
        assert_eq!(value(&inquiry, date).len(), 14);
    }
    // ゆうちょ銀行: at once and for good, of the amount that was paid.
    let (_, made) = slip(&sandbox, ("cvs_company_id", json!("00C998")));
    assert_eq!(made["status"], "40");
    let statuses: Vec<String> = std::iter::from_fn(|| {
        let status = value(&sandbox.send("091", ""), "payment_status");
        (!status.is_empty()).then_some(status)
    })
    .collect();
    assert_eq!(statuses, ["43", "40", "43", "61", "40"]);
}

#[test]
fn refuses_wrong_input() {
    let sandbox = Sandbox::start();
    for (field, wrong) in [
        ("payment_time", json!("20261001")),
        ("payment_time", json!("202610012430")),
        ("barcode", json!("1234")),
        ("amount", json!(0)),
        ("paid_amount", json!(5)),
        ("cvs_company_id", json!("00C999x")),
        ("merchant_id", json!("1")),
    ] {
        let (status, answer) = slip(&sandbox, (field, wrong));
        assert_eq!((status.as_str(), &answer["field"]), ("400", &json!(field)));
    }
}
