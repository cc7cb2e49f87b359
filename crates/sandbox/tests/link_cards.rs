//! Card storing: requests, pages, results (link-type §11, §15.4).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;
#[path = "common/rehearsal.rs"]
mod rehearsal;
#[path = "common/shop.rs"]
mod shop;

use common::link::sha256_hex;
use common::pages::Page;
use common::{Sandbox, utf8, value};
use rehearsal::{Rehearsal, Shop};

#[test]
fn server_process() {
    common::serve_if_asked();
}

const HOME: (&str, &str) = ("return_url", "https://shop.example/cards?o=1");
const NO_3DS: (&str, &str) = ("threedsecure_ryaku", "1");

fn opened(sandbox: &Sandbox, pairs: &[(&str, &str)]) -> Page {
    let lines = sandbox.asked_to_store(pairs);
    assert_eq!(lines.verdict(), "ok", "{lines:?}");
    let page = sandbox.page("GET", lines.get("url"), &[]);
    page.is_readable();
    page
}

/// Types a card and confirms it; the page of the last button.
fn typed(sandbox: &Sandbox, page: &Page, number: &str, more: &[(&str, &str)]) -> Page {
    let mut fields = vec![
        ("card_number", number),
        ("expire_month", "12"),
        ("expire_year", "30"),
    ];
    fields.extend(more);
    sandbox.send_form(page, "/linktype/cardreg/confirm", &fields)
}

fn cards(sandbox: &Sandbox) -> String {
    utf8(&sandbox.send("027", "customer_id=m1"))
}

#[test]
fn one_operation_then_back_to_the_shop_and_a_notice() {
    let shop = Shop::open();
    let rehearsal = Rehearsal::new("", &[]);
    let sandbox = &rehearsal.sandbox;
    let inform = shop.url();
    let base = [("customer_id", "m1"), HOME, NO_3DS, ("inform_url", &inform)];
    let with = |more: &[(&'static str, &'static str)]| {
        let mut all = base.to_vec();
        all.extend(more);
        all
    };
    let page = opened(sandbox, &with(&[("use_cardholder_name", "1")]));
    assert!(
        typed(sandbox, &page, "49", &[])
            .body
            .contains("カード番号は14桁")
    );
    assert!(
        typed(sandbox, &page, "4900000000000001", &[])
            .body
            .contains("カード名義人は")
    );
    let last = typed(
        sandbox,
        &page,
        "4900000000000001",
        &[("holder_name", "TARO")],
    );
    assert!(last.body.contains("************0001") && !last.body.contains("4900"));
    let end = sandbox.send_form(&last, "/linktype/cardreg/done", &[]);
    assert_eq!(
        end.header("location"),
        "https://shop.example/cards?o=1&customer_id=m1&customer_card_id=1"
    );
    assert!(cards(sandbox).contains("\"TARO\""), "{}", cards(sandbox));

    // Changed: everything but the number.
    let page = opened(
        sandbox,
        &with(&[("operation_type", "02"), ("customer_card_id", "1")]),
    );
    let last = sandbox.send_form(
        &page,
        "/linktype/cardreg/confirm",
        &[("expire_month", "01"), ("expire_year", "31")],
    );
    let end = sandbox.send_form(&last, "/linktype/cardreg/done", &[]);
    assert!(
        end.header("location").ends_with("&customer_card_id=1"),
        "{}",
        end.body
    );
    assert!(cards(sandbox).contains("\"0131\""));
    // Pressed again: nothing more happens.
    assert_eq!(
        sandbox
            .send_form(&last, "/linktype/cardreg/done", &[])
            .status,
        "200"
    );

    let page = opened(
        sandbox,
        &with(&[("operation_type", "03"), ("customer_card_id", "1")]),
    );
    let last = sandbox.send_form(&page, "/linktype/cardreg/confirm", &[]);
    assert!(last.body.contains("削除する"));
    let end = sandbox.send_form(&last, "/linktype/cardreg/done", &[]);
    assert!(end.header("location").ends_with("&customer_card_id=1"));
    assert_eq!(sandbox.code("027", "customer_id=m1"), "P026");

    let taken = shop.wait_for(3);
    let operations: Vec<&str> = taken
        .iter()
        .map(|one| one.field("operation_type"))
        .collect();
    assert_eq!(operations, ["01", "02", "03"]);
    let first = &taken[0];
    let names: Vec<&str> = first
        .body
        .split('&')
        .map(|field| field.split_once('=').unwrap().0)
        .collect();
    assert_eq!(
        names,
        [
            "site_id",
            "customer_id",
            "customer_card_id",
            "operation_type",
            "update_date",
            "hc"
        ]
    );
    let key = sandbox.merchant["link_hash_key"].as_str().unwrap();
    let date = first.field("update_date");
    assert_eq!(first.field("hc"), sha256_hex(&format!("m1101{date}{key}")));
    assert_eq!(first.field("site_id"), "");
}

#[test]
fn the_list_and_its_buttons() {
    let sandbox = Sandbox::start();
    let base = [
        ("customer_id", "m1"),
        HOME,
        NO_3DS,
        ("use_card_list_view", "1"),
    ];
    let page = opened(&sandbox, &base);
    assert!(!page.body.contains("前画面に戻る"), "{}", page.body);
    let input = sandbox.send_form(&page, "/linktype/cardreg/input", &[]);
    let last = typed(&sandbox, &input, "4900000000000001", &[]);
    let list = sandbox.send_form(&last, "/linktype/cardreg/done", &[]);
    list.is_readable();
    assert!(
        list.body.contains("************0001") && list.body.contains("お手続きが完了しました。")
    );
    // Nothing but registering was asked for; now there is a way back, with the customer alone.
    assert!(!list.body.contains(">変更<") && !list.body.contains(">削除<"));
    assert!(
        list.body
            .contains("https://shop.example/cards?o=1&amp;customer_id=m1\""),
        "{}",
        list.body
    );

    let mut more = base.to_vec();
    more.extend([
        ("use_update", "1"),
        ("use_delete", "1"),
        ("stop_return_url", "https://shop.example/stop"),
    ]);
    let list = opened(&sandbox, &more);
    assert!(
        list.body
            .contains("https://shop.example/stop?customer_id=m1")
    );
    assert!(list.body.contains(">変更<"));
    let token = list.input("t");
    let body = format!("t={token}&op=03&card=1");
    let delete = sandbox.submit("/linktype/cardreg/input", &body);
    let last = sandbox.send_form(&delete, "/linktype/cardreg/confirm", &[]);
    let list = sandbox.send_form(&last, "/linktype/cardreg/done", &[]);
    assert!(!list.body.contains("************0001"), "{}", list.body);
    // A card that is gone.
    let gone = sandbox.submit("/linktype/cardreg/input", &body);
    assert!(gone.body.contains("（6010）"), "{}", gone.body);
    let nobody = sandbox.page("GET", "/linktype/cardreg?t=x", &[]);
    assert!(nobody.body.contains("お手続きの情報が見つかりません。"));
}

#[test]
fn validity_checks_3d_secure_and_limits() {
    let sandbox = Sandbox::start();
    let checked = [
        ("customer_id", "m1"),
        HOME,
        NO_3DS,
        ("valid_check_flg", "1"),
        ("use_card_conf_number", "1"),
    ];
    let register = |pairs: &[(&str, &str)], number: &str, more: &[(&str, &str)]| {
        let page = opened(&sandbox, pairs);
        let last = typed(&sandbox, &page, number, more);
        sandbox.send_form(&last, "/linktype/cardreg/done", &[])
    };
    let page = opened(&sandbox, &checked);
    assert!(
        typed(&sandbox, &page, "4900000000000001", &[])
            .body
            .contains("カード確認番号は")
    );
    let code = [("security_code", "123")];
    let refused = register(&checked, "4900000000008212", &code);
    assert!(
        refused.body.contains("（2001）") && refused.body.contains("やり直す"),
        "{}",
        refused.body
    );
    assert_eq!(sandbox.code("027", "customer_id=m1"), "P026");
    assert_eq!(register(&checked, "4900000000000001", &code).status, "302");
    assert!(cards(&sandbox).contains("valid_check_result"));

    // 3-D Secure by the holder's name; without one the amount 0 asks for a password.
    let with_name = [("customer_id", "m1"), HOME, ("use_cardholder_name", "1")];
    for (name, wanted) in [("BAVYA", ""), ("BAVNA", "（31007）"), ("BAVUA", "（2015）")] {
        let document = register(&with_name, "4900000000000002", &[("holder_name", name)]);
        let end = sandbox.handed_over(&document);
        if wanted.is_empty() {
            assert_eq!(end.status, "302", "{}", end.body);
            assert!(end.header("location").ends_with("&customer_card_id=2"));
        } else {
            assert!(end.body.contains(wanted), "{}", end.body);
        }
    }
    let document = register(&[("customer_id", "m1"), HOME], "4900000000000003", &[]);
    let challenge = sandbox.handed_over(&document);
    assert!(
        challenge.body.contains("challengeDataEntry"),
        "{}",
        challenge.body
    );

    // Ten cards are enough.
    let plain = [("customer_id", "m1"), HOME, NO_3DS];
    let before = opened(&sandbox, &plain);
    for _ in 0..8 {
        assert_eq!(register(&plain, "4900000000000004", &[]).status, "302");
    }
    assert_eq!(sandbox.asked_to_store(&plain).verdict(), "P023");
    let last = typed(&sandbox, &before, "4900000000000004", &[]);
    let full = sandbox.send_form(&last, "/linktype/cardreg/done", &[]);
    assert!(full.body.contains("（P023）"), "{}", full.body);
    assert_eq!(
        value(&sandbox.send("026", "customer_id=m1"), "num_of_cards"),
        "0"
    );

    // Five failures lock the page.
    let page = opened(&sandbox, &checked);
    for _ in 0..5 {
        let last = typed(&sandbox, &page, "4900000000008212", &code);
        let failed = sandbox.send_form(&last, "/linktype/cardreg/done", &[]);
        assert!(failed.body.contains("（2001）"));
    }
    let locked = typed(&sandbox, &page, "4900000000000001", &code);
    assert!(
        locked.body.contains("ご利用いただけません。"),
        "{}",
        locked.body
    );
    let locked = sandbox.page(
        "GET",
        &format!("/linktype/cardreg?t={}", page.input("t")),
        &[],
    );
    assert!(
        locked.body.contains("ご利用いただけません。"),
        "{}",
        locked.body
    );
}
