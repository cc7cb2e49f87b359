//! WebMoney as a shop and a buyer see it (sandbox-environment §6).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::shopper::parameter;
use common::{Sandbox, utf8, value};

#[test]
fn server_process() {
    common::serve_if_asked();
}

fn webmoney(more: &str) -> String {
    format!(
        "emoney_type=1&amount=1000&return_url=http%3A%2F%2Fshop.example%2Fok%3Fa%3D1\
         &cancel_url=http%3A%2F%2Fshop.example%2Fno&{more}"
    )
}

#[test]
fn webmoney_comes_back_with_its_numbers() {
    let sandbox = Sandbox::start();
    let answer = sandbox.send("150", &webmoney("trading_id=WM_1"));
    let id = value(&answer, "payment_id");
    let made = value(&answer, "trade_generation_date");
    let url = value(&answer, "redirect_url");
    assert_eq!(
        utf8(&answer),
        format!(
            "\r\nresult=0\r\npayment_id={id}\r\ntrading_id=WM_1\r\ntrade_generation_date={made}\r\n\
             redirect_url={url}"
        )
    );
    assert!(url.starts_with(&format!("{}/emoney/start?tkn=", sandbox.page_url)));
    let page = sandbox.enter(&answer);
    assert!(page.is_readable().body.contains("WebMoney試験用画面"));
    assert!(page.body.contains("決済を完了する場合はここをクリック"));
    assert!(page.body.contains("決済を中断する場合はここをクリック"));
    let back = sandbox.press(&page, "complete", "cancel_result=");
    let to = back.header("location");
    let user = parameter(to, "emoney_user_id");
    let number = parameter(to, "emoney_payment_id");
    assert!(
        user.starts_with("WM") && user.len() == 24 && number.len() == 25,
        "{to}"
    );
    let paid = value(
        &sandbox.send("094", &format!("payment_id={id}")),
        "payment_date",
    );
    assert_eq!(
        to,
        format!(
            "http://shop.example/ok?a=1&payment_id={id}&trading_id=WM_1&emoney_user_id={user}\
             &emoney_payment_id={number}&accept_date={paid}"
        )
    );
    assert_eq!(sandbox.enter(&answer).header("location"), to);

    let amended = sandbox.send("153", &format!("amount=400&payment_id={id}"));
    let new = value(&amended, "payment_id");
    assert_eq!(
        utf8(&amended),
        format!(
            "\r\nresult=0\r\npayment_id={new}\r\ntrading_id=\r\nbase_payment_id={id}\r\n\
             refund_emoney_user_id={user}"
        )
    );
    let answer = sandbox.send("094", &format!("payment_id={new}"));
    assert_eq!(value(&answer, "emoney_payment_id"), number);
    assert_eq!(value(&answer, "payment_amount"), "400");
    let cancelled = sandbox.send("152", &format!("payment_id={new}"));
    assert_eq!(
        utf8(&cancelled),
        format!("\r\nresult=0\r\npayment_id={new}\r\ntrading_id=\r\nrefund_emoney_user_id={user}")
    );
}

#[test]
fn webmoney_interrupted_or_late_stays_applied() {
    let sandbox = Sandbox::start();
    let answer = sandbox.send("150", &webmoney(""));
    let id = value(&answer, "payment_id");
    let back = sandbox.press(&sandbox.enter(&answer), "interrupt", "");
    assert_eq!(
        back.header("location"),
        format!("http://shop.example/no?payment_id={id}&trading_id=")
    );
    assert_eq!(sandbox.status(&id), "10");

    let answer = sandbox.send("150", &webmoney(""));
    let id = value(&answer, "payment_id");
    let page = sandbox.enter(&answer);
    sandbox.advance("61m");
    let late = sandbox.press(&page, "complete", "cancel_result=");
    assert!(late.is_readable().body.contains("有効期限切れ"));
    assert!(sandbox.enter(&answer).body.contains("有効期限切れ"));
    assert_eq!(sandbox.status(&id), "10");
}
