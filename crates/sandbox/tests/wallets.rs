//! Paidy Checkout as a shop and a buyer see it (paidy §8), and what time makes of all that is left open.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::shopper::{escape, payload, told};
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

/// What these walks and the carriers' leave behind is what the clock goes by.
#[test]
fn time_ends_what_nobody_ends() {
    let sandbox = Sandbox::start();
    let bought = |career_type: &str| {
        let (id, page) = sandbox.bought(career_type, "", "");
        if career_type == "5" {
            sandbox.press(&page, "next", "");
        }
        id
    };
    let left: Vec<String> = ["2", "4", "5", "6"].into_iter().map(&bought).collect();
    let sold: Vec<String> = ["4", "5", "6"].into_iter().map(&bought).collect();
    let cancelled = bought("5");
    for id in &sold {
        assert_eq!(sandbox.code("101", &format!("payment_id={id}")), "ok");
    }
    assert_eq!(
        sandbox.code("102", &format!("payment_id={cancelled}")),
        "ok"
    );
    let webmoney = sandbox.webmoney("", "");
    let (paidy, _) = sandbox.paidy_payment("T_1");
    let (paidy_sold, _) = sandbox.paidy_payment("T_2");
    assert_eq!(
        sandbox.code("341", &format!("payment_id={paidy_sold}")),
        "ok"
    );
    sandbox.advance("2d");
    assert_eq!(sandbox.status(&sold[1]), "44");
    assert_eq!(sandbox.status(&cancelled), "62");
    // A sale that docomo confirmed can be made smaller again, and the new one a day later too.
    let smaller = |id: &str, amount: u32| {
        let answer = sandbox.send("103", &format!("amount={amount}&payment_id={id}"));
        value(&answer, "payment_id")
    };
    let second = smaller(&sold[1], 500);
    sandbox.advance("2d");
    assert_eq!(sandbox.status(&sold[1]), "62");
    let third = smaller(&second, 1);
    sandbox.advance("120d");
    for (id, end) in left.iter().zip(["33", "33", "33", "33"]) {
        assert_eq!(sandbox.status(id), end);
    }
    assert_eq!(sandbox.status(&third), "41");
    for id in [&sold[0], &sold[2], &webmoney, &paidy_sold] {
        assert_eq!(sandbox.status(id), "41", "{id}");
    }
    assert_eq!(sandbox.status(&paidy), "33");
}
