//! The test tool's status changes: the graph of sandbox-environment §13 and the fields each move writes.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Sandbox, value};
use serde_json::Value;

#[test]
fn server_process() {
    common::serve_if_asked();
}

const ATM: &str = "payment_amount=100&payment_detail=%8e%8e%8c%b1&payment_detail_kana=A";
const STORE: &str = "payment_amount=100&customer_family_name=%8e%8e&customer_name=%8e%8e&customer_tel=03&sales_type=1";

fn applied(sandbox: &Sandbox, kind: &str, fields: &str) -> String {
    let id = value(&sandbox.send(kind, fields), "payment_id");
    assert!(!id.is_empty(), "{kind} {fields}");
    id
}

/// The HTTP status, and the new payment status or the error's text.
fn moved(sandbox: &Sandbox, id: &str, wish: &str) -> (String, String) {
    let (code, body) = sandbox.tool("POST", &format!("/tool/payments/{id}/status"), wish);
    let body: Value = serde_json::from_str(&body).unwrap();
    let said = body.get("status").or(body.get("error")).unwrap();
    (code, said.as_str().unwrap().to_owned())
}

fn ok(status: &str) -> (String, String) {
    ("200".to_owned(), status.to_owned())
}

fn wrong(text: &str) -> (String, String) {
    ("400".to_owned(), text.to_owned())
}

#[test]
fn pays_at_an_atm() {
    let sandbox = Sandbox::start();
    let id = applied(&sandbox, "010", ATM);
    assert_eq!(
        moved(&sandbox, &id, r#"{"to":"40"}"#),
        wrong("入力値が不正です。(bank_code)")
    );
    assert_eq!(
        moved(
            &sandbox,
            &id,
            r#"{"to":"40","bank_code":"0010","payment_time":"20200101000000"}"#
        ),
        wrong("入金日時は取引発生日時より後、支払期限日より前で入力してください。")
    );
    assert_eq!(
        moved(
            &sandbox,
            &id,
            r#"{"to":"40","bank_code":"0010","payment_time":"2020"}"#
        ),
        wrong("入力値が不正です。(payment_time)")
    );
    assert_eq!(
        moved(&sandbox, &id, r#"{"to":"43"}"#),
        wrong("現在の決済ステイタスでは変更できません。")
    );
    assert_eq!(sandbox.status(&id), "10");
    assert_eq!(
        moved(&sandbox, &id, r#"{"to":"40","bank_code":"0010"}"#),
        ok("40")
    );
    assert_eq!(
        moved(&sandbox, &id, r#"{"to":"12"}"#),
        wrong("現在の決済ステイタスでは変更できません。")
    );
    // 10 of an ATM payment is not reported, 40 is.
    let notice = sandbox.send("091", "");
    assert_eq!(value(&notice, "payment_status"), "40");
    assert_eq!(value(&notice, "bank_code"), "0010");
    assert_eq!(value(&notice, "user_payment_date"), "");
    assert_eq!(value(&notice, "payment_date").len(), 14);
    assert_eq!(value(&notice, "payment_limit_date").len(), 8);
    assert_eq!(value(&sandbox.send("091", ""), "success_code"), "1");
}

#[test]
fn pays_at_stores_that_confirm_later_and_at_once() {
    let sandbox = Sandbox::start();
    let seven = applied(&sandbox, "030", &format!("{STORE}&cvs_type=03"));
    assert_eq!(
        moved(&sandbox, &seven, r#"{"to":"40"}"#),
        wrong("現在の決済ステイタスでは変更できません。")
    );
    assert_eq!(moved(&sandbox, &seven, r#"{"to":"43"}"#), ok("43"));
    let at_43 = sandbox.send("094", &format!("payment_id={seven}"));
    assert_eq!(value(&at_43, "payment_date"), "");
    assert_eq!(value(&at_43, "user_payment_date").len(), 14);
    assert_eq!(value(&at_43, "cvs_company_id"), "00C001");
    assert_eq!(moved(&sandbox, &seven, r#"{"to":"40"}"#), ok("40"));
    let at_40 = sandbox.send("094", &format!("payment_id={seven}"));
    assert_eq!(value(&at_40, "payment_date").len(), 14);
    assert_eq!(value(&at_40, "confirm_notice_date").len(), 14);

    let family = applied(&sandbox, "030", &format!("{STORE}&cvs_type=04"));
    assert_eq!(moved(&sandbox, &family, r#"{"to":"43"}"#), ok("43"));
    assert_eq!(moved(&sandbox, &family, r#"{"to":"61"}"#), ok("61"));
    let at_61 = sandbox.send("094", &format!("payment_id={family}"));
    assert_eq!(value(&at_61, "cancel_date").len(), 14);

    let lawson = applied(&sandbox, "030", &format!("{STORE}&cvs_type=02"));
    assert_eq!(
        moved(
            &sandbox,
            &lawson,
            r#"{"to":"40","cvs_company_id":"00C001"}"#
        ),
        wrong("入力値が不正です。(cvs_company_id)")
    );
    assert_eq!(
        moved(
            &sandbox,
            &lawson,
            r#"{"to":"40","cvs_company_id":"00C014"}"#
        ),
        ok("40")
    );
    let at_40 = sandbox.send("094", &format!("payment_id={lawson}"));
    assert_eq!(value(&at_40, "cvs_company_id"), "00C014");
    assert_eq!(
        value(&at_40, "user_payment_date"),
        value(&at_40, "payment_date")
    );
    let expired = applied(&sandbox, "030", &format!("{STORE}&cvs_type=02"));
    assert_eq!(moved(&sandbox, &expired, r#"{"to":"12"}"#), ok("12"));
}

#[test]
fn pays_into_a_virtual_account() {
    let sandbox = Sandbox::with_contract(&[("va_accounts", Value::from(1))]);
    let id = applied(&sandbox, "070", "claim_amount=500");
    assert_eq!(sandbox.code("070", "claim_amount=500"), "8001");
    assert_eq!(moved(&sandbox, &id, r#"{"to":"12"}"#), ok("12"));
    assert_eq!(moved(&sandbox, &id, r#"{"to":"40"}"#), ok("40"));
    let inquiry = sandbox.send("094", &format!("payment_id={id}"));
    assert_eq!(value(&inquiry, "clear_detail"), "01");
    assert_eq!(value(&inquiry, "claim_amount"), "500");
    assert_eq!(
        sandbox.code("070", "claim_amount=500"),
        "ok",
        "the account is free again"
    );
}

#[test]
fn leaves_cards_alone_and_knows_what_is_not_there() {
    let sandbox = Sandbox::start();
    let id = sandbox.authorised("0000", "");
    assert_eq!(
        moved(&sandbox, &id, r#"{"to":"40"}"#),
        wrong("現在の決済ステイタスでは変更できません。")
    );
    assert_eq!(
        moved(&sandbox, &id, r#"{"status":"40"}"#),
        wrong("入力値が不正です。(to)")
    );
    assert_eq!(
        sandbox
            .tool("POST", &format!("/tool/payments/{id}/status"), "no json")
            .0,
        "400"
    );
    for path in ["/tool/payments/1", "/tool/payments/x"] {
        let (code, body) = sandbox.tool("GET", path, "");
        assert_eq!(code, "404");
        assert!(body.contains("該当する決済がありません。"), "{body}");
    }
    let (code, body) = sandbox.tool("GET", &format!("/tool/payments/{id}"), "");
    let shown: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(
        (code.as_str(), &shown["status"]),
        ("200", &Value::from("20"))
    );
}
