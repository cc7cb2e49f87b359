//! The link type's card pages, walked like a browser would (link-type §8, §15.2).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::link::{HOME, STOP, paid_id};
use common::pages::Page;
use common::{Sandbox, value};
use serde_json::json;

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn a_card_without_3d_secure() {
    let sandbox = Sandbox::start();
    let request = |id: &'static str| {
        vec![
            ("trading_id", id),
            ("id", "2500"),
            ("payment_type", "02"),
            ("threedsecure_ryaku", "1"),
            HOME,
            STOP,
        ]
    };
    let page = sandbox.linked(&request("k1"));
    assert!(!page.body.contains("security_code"), "{}", page.body);
    let confirmation = sandbox.card_typed(&page, "4900-0000-0000-0000", &[]);
    confirmation.is_readable();
    assert!(
        confirmation.body.contains("************0000"),
        "{}",
        confirmation.body
    );
    assert!(!confirmation.body.contains("4900"), "{}", confirmation.body);
    let done = sandbox.send_form(&confirmation, "/linktype/card/done", &[]);
    done.is_readable();
    assert!(
        done.body.contains("お支払いが完了しました。"),
        "{}",
        done.body
    );
    assert!(done.body.contains("https://shop.example/back?o=1"));
    let payment = paid_id(&done);
    let inquiry = sandbox.send("094", &format!("payment_id={payment}"));
    assert_eq!(value(&inquiry, "payment_status"), "20");
    assert_eq!(value(&inquiry, "payment_class"), "10");
    assert_eq!(sandbox.code("022", &format!("payment_id={payment}")), "ok");
    // A second click pays nothing more.
    let again = sandbox.send_form(&confirmation, "/linktype/card/done", &[]);
    assert!(again.body.contains("（6001）"));
    assert_eq!(sandbox.statuses(), ["10", "20", "40"]);

    // Capture at once, instalments, no finish page.
    let mut more = request("k2");
    more.extend([
        ("sales_flg", "1"),
        ("payment_class", "1"),
        ("finish_disable", "1"),
    ]);
    let page = sandbox.linked(&more);
    let confirmation = sandbox.card_typed(&page, "4900000000000000", &[("pay", "61-3")]);
    assert!(confirmation.body.contains("分割3回"));
    let done = sandbox.send_form(&confirmation, "/linktype/card/done", &[]);
    assert_eq!(
        (done.status.as_str(), done.header("location")),
        ("302", HOME.1)
    );
    let inquiry = sandbox.send("094", "trading_id=k2");
    assert_eq!(value(&inquiry, "payment_status"), "40");
    assert_eq!(value(&inquiry, "payment_class"), "61");
    assert_eq!(value(&inquiry, "split_count"), "3");

    // What the buyer cannot have typed.
    let page = sandbox.linked(&request("k3"));
    for (number, more) in [
        ("12", vec![]),
        ("4900000000000000", vec![("expire_month", "13")]),
        ("4900000000000000", vec![("holder_name", "")]),
        ("4900000000000000", vec![("pay", "61-3")]),
    ] {
        let again = sandbox.card_typed(&page, number, &more);
        assert!(again.body.contains("class=\"trouble\""), "{}", again.body);
    }
    assert_eq!(sandbox.code("094", "trading_id=k3"), "13001");
}

#[test]
fn declined_cards_retries_and_the_lock() {
    let sandbox = Sandbox::start();
    let request = [
        ("trading_id", "d1"),
        ("id", "100"),
        ("payment_type", "02,03"),
        ("threedsecure_ryaku", "1"),
        ("use_card_conf_number", "1"),
    ];
    let menu = sandbox.linked(&request);
    let page = sandbox.send_form(&menu, "/linktype/method", &[("method", "02")]);
    let missing = sandbox.card_typed(&page, "4900000000000000", &[]);
    assert!(
        missing.body.contains("カード確認番号は"),
        "{}",
        missing.body
    );
    let attempt = |number: &str| {
        let confirmation = sandbox.card_typed(&page, number, &[("security_code", "123")]);
        sandbox.send_form(&confirmation, "/linktype/card/done", &[])
    };
    // 2003 keeps the payment for three more tries.
    for _ in 0..3 {
        let failed = attempt("4900000000008283");
        assert!(failed.body.contains("（2003）") && failed.body.contains("やり直す"));
    }
    let refused = attempt("4900000000008283");
    assert!(refused.body.contains("（2003）"), "{}", refused.body);
    let out = attempt("4900000000008283");
    assert!(
        out.body.contains("（2001）") && !out.body.contains("やり直す"),
        "{}",
        out.body
    );
    assert_eq!(
        value(&sandbox.send("094", "trading_id=d1"), "payment_status"),
        "11"
    );

    // Five failures: no card any more, other methods yes.
    let locked = sandbox.send_form(&menu, "/linktype/method", &[("method", "02")]);
    assert!(
        locked
            .body
            .contains("クレジットカードはご利用いただけません。")
    );
    let locked = attempt_locked(&sandbox, &page);
    assert!(
        locked
            .body
            .contains("クレジットカードはご利用いただけません。")
    );
    let top = sandbox.page("GET", sandbox.link(&request).get("url"), &[]);
    assert!(!top.body.contains("value=\"02\"") && top.body.contains("value=\"03\""));

    let retry = |id: &str, more: &[(&str, &str)], number: &str| {
        let mut pairs = vec![
            ("trading_id", id),
            ("id", "100"),
            ("payment_type", "02"),
            ("threedsecure_ryaku", "1"),
        ];
        pairs.extend(more);
        let page = sandbox.linked(&pairs);
        let confirmation = sandbox.card_typed(&page, number, &[]);
        sandbox
            .send_form(&confirmation, "/linktype/card/done", &[])
            .body
    };
    let body = retry("d2", &[], "4900000000008212");
    assert!(
        body.contains("（2001）") && !body.contains("やり直す"),
        "{body}"
    );
    let body = retry("d3", &[("re_payment_type", "1")], "4900000000008212");
    assert!(
        body.contains("（2001）") && body.contains("やり直す"),
        "{body}"
    );
    assert!(retry("d4", &[], "4900000000008101").contains("（2002）"));
    assert!(retry("d5", &[], "4900000000009000").contains("（2008）"));
    assert!(retry("d6", &[], "9999000000000000").contains("（2016）"));
}

/// A good card on a page that was opened before the lock.
fn attempt_locked(sandbox: &Sandbox, page: &Page) -> Page {
    sandbox.card_typed(page, "4900000000000000", &[("security_code", "123")])
}

#[test]
fn a_card_with_3d_secure() {
    let sandbox = Sandbox::start();
    let pay = |id: &str, amount: &str, number: &str, holder: &str| {
        let page = sandbox.linked(&[("trading_id", id), ("id", amount), ("payment_type", "02")]);
        let confirmation = sandbox.card_typed(&page, number, &[("holder_name", holder)]);
        let document = sandbox.send_form(&confirmation, "/linktype/card/done", &[]);
        assert_eq!(sandbox.code("094", &format!("trading_id={id}")), "13001");
        sandbox.handed_over(&document)
    };
    // Authenticated without a question.
    let done = pay("e1", "314010", "4900000000000000", "TARO YAMADA");
    assert!(
        done.body.contains("お支払いが完了しました。"),
        "{}",
        done.body
    );
    let inquiry = sandbox.send("094", "trading_id=e1");
    assert_eq!(value(&inquiry, "payment_status"), "20");
    assert_eq!(value(&inquiry, "3dsecure_message_version"), "2.2.0");
    // Attempt 0 passes the usual contract, attempt 1 does not.
    pay("e2", "100", "4900000000000000", "BAVAA");
    assert_eq!(
        value(&sandbox.send("094", "trading_id=e2"), "attempt_kbn"),
        "0"
    );
    let refused = pay("e3", "100", "4900000000000000", "BAVUA");
    assert!(refused.body.contains("（2015）"), "{}", refused.body);
    let inquiry = sandbox.send("094", "trading_id=e3");
    assert_eq!(value(&inquiry, "payment_status"), "11");
    assert_eq!(value(&inquiry, "attempt_kbn"), "1");
    // Failed: its text, and no payment.
    let failed = pay("e4", "314040", "4900000000000000", "TARO YAMADA");
    assert!(failed.body.contains("（31007）"), "{}", failed.body);
    assert_eq!(sandbox.code("094", "trading_id=e4"), "13001");

    // A challenge.
    let page = pay("e5", "200000", "4900000000000000", "TARO YAMADA");
    assert!(page.body.contains("challengeDataEntry"), "{}", page.body);
    let body = format!(
        "auth={}&key={}&challengeDataEntry=14012",
        page.input("auth"),
        page.input("key")
    );
    let back = sandbox.submit("/threeds/challenge", &body);
    let done = sandbox.page("GET", back.header("location"), &[]);
    assert!(
        done.body.contains("お支払いが完了しました。"),
        "{}",
        done.body
    );
    // The address alone pays nothing a second time.
    let again = sandbox.page("GET", back.header("location"), &[]);
    assert!(again.body.contains("（6001）"));
}

#[test]
fn attempts_follow_the_contract() {
    let sandbox = Sandbox::with_contract(&[
        ("attempt_control", json!("all")),
        ("no_3ds_brands", json!(["DINERS"])),
    ]);
    let page = sandbox.linked(&[("trading_id", "a1"), ("id", "100"), ("payment_type", "02")]);
    let confirmation = sandbox.card_typed(&page, "36000000000000", &[]);
    let done = sandbox.send_form(&confirmation, "/linktype/card/done", &[]);
    assert!(
        done.body.contains("お支払いが完了しました。"),
        "{}",
        done.body
    );
    assert_eq!(
        value(&sandbox.send("094", "trading_id=a1"), "attempt_kbn"),
        "1"
    );
}

#[test]
fn stores_cards_and_pays_with_them() {
    let sandbox = Sandbox::start();
    let request = |id: &'static str, mode: &'static str| {
        [
            ("trading_id", id),
            ("id", "300"),
            ("payment_type", "02"),
            ("threedsecure_ryaku", "1"),
            ("stock_card_mode", mode),
            ("customer_id", "member_1"),
        ]
    };
    let pay = |id, mode, typed: &[(&str, &str)]| {
        let page = sandbox.linked(&request(id, mode));
        let confirmation = sandbox.card_typed(&page, "4900000000001234", typed);
        sandbox.send_form(&confirmation, "/linktype/card/done", &[])
    };
    pay("c1", "1", &[]);
    assert_eq!(sandbox.code("027", "customer_id=member_1"), "P026");
    pay("c2", "1", &[("store_card", "1")]);
    let cards = String::from_utf8(sandbox.send("027", "customer_id=member_1")).unwrap();
    assert!(
        cards.contains("************1234") && cards.contains("TARO YAMADA"),
        "{cards}"
    );
    pay("c3", "2", &[]);
    let cards = String::from_utf8(sandbox.send("027", "customer_id=member_1")).unwrap();
    assert!(cards.ends_with("\"4\",\"2\"\r\n"), "{cards}");

    let page = sandbox.linked(&request("c4", "1"));
    assert!(page.body.contains("登録済みのカード"), "{}", page.body);
    let confirmation =
        sandbox.send_form(&page, "/linktype/card", &[("stored", "1"), ("pay", "10")]);
    assert!(
        confirmation.body.contains("************1234"),
        "{}",
        confirmation.body
    );
    let done = sandbox.send_form(&confirmation, "/linktype/card/done", &[]);
    assert!(
        done.body.contains("お支払いが完了しました。"),
        "{}",
        done.body
    );
    let nobodys = sandbox.linked(&request("c5", "1"));
    let again = sandbox.send_form(
        &nobodys,
        "/linktype/card",
        &[("stored", "99"), ("pay", "10")],
    );
    assert!(again.body.contains("カードを選択してください。"));
}

#[test]
fn stored_cards_are_authenticated_and_confirmed_like_new_ones() {
    let sandbox = Sandbox::start();
    let open = |id: &str, mode: &str, amount: &str| {
        sandbox.linked(&[
            ("trading_id", id),
            ("id", amount),
            ("payment_type", "02"),
            ("stock_card_mode", mode),
            ("customer_id", "member_2"),
            ("use_card_conf_number", "1"),
        ])
    };
    let go = |confirmation: &Page| {
        let document = sandbox.send_form(confirmation, "/linktype/card/done", &[]);
        sandbox.handed_over(&document)
    };
    // Stored without being asked, after the authentication and the charge.
    let page = open("u1", "2", "314010");
    let code = [("security_code", "123")];
    let done = go(&sandbox.card_typed(&page, "4900000000001234", &code));
    assert!(done.body.contains("完了しました。"), "{}", done.body);
    let cards = String::from_utf8(sandbox.send("027", "customer_id=member_2")).unwrap();
    let id = cards.split_once("\"3\",\"member_2\",\"").expect(&cards).1;
    let id = id.split('"').next().unwrap();
    assert!(cards.contains("************1234"), "{cards}");

    // Chosen from the list: its code is asked for, its holder authenticated.
    let page = open("u2", "1", "314010");
    assert!(page.body.contains(&format!("value=\"{id}\"")), "{cards}");
    let chosen = [("stored", id), ("pay", "10")];
    let missing = sandbox.send_form(&page, "/linktype/card", &chosen);
    assert!(
        missing.body.contains("カード確認番号は"),
        "{}",
        missing.body
    );
    let typed = [&chosen[..], &code].concat();
    let done = go(&sandbox.send_form(&page, "/linktype/card", &typed));
    assert!(done.body.contains("完了しました。"), "{}", done.body);
    let inquiry = sandbox.send("094", "trading_id=u2");
    assert_eq!(value(&inquiry, "payment_status"), "20");
    assert_eq!(value(&inquiry, "3dsecure_message_version"), "2.2.0");
    // One that fails is not charged.
    let page = open("u3", "1", "314040");
    let failed = go(&sandbox.send_form(&page, "/linktype/card", &typed));
    assert!(failed.body.contains("（31007）"), "{}", failed.body);
    assert_eq!(sandbox.code("094", "trading_id=u3"), "13001");
}
