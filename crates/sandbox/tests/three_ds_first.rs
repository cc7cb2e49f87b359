//! 3-D Secure 1.0 for contracts that still have it (card-storage-3ds supplement §4.2).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Sandbox, utf8, value, verdict};
use serde_json::json;
use sha2::{Digest, Sha256};

#[test]
fn server_process() {
    common::serve_if_asked();
}

const PAY: &str = "payment_amount=1000&payment_class=10&3dsecure_use_type=1&card_valid_term=1230&\
    http_accept=*/*&http_user_agent=Test&term_url=https://shop.example/back?o=1&";

fn with_page(control: &str) -> Sandbox {
    Sandbox::with_contract(&[
        ("three_ds_1", json!(true)),
        ("three_ds_1_acs", json!(true)),
        ("attempt_control", json!(control)),
    ])
}

/// A 020 whose buyer is asked: the payment's id and the page's token.
fn ask(sandbox: &Sandbox, fields: &str) -> (String, String) {
    let answer = sandbox.send("020", &format!("{PAY}{fields}"));
    assert_eq!(value(&answer, "result"), "7", "{}", utf8(&answer));
    let text = utf8(&answer);
    let (head, html) = text.split_once("\r\nout_acs_html=\r\n").unwrap();
    assert!(!head.contains("response_code="), "{head}");
    // Cut out by position, as a public plugin does.
    let lines: Vec<&str> = html.split('\n').collect();
    let cut = |line: usize, before: usize, after: usize| {
        let line = lines[line - 1];
        line[before - 1..line.len() - after].to_owned()
    };
    assert_eq!(cut(12, 35, 17), format!("{}/threeds/acs", sandbox.page_url));
    let token = cut(14, 57, 13);
    assert_eq!(cut(16, 54, 13), token);
    assert!(cut(15, 59, 13).starts_with(&sandbox.page_url));
    (value(&answer, "payment_id"), token)
}

/// The page, then the password; the address of the redirect.
fn answer(sandbox: &Sandbox, token: &str, password: &str) -> String {
    let page = sandbox.submit("/threeds/acs", &format!("PaReq={token}&TermUrl=x&MD=y"));
    page.is_readable();
    assert_eq!(page.input("PaReq"), token);
    let typed = format!("PaReq={token}&password={password}");
    let page = sandbox.submit("/threeds/acs/answer", &typed);
    assert_eq!(page.status, "302", "{}", page.body);
    page.header("location").to_owned()
}

#[test]
fn the_password_decides_and_the_contract_filters() {
    // contract, password: attempt, status, the redirect's code
    for (control, rows) in [
        (
            "normal_only",
            [
                ("ok", "", "20", ""),
                ("attempt", "0", "20", ""),
                ("error", "1", "11", "2015"),
                ("x", "", "11", "2001"),
            ],
        ),
        (
            "all",
            [
                ("ok", "", "20", ""),
                ("attempt", "0", "20", ""),
                ("error", "1", "20", ""),
                ("x", "", "11", "2001"),
            ],
        ),
        (
            "none",
            [
                ("ok", "", "20", ""),
                ("attempt", "0", "11", "2015"),
                ("error", "1", "11", "2015"),
                ("x", "", "11", "2001"),
            ],
        ),
    ] {
        let sandbox = with_page(control);
        for (password, attempt, status, code) in rows {
            let (id, token) = ask(&sandbox, "card_number=4900000000000000&trading_id=t1");
            assert_eq!(sandbox.status(&id), "10");
            let location = answer(&sandbox, &token, password);
            let case = format!("{control} {password}: {location}");
            let result = if code.is_empty() { "0" } else { "1" };
            let start = format!(
                "https://shop.example/back?o=1&result={result}&response_code={code}&response_detail="
            );
            assert!(location.starts_with(&start), "{case}");
            let key = sandbox.merchant["threeds_hash_key"].as_str().unwrap();
            let hash = Sha256::digest(format!("{result}{id}{attempt}{key}"));
            let end = format!("&payment_id={id}&trading_id=t1&attempt_kbn={attempt}&hc={hash:x}");
            assert!(location.ends_with(&end), "{case}");
            assert_eq!(sandbox.status(&id), status, "{case}");
            // The result never changes.
            let again =
                sandbox.submit("/threeds/acs/answer", &format!("PaReq={token}&password=ok"));
            assert_eq!(again.header("location"), location);
        }
        let inquiry = sandbox.send("094", "trading_id=t1&payment_id=90000001");
        assert_eq!(value(&inquiry, "3dsecure_message_version"), "1.0");
    }
}

#[test]
fn details_are_percent_encoded_windows_31j() {
    let sandbox = with_page("none");
    let (_, token) = ask(&sandbox, "card_number=4900000000000000");
    let location = answer(&sandbox, &token, "attempt");
    // ３Ｄセキュア … in Windows-31J: the kana セ is 0x83 0x5A.
    assert!(
        location.contains("response_detail=3D%83Z%83L%83%85%83A"),
        "{location}"
    );
}

#[test]
fn the_authorisation_after_the_page_is_the_whole_one() {
    let sandbox = with_page("normal_only");
    let token = sandbox.card_token("5250000000000000", "card_cvc=123");
    let fields = format!("card_token={token}&sales_mode=1&security_code_use=1")
        .replace("card_valid_term=1230&", "");
    let pay = format!("{}{fields}", PAY.replace("card_valid_term=1230&", ""));
    let answered = sandbox.send("020", &pay);
    assert_eq!(value(&answered, "result"), "7");
    // Asked but not paid: the token is not used yet.
    let again = sandbox.send("020", &pay);
    assert_eq!(value(&again, "result"), "7");
    let html = utf8(&again);
    let page = common::pages::input(&html, "PaReq");
    let location = answer(&sandbox, &page, "ok");
    assert!(location.contains("result=0&"), "{location}");
    assert_eq!(sandbox.status(&value(&again, "payment_id")), "40");
    assert_eq!(sandbox.code("020", &pay), "2022");
    // The other payment comes too late for its token.
    let page = common::pages::input(&utf8(&answered), "PaReq");
    let location = answer(&sandbox, &page, "ok");
    assert!(
        location.contains("result=1&response_code=2022&"),
        "{location}"
    );
    assert_eq!(sandbox.status(&value(&answered, "payment_id")), "10");
}

#[test]
fn cards_that_the_company_declines_are_not_asked() {
    let sandbox = with_page("normal_only");
    let declined = format!("{PAY}card_number=4900000000008212");
    assert_eq!(sandbox.code("020", &declined), "2001 1G12");
    // Without 3-D Secure nobody is asked either.
    let plain = format!("{PAY}card_number=4900000000000000&3dsecure_ryaku=1");
    assert_eq!(sandbox.code("020", &plain), "ok");
}

#[test]
fn asking_needs_an_address_to_return_to() {
    let sandbox = with_page("normal_only");
    for name in ["http_accept", "http_user_agent", "term_url"] {
        let fields =
            format!("{PAY}card_number=4900000000000000").replace(&format!("{name}="), "x=");
        assert_eq!(sandbox.code("020", &fields), format!("P006 {name}"));
    }
}

#[test]
fn strangers_get_no_further_than_the_page() {
    let sandbox = with_page("normal_only");
    for path in ["/threeds/acs", "/threeds/acs/answer"] {
        let page = sandbox.submit(path, "PaReq=unknown&password=ok");
        page.is_readable();
        assert!(page.body.contains("有効期限が切れました"));
    }
    let (id, token) = ask(&sandbox, "card_number=4900000000000000");
    // Another telegram took the payment in the meantime.
    let retry = format!("{PAY}card_number=4900000000000000&3dsecure_ryaku=1&payment_id={id}");
    assert_eq!(sandbox.code("020", &retry), "ok");
    let typed = format!("PaReq={token}&password=x");
    let page = sandbox.submit("/threeds/acs/answer", &typed);
    page.is_readable();
    assert_eq!(sandbox.status(&id), "20");
}

#[test]
fn without_the_page_every_card_is_an_attempt() {
    let sandbox = Sandbox::with_contract(&[("three_ds_1", json!(true))]);
    let pay = |number: &str| sandbox.send("020", &format!("{PAY}card_number={number}"));
    let good = pay("5123459358515840");
    assert_eq!(verdict(&good), "ok");
    assert_eq!(value(&good, "attempt_kbn"), "0");
    for number in ["5123459358515820", "36000000000000", "4900000000000000"] {
        assert_eq!(verdict(&pay(number)), "2015", "{number}");
    }
}
