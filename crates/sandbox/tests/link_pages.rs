//! The link type's numbers to pay with, and who may see its pages (link-type §15.2, §15.3).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::link::{HOME, NAMES, STOP, paid_id};
use common::{Sandbox, value};
use serde_json::json;

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn a_number_of_a_convenience_store_and_another_method_after_it() {
    let sandbox = Sandbox::start();
    let menu = sandbox.linked(&[
        ("trading_id", "s1"),
        ("id", "5400"),
        ("payment_term_day", "7"),
        ("payment_detail", "本と文具"),
        HOME,
        STOP,
    ]);
    assert!(menu.body.contains("店舗画面に戻る") && menu.body.contains("本と文具"));
    let input = sandbox.send_form(&menu, "/linktype/method", &[("method", "03")]);
    input.is_readable();
    assert!(input.body.contains("支払方法を変更する") && input.body.contains("支払を中断する"));

    // Wrong input is said on the page, and nothing is recorded.
    let mut typed = NAMES.to_vec();
    typed.push(("cvs_company_id", "00C002"));
    typed[0].1 = "half";
    let again = sandbox.send_form(&input, "/linktype/number", &typed);
    assert!(again.body.contains("お名前（姓）："), "{}", again.body);
    typed[0].1 = "試験";
    let confirmation = sandbox.send_form(&input, "/linktype/number", &typed);
    confirmation.is_readable();
    assert!(confirmation.body.contains("ローソン") && confirmation.body.contains("太郎"));
    assert_eq!(sandbox.code("094", "trading_id=s1"), "13001");

    let done = sandbox.send_form(&confirmation, "/linktype/number/done", &[]);
    done.is_readable();
    for shown in [
        "お客様番号",
        "400008",
        "ミニストップ",
        "購入したサイトに戻る",
        "ほかのお支払い方法",
    ] {
        assert!(done.body.contains(shown), "{shown}: {}", done.body);
    }
    let first = paid_id(&done);
    let address = done
        .body
        .split("href=\"")
        .find(|part| part.contains("/cvs/slip?"));
    let address = address
        .unwrap()
        .split('"')
        .next()
        .unwrap()
        .replace("&amp;", "&");
    let slip = sandbox.page("GET", &address, &[]);
    slip.is_readable();
    assert!(
        slip.body
            .contains("ローソン、ミニストップ、デイリーヤマザキ")
            && slip.body.contains("5,400円")
    );
    let foreign = sandbox.page("GET", &format!("{address}0"), &[]);
    assert!(foreign.body.contains("払込票が見つかりません。"));
    let inquiry = sandbox.send("094", &format!("payment_id={first}"));
    assert_eq!(value(&inquiry, "payment_type"), "03");
    assert_eq!(value(&inquiry, "payment_status"), "10");
    assert_eq!(value(&inquiry, "payment_amount"), "5400");
    assert_eq!(value(&inquiry, "customer_name"), "太郎");
    assert!(done.body.contains(&value(&inquiry, "receipt_number")));

    // A second number is a second payment of the same trading id.
    let input = sandbox.send_form(&done, "/linktype/method", &[("method", "01")]);
    let confirmation = sandbox.send_form(&input, "/linktype/number", &NAMES[..2]);
    let done = sandbox.send_form(&confirmation, "/linktype/number/done", &[]);
    assert!(done.body.contains("収納機関番号"), "{}", done.body);
    let second = paid_id(&done);
    assert_ne!(first, second);
    assert_eq!(
        value(
            &sandbox.send("094", &format!("payment_id={second}")),
            "trading_id"
        ),
        "s1"
    );
    let (code, _) = sandbox.tool(
        "POST",
        &format!("/tool/payments/{first}/status"),
        &json!({"to": "40"}).to_string(),
    );
    assert_eq!(code, "200");

    // Paid: every page says so, and the request too.
    let over = sandbox.send_form(&input, "/linktype/number", &NAMES[..2]);
    assert!(over.body.contains("（6001）") && over.body.contains("https://shop.example/back?o=1"));
    assert_eq!(
        sandbox
            .link(&[("trading_id", "s1"), ("id", "5400")])
            .verdict(),
        "6001"
    );
    assert_eq!(sandbox.statuses(), ["10", "40"]);
}

#[test]
fn fixed_items_and_vendor_errors() {
    let sandbox = Sandbox::start();
    let page = sandbox.linked(&[
        ("trading_id", "s2"),
        ("id", "100"),
        ("payment_type", "03"),
        (
            "fix_params",
            "customer_family_name,customer_name,customer_tel",
        ),
        NAMES[0],
        NAMES[1],
        ("customer_tel", "99999999999"),
    ]);
    assert!(!page.body.contains("name=\"customer_name\"") && page.body.contains("：太郎"));
    assert!(!page.body.contains("支払方法を変更する"));
    let confirmation = sandbox.send_form(
        &page,
        "/linktype/number",
        &[("cvs_company_id", "00C014"), ("customer_name", "次郎")],
    );
    assert!(confirmation.body.contains("太郎") && !confirmation.body.contains("次郎"));
    let refused = sandbox.send_form(&confirmation, "/linktype/number/done", &[]);
    assert!(refused.body.contains("（3002）"), "{}", refused.body);
    assert_eq!(sandbox.code("094", "trading_id=s2"), "13001");
}

#[test]
fn an_account_to_transfer_to() {
    let sandbox = Sandbox::with_contract(&[(
        "va_accounts",
        json!([
            {"bank_code":"0033","branch_code":"001","account_kind":"1","account_number":"2000001"},
            {"bank_code":"0033","branch_code":"001","account_kind":"1","account_number":"2000002"},
        ]),
    )]);
    let transfer = |id: &str, more: &[(&str, &str)]| {
        let mut pairs = vec![("trading_id", id), ("id", "7000"), ("payment_type", "07")];
        pairs.extend(more);
        let page = sandbox.linked(&pairs);
        let confirmation = sandbox.send_form(&page, "/linktype/number", &[]);
        sandbox.send_form(&confirmation, "/linktype/number/done", &[])
    };
    let done = transfer("v1", &[("billing_name", "試験商事")]);
    assert!(done.body.contains("2000001") && done.body.contains("ﾍﾟｲｼﾞｪﾝﾄｼｭｳﾉｳｸﾞﾁ"));
    let inquiry = sandbox.send("094", &format!("payment_id={}", paid_id(&done)));
    assert_eq!(value(&inquiry, "payment_type"), "07");
    assert_eq!(value(&inquiry, "claim_amount"), "7000");
    let account = [
        ("virtual_account_bank_code", "0033"),
        ("virtual_account_branch_code", "001"),
        ("virtual_account_number", "2000002"),
    ];
    let mut fixed = account.to_vec();
    fixed.push(("numbering_type", "1"));
    assert!(transfer("v2", &fixed).body.contains("2000002"));
    assert!(transfer("v3", &account).body.contains("（8002）"));
    let taken = [
        account[0],
        account[1],
        ("virtual_account_number", "2000001"),
    ];
    assert!(transfer("v4", &taken).body.contains("（8003）"));
}

#[test]
fn pages_of_strangers_and_of_yesterday() {
    let sandbox = Sandbox::start();
    let lines = sandbox.link(&[
        ("trading_id", "y1"),
        ("id", "1"),
        ("payment_term_day", "0"),
        STOP,
    ]);
    let url = lines.get("url").to_owned();
    for wrong in [
        url.replace("tid=y1", "tid=y2"),
        url.replace("mid=99", "mid=98"),
    ] {
        let page = sandbox.page("GET", &wrong, &[]);
        assert!(
            page.body.contains("お支払いの情報が見つかりません。"),
            "{}",
            page.body
        );
    }
    let (code, answer) = sandbox.tool("POST", "/tool/clock", "{\"advance\":\"2d\"}");
    assert_eq!(code, "200", "{answer}");
    let page = sandbox.page("GET", &url, &[]);
    assert!(
        page.body.contains("（6002）") && page.body.contains(STOP.1),
        "{}",
        page.body
    );
    assert_eq!(
        sandbox.link(&[("trading_id", "y1"), ("id", "1")]).verdict(),
        "6002"
    );
}
