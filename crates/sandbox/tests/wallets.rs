//! Paidy Checkout and WebMoney as a shop and a buyer see them (paidy §8, sandbox-environment §6).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::shopper::{escape, parameter, payload, told};
use common::{Sandbox, utf8, value};
use serde_json::{Value, json};

#[test]
fn server_process() {
    common::serve_if_asked();
}

const APPROVED: &str = "successful.payment@paidy.com";

/// Names of an answer's lines in order.
fn names(answer: &[u8]) -> Vec<String> {
    let text = utf8(answer);
    let lines = text.split("\r\n").filter_map(|line| line.split_once('='));
    lines.map(|(name, _)| name.to_owned()).collect()
}

/// All Paidy records since the last call: status, event, result, code.
fn events(sandbox: &Sandbox) -> Vec<String> {
    let mut all = Vec::new();
    loop {
        let answer = sandbox.send("091", "");
        if value(&answer, "success_code") != "0" {
            return all;
        }
        let words = [
            "payment_status",
            "event",
            "event_result",
            "event_error_code",
        ];
        let words = words.map(|name| value(&answer, name));
        all.push(words.join(" ").trim_end().to_owned());
    }
}

#[test]
fn paidy_tells_paygent_before_the_shop() {
    let sandbox = Sandbox::start();
    let result = sandbox.paidy("ORDER_1", APPROVED);
    let id = result["id"].as_str().unwrap();
    assert!(id.starts_with("pay_") && id.len() == 20, "{result}");
    assert_eq!(
        (&result["status"], &result["amount"]),
        (&json!("authorized"), &json!(3300))
    );
    assert_eq!(result["currency"], "JPY");
    let created = result["created_at"].as_str().unwrap();
    assert!(
        created.len() == 24 && created.ends_with(".000Z"),
        "{created}"
    );

    let answer = sandbox.send("094", "trading_id=ORDER_1");
    let item = |index: u32| {
        ["id", "title", "description", "unit_price", "quantity"]
            .map(|name| format!("order_items_{name}[{index}]"))
    };
    let fields = "currency description store_name buyer_email buyer_name_kanji buyer_name_kana buyer_phone \
        shipping_address_zip shipping_address_state shipping_address_city shipping_address_line2 \
        shipping_address_line1 order_tax order_shipping";
    let fields: Vec<String> = fields
        .split_whitespace()
        .map(str::to_owned)
        .chain(item(0))
        .chain(item(1))
        .collect();
    let after = |head: &str| {
        let mut names: Vec<String> = head.split_whitespace().map(str::to_owned).collect();
        names.extend(fields.clone());
        names
    };
    assert_eq!(
        names(&answer),
        after(
            "result payment_id trading_id payment_type site_id payment_status payment_amount \
             paidy_payment_id payment_init_date authorized_date cancel_date payment_date"
        )
    );
    for (name, expected) in [
        ("payment_type", "22"),
        ("payment_status", "20"),
        ("payment_amount", "3300"),
        ("paidy_payment_id", id),
        ("buyer_name_kanji", "山田 太郎"),
        ("shipping_address_line2", "1-2-3"),
        ("order_items_title[0]", "本"),
        ("order_items_unit_price[1]", "-500"),
        ("order_items_id[1]", ""),
    ] {
        assert_eq!(value(&answer, name), expected, "{name}");
    }

    let notice = sandbox.send("091", "");
    let mut expected = after(
        "result success_code success_detail payment_notice_id change_date payment_id trading_id \
         payment_type site_id payment_status payment_amount paidy_payment_id payment_init_date \
         authorized_date cancel_date payment_date",
    );
    expected.extend(["event", "event_result", "event_error_code"].map(str::to_owned));
    assert_eq!(names(&notice), expected);
    assert_eq!(value(&notice, "event"), "authorize");
    assert_eq!(value(&notice, "event_result"), "success");

    let verified = sandbox.send("343", &format!("paidy_payment_id={id}"));
    assert_eq!(
        names(&verified),
        after("result retrieve_result payment_amount")
    );
    let nothing = sandbox.send("343", "paidy_payment_id=pay_0");
    assert!(utf8(&nothing).starts_with("\r\nresult=0\r\nretrieve_result=1\r\npayment_amount=\r\n"));
    assert_eq!(value(&nothing, "order_items_id[0]"), "");
}

#[test]
fn paidy_is_sold_cancelled_and_refunded() {
    let sandbox = Sandbox::start();
    let (cancelled, _) = sandbox.paidy_payment("P_1");
    let answer = sandbox.send("340", &format!("payment_id={cancelled}"));
    assert_eq!(
        utf8(&answer),
        format!("\r\nresult=0\r\npayment_id={cancelled}\r\ntrading_id=P_1")
    );
    let (sold, _) = sandbox.paidy_payment("P_2");
    assert_eq!(sandbox.code("341", "trading_id=P_2"), "ok");
    let new = value(
        &sandbox.send("342", "trading_id=P_2&amount=300"),
        "payment_id",
    );
    assert_ne!(new, sold);
    assert_eq!(sandbox.code("342", "trading_id=P_2&amount=300"), "24002");
    assert_eq!(sandbox.code("342", &format!("payment_id={new}")), "ok");
    assert_eq!(
        events(&sandbox),
        [
            "20 authorize success",
            "32 cancel success",
            "20 authorize success",
            "40 capture success",
            "60 refund success",
            "40 refund success",
            "60 refund success",
        ]
    );
}

/// What Paidy did not answer is found out half an hour later.
#[test]
fn paidy_silence_ends_as_the_rule_says() {
    let sandbox = Sandbox::start();
    let cases = [
        ("340", "20", "31", "32", "cancel"),
        ("341", "20", "30", "40", "capture"),
        ("342", "40", "42", "60", "refund"),
    ];
    for (kind, before, waiting, after, event) in cases {
        for then in ["success", "failure"] {
            let trading_id = format!("S_{kind}_{then}");
            let (id, _) = sandbox.paidy_payment(&trading_id);
            if before == "40" {
                assert_eq!(sandbox.code("341", &format!("payment_id={id}")), "ok");
            }
            events(&sandbox);
            sandbox.strike(&json!({
                "trading_id": trading_id, "do": {"paidy_timeout": true, "then": then}
            }));
            assert_eq!(sandbox.code(kind, &format!("payment_id={id}")), "24005");
            assert_eq!(sandbox.status(&id), waiting);
            assert!(events(&sandbox).is_empty(), "no notice of {waiting}");
            sandbox.advance("31m");
            let (end, told) = if then == "success" {
                (after, format!("{after} {event} success"))
            } else {
                (before, format!("{before} {event} failure local"))
            };
            assert_eq!(sandbox.status(&id), end, "{kind} {then}");
            assert_eq!(events(&sandbox), [told]);
            if then == "failure" {
                assert_eq!(sandbox.code(kind, &format!("payment_id={id}")), "ok");
                assert_eq!(events(&sandbox), [format!("{after} {event} success")]);
            }
        }
    }
}

#[test]
fn paidy_partial_refund_after_silence_makes_its_record() {
    let sandbox = Sandbox::start();
    let (old, _) = sandbox.paidy_payment("S_part");
    assert_eq!(sandbox.code("341", &format!("payment_id={old}")), "ok");
    events(&sandbox);
    sandbox.strike(&json!({"kind": "342", "do": {"paidy_timeout": true}}));
    assert_eq!(
        sandbox.code("342", &format!("payment_id={old}&amount=300")),
        "24005"
    );
    sandbox.advance("31m");
    assert_eq!(sandbox.status(&old), "60");
    assert_eq!(events(&sandbox), ["60 refund success", "40 refund success"]);
    let new = (old.parse::<u64>().unwrap() + 1).to_string();
    let answer = sandbox.send("094", &format!("payment_id={new}"));
    assert_eq!(value(&answer, "payment_status"), "40");
    assert_eq!(value(&answer, "payment_amount"), "3000");
    assert_eq!(sandbox.code("342", &format!("payment_id={new}")), "ok");
}

#[test]
fn paidy_webhooks_can_be_late_or_missing() {
    let sandbox = Sandbox::start();
    sandbox.strike(&json!({"trading_id": "W_late", "do": {"paidy_webhook": true, "delay_s": 600}}));
    sandbox.strike(&json!({"trading_id": "W_never", "do": {"paidy_webhook": "never"}}));
    for order_ref in ["W_late", "W_never"] {
        let result = sandbox.paidy(order_ref, APPROVED);
        assert_eq!(result["status"], "authorized");
        // Paidy knows it, Paygent does not yet.
        let fields = format!("paidy_payment_id={}", result["id"].as_str().unwrap());
        assert_eq!(value(&sandbox.send("343", &fields), "retrieve_result"), "0");
        let fields = format!("trading_id={order_ref}");
        assert_eq!(sandbox.code("094", &fields), "13001");
    }
    let struck: Vec<Value> = sandbox.ledger("fault");
    assert_eq!(struck.len(), 2, "{struck:?}");
    assert_eq!(struck[0]["effect"], "paidy_webhook");
    sandbox.advance("11m");
    assert_eq!(sandbox.code("094", "trading_id=W_late"), "ok");
    assert_eq!(sandbox.code("094", "trading_id=W_never"), "13001");

    let without = Sandbox::with_contract(&[("paidy_webhook", json!(false))]);
    assert_eq!(without.paidy("W_none", APPROVED)["status"], "authorized");
    assert_eq!(without.code("094", "trading_id=W_none"), "13001");
}

#[test]
fn paidy_window_refuses_what_does_not_add_up() {
    let sandbox = Sandbox::start();
    let key = sandbox.merchant["paidy_public_key"]
        .as_str()
        .unwrap()
        .to_owned();
    let open = |key: &str, payload: &Value| {
        let body = format!("api_key={key}&payload={}", escape(&payload.to_string()));
        sandbox.submit("/paidy/checkout", &body)
    };
    let good = payload("ORDER_2");
    let mut wrong = good.clone();
    wrong["amount"] = json!(3301);
    for page in [
        open("pk_test_wrong", &good),
        open("", &good),
        open(&key, &wrong),
    ] {
        assert_eq!(told(page.is_readable()), json!({"status": "closed"}));
        assert!(page.body.contains("Paidyを利用できません"));
    }
    let first = open(&key, &good);
    let tkn = first.is_readable().input("tkn");
    let early = sandbox.submit("/paidy/code", &format!("tkn={tkn}&code=8888"));
    assert!(early.body.contains("最初からやり直して"));
    let bad = sandbox.submit("/paidy/buyer", &format!("tkn={tkn}&email=x&phone=1"));
    assert!(bad.body.contains("正しく入力"));
    let email = escape(APPROVED);
    let buyer = format!("tkn={tkn}&email={email}&phone=08000000001");
    sandbox.submit("/paidy/buyer", &buyer).is_readable();
    let again = sandbox.submit("/paidy/code", &format!("tkn={tkn}&code=0000"));
    assert!(
        again
            .is_readable()
            .body
            .contains("認証コードが正しくありません。")
    );
    let last = sandbox.submit("/paidy/code", &format!("tkn={tkn}&code=8888"));
    let result = told(&last);
    assert_eq!(result["status"], "authorized");
    // Posted twice, bought once.
    let twice = sandbox.submit("/paidy/code", &format!("tkn={tkn}&code=8888"));
    assert_eq!(told(&twice), result);
    let answer = sandbox.send("094", "trading_id=ORDER_2");
    assert_eq!(value(&answer, "payment_status"), "20");

    let tkn = open(&key, &good).input("tkn");
    let closed = sandbox.submit("/paidy/close", &format!("tkn={tkn}"));
    assert_eq!(told(&closed), json!({"status": "closed"}));
    // An order reference that cannot be a trading id is dropped.
    let result = sandbox.paidy("order-3", APPROVED);
    assert_eq!(result["status"], "authorized");
    assert_eq!(sandbox.code("094", "trading_id=order3"), "13001");
}

#[test]
fn serves_the_checkout_script() {
    let sandbox = Sandbox::start();
    let script = sandbox.page("GET", "/paidy/checkout.js", &[]);
    assert_eq!(
        script.header("content-type"),
        "text/javascript; charset=UTF-8"
    );
    assert!(
        script
            .body
            .contains("window.Paidy = { configure: configure }")
    );
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
