//! The bank pages of 060, walked like a browser would (card-storage-3ds-bank supplement §1, §4.1).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::pages::Page;
use common::{Sandbox, utf8, value};
use serde_json::json;

#[test]
fn server_process() {
    common::serve_if_asked();
}

const FIELDS: &str = "amount=1980&claim_kanji=%8e%8e%8c%b1&claim_kana=%BC%B9%DD&stop_return_url=https%3a%2f%2fshop.example%2fstop&copy_right=(c)shop&return_url=https%3a%2f%2fshop.example%2fback%3forder%3d7";

/// Applies and gives the path and query of the page.
fn applied(sandbox: &Sandbox, trading_id: &str) -> String {
    let answer = sandbox.send("060", &format!("trading_id={trading_id}&{FIELDS}"));
    let url = value(&answer, "asp_url");
    let path = url.strip_prefix(&sandbox.page_url);
    path.unwrap_or_else(|| panic!("{}", utf8(&answer)))
        .to_owned()
}

/// The hidden values of the page's forms, as a body.
fn carried(page: &Page) -> String {
    ["tid", "mid", "hv", "payment_id"]
        .iter()
        .map(|name| format!("{name}={}&", page.input(name)))
        .collect()
}

/// Chooses a bank; the page that leads to it.
fn choose(sandbox: &Sandbox, choice: &Page, bank: &str) -> Page {
    let body = format!("{}bankCode={bank}", carried(choice));
    sandbox.submit("/banking/asp/bank", &body)
}

/// Goes to the bank and does something there.
fn at_the_bank(sandbox: &Sandbox, transit: &Page, decision: &str) -> Page {
    transit.is_readable();
    let bank = sandbox.submit("/banking/dummy", &carried(transit));
    bank.is_readable();
    assert!(bank.body.contains("1,980円"), "{}", bank.body);
    let body = format!("{}decision={decision}", carried(&bank));
    sandbox.submit("/banking/dummy/end", &body)
}

#[test]
fn a_payment_per_click_paid_aborted_unknown_and_left() {
    let sandbox = Sandbox::start();
    let path = applied(&sandbox, "b1");
    let choice = sandbox.page("GET", &path, &[]);
    choice.is_readable();
    for shown in ["1,980円", "試験", "楽天銀行", "b1", "(c)shop", "店舗に戻る"] {
        assert!(choice.body.contains(shown), "{shown}: {}", choice.body);
    }

    // A direct bank leads back, with the three parameters in order.
    let transit = choose(&sandbox, &choice, "D036");
    let first = transit.input("payment_id");
    assert_eq!(sandbox.status(&first), "10");
    let end = at_the_bank(&sandbox, &transit, "abort");
    assert_eq!(end.status, "302");
    assert_eq!(
        end.header("location"),
        format!("https://shop.example/back?order=7&result=1&payment_id={first}&trading_id=b1")
    );
    assert_eq!(sandbox.status(&first), "15");

    let transit = choose(&sandbox, &choice, "D009");
    let second = transit.input("payment_id");
    assert_ne!(first, second);
    let end = at_the_bank(&sandbox, &transit, "unknown");
    assert!(end.header("location").contains("?order=7&result=2&"));
    assert_eq!(sandbox.status(&second), "10");

    let left = choose(&sandbox, &choice, "D039");
    let end = at_the_bank(&sandbox, &left, "close");
    assert_eq!(end.status, "200");
    assert_eq!(sandbox.status(&left.input("payment_id")), "10");

    // The others end here, without a way back.
    let transit = choose(&sandbox, &choice, "0001");
    let paid = transit.input("payment_id");
    let end = at_the_bank(&sandbox, &transit, "pay");
    end.is_readable();
    assert!(end.body.contains("お支払いが完了しました。"));
    assert!(!end.body.contains("shop.example"), "{}", end.body);
    let inquiry = sandbox.send("094", &format!("payment_id={paid}"));
    assert_eq!(value(&inquiry, "payment_status"), "40");
    assert_eq!(value(&inquiry, "bank_code"), "0001");
    assert_eq!(value(&inquiry, "payment_amount"), "1980");
    assert_eq!(
        value(&inquiry, "payment_date"),
        value(&inquiry, "user_payment_date")
    );
    assert_eq!(value(&inquiry, "payment_date").len(), 14);

    // Paid: the choice is closed, with the shop's link and copyright only.
    let closed = sandbox.page("GET", &path, &[]);
    closed.is_readable();
    assert!(closed.body.contains("（5008）") && closed.body.contains("https://shop.example/stop"));
    assert!(!closed.body.contains("楽天銀行"));
    assert!(choose(&sandbox, &choice, "D036").body.contains("（5008）"));
    assert_eq!(
        sandbox.code("060", &format!("trading_id=b1&{FIELDS}")),
        "5008"
    );

    // The kept page of the second bank still takes money: the documented double payment.
    let body = format!(
        "{}payment_id={second}&decision=pay",
        carried(&choice).replace("payment_id=&", "")
    );
    let again = sandbox.submit("/banking/dummy/end", &body);
    assert!(again.header("location").contains("result=0&payment_id="));
    assert_eq!(sandbox.status(&second), "40");

    // 15 and 40 are reported, 10 is not.
    let statuses: Vec<String> = std::iter::from_fn(|| {
        let notice = sandbox.send("091", "");
        let status = value(&notice, "payment_status");
        (!status.is_empty()).then_some(status)
    })
    .collect();
    assert_eq!(statuses, ["15", "40", "40"]);
}

#[test]
fn other_ways_to_a_bank() {
    let sandbox = Sandbox::start();
    let path = applied(&sandbox, "b2");
    let query = path.split_once('?').unwrap().1;
    for (group, name) in [
        ("regional", "試験中央地方銀行"),
        ("shinkin", "試験中央信用金庫"),
    ] {
        let letters = sandbox.page(
            "GET",
            &format!("/banking/asp/list?group={group}&{query}"),
            &[],
        );
        letters.is_readable();
        assert!(!letters.body.contains(name) && letters.body.contains("カ</a>"));
        let address = format!("/banking/asp/list?group={group}&letter=%E3%82%AB&{query}");
        assert!(sandbox.page("GET", &address, &[]).body.contains(name));
    }
    let choice = sandbox.page("GET", &path, &[]);
    let found = sandbox.submit(
        "/banking/asp/search",
        &format!("{}bank_code=9900", carried(&choice)),
    );
    assert!(found.body.contains("ゆうちょ銀行"));
    let none = sandbox.submit(
        "/banking/asp/search",
        &format!("{}bank_code=9999", carried(&choice)),
    );
    assert!(none.body.contains("該当する金融機関がありません。"));
    assert!(
        choose(&sandbox, &choice, "9999")
            .body
            .contains("該当する金融機関がありません。")
    );
    let straight = sandbox.page(
        "GET",
        &format!("/banking/kakunin.html?{query}&bankCode=0010"),
        &[],
    );
    straight.is_readable();
    assert!(straight.body.contains("りそな銀行"));
    assert_eq!(sandbox.status(&straight.input("payment_id")), "10");
}

#[test]
fn refuses_strangers() {
    let sandbox = Sandbox::start();
    let path = applied(&sandbox, "b3");
    let (front, hv) = path.rsplit_once("hv=").unwrap();
    assert_eq!(hv.len(), 64);
    for wrong in [
        front.to_owned(),
        format!("{front}hv={}", hv.to_uppercase()),
        path.replace("tid=b3", "tid=b4"),
        path.replace("mid=990000001", "mid=1"),
    ] {
        let page = sandbox.page("GET", &wrong, &[]);
        page.is_readable();
        assert!(
            page.body.contains("お支払いの情報が見つかりません。"),
            "{wrong}"
        );
        assert!(!page.body.contains("<a "));
    }
    // A payment of another trading id cannot be paid from here.
    let choice = sandbox.page("GET", &path, &[]);
    let other = sandbox.page("GET", &applied(&sandbox, "b4"), &[]);
    let foreign = choose(&sandbox, &other, "D036").input("payment_id");
    let body = format!(
        "{}payment_id={foreign}&decision=pay",
        carried(&choice).replace("payment_id=&", "")
    );
    let page = sandbox.submit("/banking/dummy/end", &body);
    assert!(page.body.contains("お支払いの情報が見つかりません。"));
    assert_eq!(sandbox.status(&foreign), "10");
}

#[test]
fn thirty_choices_are_enough() {
    let sandbox = Sandbox::with_contract(&[("bank_trading_id_by", json!("paygent"))]);
    let answer = sandbox.send("060", FIELDS);
    let trading_id = value(&answer, "trading_id");
    assert_eq!(trading_id.len(), 22);
    assert!(trading_id.starts_with("PG20"));
    let path = value(&answer, "asp_url").replace(&sandbox.page_url, "");
    let choice = sandbox.page("GET", &path, &[]);
    for _ in 0..30 {
        assert!(
            !choose(&sandbox, &choice, "0001")
                .input("payment_id")
                .is_empty()
        );
    }
    let refused = choose(&sandbox, &choice, "0001");
    assert!(refused.body.contains("（5011）"), "{}", refused.body);
}
