//! The test tool's pages, used as a browser uses them (sandbox-environment §13).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::pages::Page;
use common::{Sandbox, value};
use serde_json::{Value, json};

#[test]
fn server_process() {
    common::serve_if_asked();
}

const ATM: &str = "payment_amount=100&payment_detail=%8e%8e%8c%b1&payment_detail_kana=A";
const STORE: &str = "payment_amount=100&customer_family_name=%8e%8e&customer_name=%8e%8e&customer_tel=03&sales_type=1";

fn tool(sandbox: &Sandbox, method: &str, path: &str, body: &str) -> Value {
    let (status, answer) = sandbox.tool(method, path, body);
    assert_eq!(status, "200", "{method} {path}: {answer}");
    serde_json::from_str(&answer).unwrap()
}

/// A page of the tool, as a browser that is on it asks for it.
fn page(sandbox: &Sandbox, method: &str, path: &str, more: &[&str]) -> Page {
    let address = format!("{}{path}", sandbox.tool_url);
    sandbox.page(method, &address, more)
}

/// Posts a form and follows the redirect.
fn press(sandbox: &Sandbox, path: &str, form: &str) -> Page {
    let origin = format!("Origin: {}", sandbox.tool_url);
    let answer = page(sandbox, "POST", path, &["--data", form, "-H", &origin]);
    assert_eq!(answer.status, "303", "{}", answer.body);
    let there = page(sandbox, "GET", answer.header("location"), &[]);
    there.is_readable();
    there
}

#[test]
fn other_sites_cannot_act() {
    let sandbox = Sandbox::start();
    let rule = r#"{"do":{"swallow":true}}"#;
    let post = |header: &str| {
        page(
            &sandbox,
            "POST",
            "/tool/faults",
            &["--data", rule, "-H", header],
        )
        .status
    };
    assert_eq!(post("Origin: https://shop.example"), "403");
    assert_eq!(post("Origin: null"), "403");
    assert_eq!(post("Sec-Fetch-Site: cross-site"), "403");
    assert_eq!(post("Host: rebound.example"), "403");
    assert_eq!(
        page(
            &sandbox,
            "GET",
            "/tool/ledger",
            &["-H", "Host: rebound.example"]
        )
        .status,
        "403"
    );
    assert_eq!(tool(&sandbox, "GET", "/tool/faults", ""), json!([]));
    assert_eq!(post(&format!("Origin: {}", sandbox.tool_url)), "200");
    let shown = page(&sandbox, "GET", "/", &[]);
    assert_eq!(shown.header("referrer-policy"), "same-origin");
    assert_eq!(shown.header("x-frame-options"), "DENY");
}

#[test]
fn pages_search_and_move() {
    let sandbox = Sandbox::start();
    let empty = page(&sandbox, "GET", "/", &[]);
    empty.is_readable();
    assert!(empty.body.contains("該当する決済がありません。"));
    let id = value(
        &sandbox.send("010", &format!("{ATM}&trading_id=order77")),
        "payment_id",
    );
    let found = page(&sandbox, "GET", "/?trading_id=der7&payment_type=01", &[]);
    found.is_readable();
    assert!(
        found.body.contains(&format!("href=\"/payments/{id}\"")),
        "{}",
        found.body
    );
    assert!(
        !page(&sandbox, "GET", "/?status=40", &[])
            .body
            .contains(&format!("/payments/{id}"))
    );
    let shown = page(&sandbox, "GET", &format!("/payments/{id}"), &[]);
    shown.is_readable();
    for text in [
        "ATM決済",
        "order77",
        "100円",
        "申込済 10",
        "金融機関コード",
        "電文 010 ATM決済申込",
        "payment_amount=100",
    ] {
        assert!(shown.body.contains(text), "{text}");
    }
    let address = format!("/payments/{id}/status");
    let wrong = press(&sandbox, &address, "to=40&bank_code=1");
    assert!(wrong.body.contains("入力値が不正です。(bank_code)"));
    let late = press(
        &sandbox,
        &address,
        "to=40&bank_code=0001&payment_time=20200101000000",
    );
    assert!(
        late.body
            .contains("入金日時は取引発生日時より後、支払期限日より前で入力してください。")
    );
    let moved = press(&sandbox, &address, "to=40&bank_code=0001&payment_time=");
    assert!(moved.body.contains("正常終了しました。"));
    assert!(moved.body.contains("消込済 40") && moved.body.contains("テストツールで変更"));
    assert!(
        press(&sandbox, &address, "to=12")
            .body
            .contains("現在の決済ステイタスでは変更できません。")
    );
    assert_eq!(sandbox.status(&id), "40");
    assert_eq!(page(&sandbox, "GET", "/payments/5", &[]).status, "404");
    assert_eq!(page(&sandbox, "GET", "/nothing", &[]).status, "404");
    assert_eq!(page(&sandbox, "POST", "/", &[]).status, "405");
    // Stores: which one is chosen from what the number can be paid at.
    let store = value(
        &sandbox.send("030", &format!("{STORE}&cvs_type=02")),
        "payment_id",
    );
    let shown = page(&sandbox, "GET", &format!("/payments/{store}"), &[]);
    assert!(shown.body.contains("00C002 ローソン"), "{}", shown.body);
    assert!(
        press(
            &sandbox,
            &format!("/payments/{store}/status"),
            "to=40&cvs_company_id=00C002"
        )
        .body
        .contains("消込済 40")
    );
}

#[test]
fn pages_set_faults_clock_and_contract() {
    let sandbox = Sandbox::start();
    let listed = press(
        &sandbox,
        "/faults",
        "do=%7B%22http_status%22%3A503%7D&kind=010&times=1&after=0",
    );
    assert!(
        listed.body.contains("正常終了しました。")
            && listed.body.contains("HTTP 503（処理しない）")
    );
    assert_eq!(sandbox.fetch("010", ATM, 20.0).status, "503");
    assert!(
        page(&sandbox, "GET", "/faults", &[])
            .body
            .contains("<td>1回</td><td>1回</td>")
    );
    assert!(
        press(&sandbox, "/faults", "rule=%7B%7D")
            .body
            .contains("入力値が不正です。(do)")
    );
    assert!(
        press(&sandbox, "/faults/remove", "id=1")
            .body
            .contains("ルールはありません。")
    );

    let now = || {
        tool(&sandbox, "GET", "/tool/clock", "")["now"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    let before = now();
    assert!(
        press(&sandbox, "/clock", "advance=1d")
            .body
            .contains("正常終了しました。")
    );
    assert!(now()[..10] > before[..10], "{before} {}", now());
    assert!(
        press(&sandbox, "/clock", "set=2020-01-01T00:00")
            .body
            .contains("過去に戻すことはできません")
    );
    assert!(
        press(&sandbox, "/clock", "advance=soon")
            .body
            .contains("入力値が不正です。(advance)")
    );

    let contract = page(&sandbox, "GET", "/accounts/990000001", &[]);
    contract.is_readable();
    assert_eq!(
        page(&sandbox, "GET", "/accounts", &[]).header("location"),
        "/accounts/990000001"
    );
    let saved = press(
        &sandbox,
        "/accounts/990000001",
        "direct_card=false&sites=s1%2C+s2&bonus_months=6%2C+12&cvs_type=B&notice_url=",
    );
    assert!(saved.body.contains("正常終了しました。"), "{}", saved.body);
    let now = tool(&sandbox, "GET", "/tool/accounts/990000001", "");
    assert_eq!(
        (&now["direct_card"], &now["sites"]),
        (&json!(false), &json!(["s1", "s2"]))
    );
    assert_eq!(
        (&now["bonus_months"], &now["cvs_type"]),
        (&json!([6, 12]), &json!("B"))
    );
    assert_eq!(
        now["methods"].as_array().unwrap().len(),
        sandbox.merchant["methods"].as_array().unwrap().len()
    );
    assert!(
        press(&sandbox, "/accounts/990000001", "token_minutes=long")
            .body
            .contains("入力値が不正です。(token_minutes)")
    );
    // Every key of a contract can be seen.
    for key in now
        .as_object()
        .unwrap()
        .keys()
        .filter(|key| *key != "merchant_id")
    {
        assert!(contract.body.contains(&format!("name=\"{key}\"")), "{key}");
    }
}

#[test]
fn pages_show_ledger_and_notices() {
    let sandbox = Sandbox::start();
    let id = sandbox.authorised("0000", "trading_id=c1");
    let ledger = page(&sandbox, "GET", "/ledger", &[]);
    ledger.is_readable();
    assert!(ledger.body.contains("電文 020 カード決済オーソリ"));
    assert!(ledger.body.contains("card_number=************0000"));
    let password = sandbox.merchant["connect_password"].as_str().unwrap();
    assert!(!ledger.body.contains(password));
    let notices = page(&sandbox, "GET", "/notices", &[]);
    notices.is_readable();
    assert!(notices.body.contains(&id) && notices.body.contains("送信なし"));
    let resent = press(
        &sandbox,
        "/notices/1/resend",
        &format!("merchant_id=990000001&payment_id={id}"),
    );
    assert!(
        resent.body.contains("差分通知先URLが登録されていません。"),
        "{}",
        resent.body
    );
    assert!(
        resent.body.contains(&format!("決済 {id}")),
        "back on the payment's page"
    );
}

#[test]
fn pages_make_deposits() {
    let sandbox = Sandbox::start();
    page(&sandbox, "GET", "/deposit", &[]).is_readable();
    let answer = sandbox.send("070", "claim_amount=500");
    let (id, account) = (
        value(&answer, "payment_id"),
        value(&answer, "virtual_account_number"),
    );
    let wrong = press(&sandbox, "/deposit", &format!("account={account}&amount=x"));
    assert!(wrong.body.contains("入力値が不正です。(amount)"));
    let done = press(
        &sandbox,
        "/deposit",
        &format!("account={account}&amount=500"),
    );
    assert!(done.body.contains("正常終了しました。"), "{}", done.body);
    assert_eq!(sandbox.status(&id), "40");
}
