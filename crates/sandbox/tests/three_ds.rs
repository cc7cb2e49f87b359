//! EMV 3-D Secure from 450 over the buyer's pages to 020 (card-3ds2, telegram_checks 450 and 020).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::collections::HashMap;

use common::pages::{Page, input};
use common::{Sandbox, value, verdict};
use serde_json::json;
use sha2::{Digest, Sha256};

#[test]
fn server_process() {
    common::serve_if_asked();
}

/// What every 450 of these tests has.
const BASE: &str = "term_url=https://shop.example/back?order=7%23top&merchant_name=Test%20Shop&authentication_type=01&";
const DIRECT: &str = "card_set_method=direct&card_number=4900000000000000&card_valid_term=1230&";
const PAY: &str =
    "payment_class=10&card_number=4900000000000000&card_valid_term=1230&3dsecure_use_type=2&";

/// An authentication that has begun: its id and the hidden fields of its document.
struct Begun {
    id: String,
    hidden: String,
}

fn begin(sandbox: &Sandbox, fields: &str) -> Begun {
    let answer = sandbox.send("450", &format!("{BASE}{fields}"));
    let text = String::from_utf8(answer).unwrap();
    let (head, html) = text.split_once("\r\nout_acs_html=\r\n").expect(&text);
    assert!(head.starts_with("\r\nresult=0\r\ncard_brand="), "{head}");
    let id = head.split("3ds_auth_id=").nth(1).unwrap();
    let id = id.split("\r\n").next().unwrap().to_owned();
    assert_eq!(id, input(html, "auth"));
    assert!(html.contains(&format!("{}/threeds/start", sandbox.page_url)));
    Begun {
        hidden: format!("auth={id}&key={}", input(html, "key")),
        id,
    }
}

/// The parameters of a redirect in order, decoded by Python's own decoder.
fn parameters(page: &Page) -> Vec<(String, String)> {
    assert_eq!(page.status, "302", "{}", page.body);
    let location = page.header("location");
    let script = "import sys,json,urllib.parse as p\n\
        u=p.urlsplit(sys.argv[1])\n\
        print(json.dumps(p.parse_qsl(u.query,keep_blank_values=True,encoding='utf-8',errors='strict')))";
    let output = std::process::Command::new("python3")
        .args(["-c", script, location])
        .output()
        .expect("these tests need the python3 program");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn map(page: &Page) -> HashMap<String, String> {
    parameters(page).into_iter().collect()
}

/// `result attempt code requestor server` of a redirect; `-` for what is not there.
fn outcome(page: &Page) -> String {
    let found = map(page);
    let word = |name: &str| match found.get(name).map(String::as_str) {
        None => "-".to_owned(),
        Some("") => "''".to_owned(),
        Some(value) => value.to_owned(),
    };
    format!(
        "{} {} {} {} {}",
        word("result"),
        word("attempt_kbn"),
        word("response_code"),
        word("3dsecure_requestor_error_code"),
        word("3dsecure_server_error_code")
    )
}

#[test]
fn walks_from_the_telegram_over_the_challenge_to_the_payment() {
    let sandbox = Sandbox::start();
    let begun = begin(
        &sandbox,
        &format!("{DIRECT}payment_amount=200000&trading_id=walk&cardholder_name=TARO"),
    );
    let page = sandbox.submit("/threeds/start", &begun.hidden);
    page.is_readable();
    for word in ["Test Shop", "200000 JPY", "************0000", "14012"] {
        assert!(page.body.contains(word), "{word}");
    }
    assert_eq!(page.body.matches("name=\"challengeDataEntry\"").count(), 1);
    assert_eq!(page.body.matches("type=\"submit\"").count(), 1);
    let hidden = format!("auth={}&key={}", page.input("auth"), page.input("key"));
    assert_eq!(hidden, begun.hidden);

    let page = sandbox.submit(
        "/threeds/challenge",
        &format!("{hidden}&challengeDataEntry=1"),
    );
    page.is_readable();
    assert!(page.body.contains("未対応の値です"));
    let page = sandbox.submit(
        "/threeds/challenge",
        &format!("{hidden}&challengeDataEntry=14012"),
    );
    let location = page.header("location").to_owned();
    assert!(
        location.starts_with("https://shop.example/back?order=7&result=0&3ds_auth_id="),
        "{location}"
    );
    assert!(location.ends_with("&attempt_kbn=#top"), "{location}");
    let names: Vec<String> = parameters(&page)
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(
        names,
        [
            "order",
            "result",
            "3ds_auth_id",
            "card_brand",
            "issur_class",
            "acq_name",
            "acq_id",
            "issur_name",
            "issur_id",
            "hc",
            "fingerprint",
            "masked_card_number",
            "3dsecure_requestor_error_code",
            "3dsecure_server_error_code",
            "attempt_kbn",
        ]
    );
    let found = map(&page);
    assert_eq!(found["3ds_auth_id"], begun.id);
    assert_eq!(found["card_brand"], "VISA");
    assert_eq!(found["issur_name"], "ﾋﾞｻﾞ");
    assert_eq!(found["masked_card_number"], "************0000");
    let key = sandbox.merchant["threeds_hash_key"].as_str().unwrap();
    let hash = Sha256::digest(format!("0{}{key}", begun.id));
    assert_eq!(found["hc"], format!("{hash:x}"));

    // The back button repeats the redirect, whatever is typed; the first page is over.
    let again = sandbox.submit(
        "/threeds/challenge",
        &format!("{hidden}&challengeDataEntry=14042"),
    );
    assert_eq!(again.header("location"), location);
    let page = sandbox.submit("/threeds/start", &hidden);
    page.is_readable();
    assert!(page.body.contains("認証の有効期限が切れました"));

    let pay = format!("{PAY}payment_amount=200000&3ds_auth_id={}", begun.id);
    let answer = sandbox.send("020", &pay);
    assert_eq!(verdict(&answer), "ok");
    assert_eq!(value(&answer, "attempt_kbn"), "");
    let id = value(&answer, "payment_id");
    let inquiry = sandbox.send("094", &format!("payment_id={id}"));
    assert_eq!(value(&inquiry, "3dsecure_message_version"), "2.2.0");
    assert_eq!(sandbox.code("020", &pay), "31010");
    assert!(
        sandbox
            .ledger("warning")
            .iter()
            .all(|line| { !line["text"].as_str().unwrap().contains("another") })
    );
}

#[test]
fn writes_the_answer_in_utf8_and_in_order() {
    let sandbox = Sandbox::start();
    let answer = sandbox.curl(
        "/n/threeds/request",
        &format!(
            "{}telegram_kind=450&{BASE}{DIRECT}payment_amount=1&bill_address_city=%E6%B8%8B%E8%B0%B7",
            sandbox.login()
        ),
        &["-i"],
    );
    let text = String::from_utf8(answer.stdout).unwrap();
    assert!(
        text.contains("content-type: text/plain; charset=UTF-8\r\n"),
        "{text}"
    );
    let (_, body) = text.split_once("\r\n\r\n").unwrap();
    let names: Vec<&str> = body
        .split("\r\n")
        .skip(1)
        .map(|line| line.split('=').next().unwrap())
        .take(11)
        .collect();
    assert_eq!(
        names,
        [
            "result",
            "card_brand",
            "acq_id",
            "3ds_auth_id",
            "issur_class",
            "acq_name",
            "issur_name",
            "issur_id",
            "fingerprint",
            "masked_card_number",
            "out_acs_html"
        ]
    );
    assert!(body.contains("\r\nissur_name=ﾋﾞｻﾞ\r\n"));
    assert!(body.contains("\r\nout_acs_html=\r\n<!DOCTYPE html>\r\n"));
    assert!(body.ends_with("</html>"));
    // An overseas card of an issuer nobody knows by name still has all that has a value.
    let refused = sandbox.send("450", &format!("{BASE}{DIRECT}payment_amount=1.5"));
    let text = String::from_utf8(refused).unwrap();
    assert_eq!(
        text,
        "\r\nresult=1\r\nresponse_code=P010\r\nresponse_detail=\"payment_amount\" の値が正しくありません。"
    );
}

#[test]
fn the_stub_decides_without_asking() {
    let sandbox = Sandbox::start();
    let visa = |fields: &str| {
        let begun = begin(&sandbox, &format!("{DIRECT}{fields}"));
        outcome(&sandbox.submit("/threeds/start", &begun.hidden))
    };
    for (fields, expected) in [
        ("payment_amount=314010", "0 '' - '' ''"),
        ("payment_amount=314020", "0 0 - '' ''"),
        ("payment_amount=314050", "0 1 - '' ''"),
        ("payment_amount=314040", "1 - 31007 '' ''"),
        ("payment_amount=314060", "1 - 31007 '' ''"),
        ("payment_amount=221001", "0 1 - '' 405"),
        ("payment_amount=130000", "0 1 - R1002 ''"),
        ("payment_amount=140000", "0 1 - R1102 ''"),
        (
            "payment_amount=1000&cardholder_name=%20bavaa",
            "0 0 - '' ''",
        ),
        (
            "payment_amount=314010&cardholder_name=BAVRA",
            "1 - 31007 '' ''",
        ),
        (
            "payment_amount=1000&cardholder_name=BCErrTimeOut",
            "0 1 - R1002 ''",
        ),
        ("payment_amount=313560", "0 '' - '' ''"),
        ("payment_amount=1000", "0 '' - '' ''"),
        (
            "payment_amount=314040&email_address=a..b@c.example",
            "0 1 - '' 203",
        ),
        (
            "payment_amount=314040&cardholder_name=%20%20",
            "0 1 - '' 203",
        ),
        (
            "payment_amount=1&bill_address_city=%E3%80%80",
            "0 1 - '' 203",
        ),
        ("payment_amount=1&bill_address_country=999", "0 1 - '' 304"),
        (
            "payment_amount=1&ship_address_country=392&ship_address_state=48",
            "0 1 - '' 304",
        ),
    ] {
        assert_eq!(visa(fields), expected, "{fields}");
    }
    // What is not listed is said aloud: 313560 is another brand's, 1000 nobody's.
    assert_eq!(sandbox.ledger("warning").len(), 2);
    let detail = {
        let begun = begin(&sandbox, &format!("{DIRECT}payment_amount=314040"));
        map(&sandbox.submit("/threeds/start", &begun.hidden))
    };
    assert_eq!(detail["response_detail"], "3Dセキュア認証に失敗しました。");
    assert!(!detail.contains_key("attempt_kbn"));
    let key = sandbox.merchant["threeds_hash_key"].as_str().unwrap();
    let hash = Sha256::digest(format!("1{}{key}", detail["3ds_auth_id"]));
    assert_eq!(detail["hc"], format!("{hash:x}"));
}

#[test]
fn passwords_decide_by_brand() {
    let sandbox = Sandbox::start();
    let brands = [
        ("3580000000000000", ["13512", "13542", "13552"]),
        ("36000000000000", ["13612", "13642", "13652"]),
        ("376500000000000", ["13712", "13742", "13752"]),
        ("4900000000000000", ["14012", "14042", "14052"]),
        ("5250000000000000", ["15012", "15042", "15052"]),
    ];
    let challenge = |number: &str, password: &str| {
        let begun = begin(
            &sandbox,
            &format!(
                "card_set_method=direct&card_number={number}&card_valid_term=1230&payment_amount=0"
            ),
        );
        sandbox
            .submit("/threeds/start", &begun.hidden)
            .is_readable();
        let typed = format!("{}&challengeDataEntry={password}", begun.hidden);
        outcome(&sandbox.submit("/threeds/challenge", &typed))
    };
    for (number, passwords) in brands {
        let expected = ["0 '' - '' ''", "1 - 31007 '' ''", "0 1 - '' ''"];
        for (password, expected) in passwords.iter().zip(expected) {
            assert_eq!(challenge(number, password), expected, "{number} {password}");
        }
    }
    for (password, expected) in [
        ("51001", "0 1 - '' 405"),
        ("30000", "0 1 - R1002 ''"),
        ("40000", "0 1 - R1102 ''"),
    ] {
        assert_eq!(challenge("4900000000000000", password), expected);
    }
}

#[test]
fn the_challenge_can_be_left() {
    let sandbox = Sandbox::start();
    let challenge = || {
        let begun = begin(&sandbox, &format!("{DIRECT}payment_amount=1"));
        sandbox
            .submit("/threeds/start", &begun.hidden)
            .is_readable();
        begun.hidden
    };
    let send = |hidden: &str, more: &str| {
        sandbox.submit("/threeds/challenge", &format!("{hidden}&{more}"))
    };
    let hidden = challenge();
    assert_eq!(outcome(&send(&hidden, "choice=cancel")), "1 - 31007 '' ''");

    let hidden = challenge();
    for _ in 0..2 {
        send(&hidden, "challengeDataEntry=14013").is_readable();
    }
    let page = send(&hidden, "challengeDataEntry=14013");
    assert_eq!(outcome(&page), "1 - 31007 '' ''");

    let hidden = challenge();
    let page = send(&hidden, "choice=strange");
    page.is_readable();
    assert_eq!(page.header("location"), "");
    let page = send(&hidden, "challengeDataEntry=14012");
    page.is_readable();
    assert!(page.body.contains("有効期限が切れました"));

    for wrong in [
        "",
        "auth=x",
        "auth=x&key=y",
        &hidden.replace("key=", "key=x"),
    ] {
        for path in ["/threeds/start", "/threeds/challenge"] {
            let page = sandbox.submit(path, wrong);
            page.is_readable();
            assert!(page.body.contains("有効期限が切れました"), "{path} {wrong}");
        }
    }
    assert_eq!(sandbox.page("GET", "/threeds/start", &[]).status, "405");
}

#[test]
fn an_authentication_outlives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Sandbox::in_folder(folder.path());
    let begun = begin(&first, &format!("{DIRECT}payment_amount=1"));
    first.stop("-TERM");
    let second = Sandbox::in_folder(folder.path());
    second.submit("/threeds/start", &begun.hidden).is_readable();
    let typed = format!("{}&challengeDataEntry=14052", begun.hidden);
    assert_eq!(
        outcome(&second.submit("/threeds/challenge", &typed)),
        "0 1 - '' ''"
    );
}

#[test]
fn no_key_no_hash() {
    let sandbox = Sandbox::with_contract(&[("threeds_hash_key", json!(null))]);
    let begun = begin(&sandbox, &format!("{DIRECT}payment_amount=314010"));
    let found = map(&sandbox.submit("/threeds/start", &begun.hidden));
    assert!(!found.contains_key("hc"));
}

#[test]
fn rows_of_020_that_need_an_authentication() {
    let sandbox = Sandbox::with_contract(&[("sites", json!(["S001"]))]);
    let pay = |fields: &str| sandbox.code("020", &format!("{PAY}{fields}"));
    let authenticated = |fields: &str| {
        let begun = begin(&sandbox, &format!("{DIRECT}{fields}"));
        let page = sandbox.submit("/threeds/start", &begun.hidden);
        assert_eq!(page.status, "302");
        begun.id
    };
    // 5, 6, 7
    let plain =
        "payment_class=10&card_number=4900000000000000&card_valid_term=1230&payment_amount=1000";
    assert_eq!(
        sandbox.code("020", &format!("{plain}&3dsecure_ryaku=1&3ds_auth_id=x")),
        "31008"
    );
    assert_eq!(pay("payment_amount=1000"), "31009");
    assert_eq!(
        pay("payment_amount=1000&3ds_auth_id=x&3dsecure_ryaku=1"),
        "P010 3dsecure_ryaku"
    );
    // 23: unknown, not finished, failed, of another site, of another merchant
    assert_eq!(pay("payment_amount=1000&3ds_auth_id=unknown"), "31011");
    let open = begin(&sandbox, &format!("{DIRECT}payment_amount=1")).id;
    assert_eq!(
        pay(&format!("payment_amount=1&3ds_auth_id={open}")),
        "31011"
    );
    let failed = authenticated("payment_amount=314040");
    assert_eq!(
        pay(&format!("payment_amount=314040&3ds_auth_id={failed}")),
        "31011"
    );
    let sited = authenticated("payment_amount=314020&site_id=S001");
    let fields = format!("payment_amount=314020&3ds_auth_id={sited}");
    assert_eq!(pay(&fields), "31011");
    let answer = sandbox.send("020", &format!("{PAY}{fields}&site_id=S001"));
    assert_eq!(
        (verdict(&answer), value(&answer, "attempt_kbn")),
        ("ok".into(), "0".into())
    );
    let other = Sandbox::start();
    assert_eq!(other.code("020", &format!("{PAY}{fields}")), "31011");
    // 24: only a success uses it up, a retry may have it again
    let id = authenticated("payment_amount=314050");
    let declined = format!(
        "payment_class=10&card_number=4900000000008283&card_valid_term=1230&3dsecure_use_type=2\
         &payment_amount=314050&3ds_auth_id={id}"
    );
    let answer = sandbox.send("020", &declined);
    assert_eq!(verdict(&answer), "2003 1G83");
    let payment = value(&answer, "payment_id");
    // 25: another card is said aloud and taken
    let warnings = sandbox.ledger("warning");
    let about = |word: &str| {
        warnings
            .iter()
            .filter(|line| line["text"].as_str().unwrap().contains(word))
            .count()
    };
    assert_eq!((about("another card"), about("another amount")), (1, 0));
    let fields = format!("payment_amount=314050&3ds_auth_id={id}");
    let answer = sandbox.send("020", &format!("{PAY}{fields}&payment_id={payment}"));
    assert_eq!(
        (verdict(&answer), value(&answer, "attempt_kbn")),
        ("ok".into(), "1".into())
    );
    assert_eq!(pay(&fields), "31010");
    // The contract's filter is for 3-D Secure 1.0 only: attempt 1 is authorised above.
    let id = authenticated("payment_amount=314010");
    assert_eq!(pay(&format!("payment_amount=5&3ds_auth_id={id}")), "ok");
    let warnings = sandbox.ledger("warning");
    assert!(
        warnings
            .iter()
            .any(|line| line["text"].as_str().unwrap().contains("another amount"))
    );
    // The notice carries the attempt.
    let mut attempts = Vec::new();
    loop {
        let notice = sandbox.send("091", "");
        if value(&notice, "success_code") == "1" {
            break;
        }
        attempts.push(value(&notice, "payment_status"));
    }
    assert!(attempts.contains(&"20".to_owned()), "{attempts:?}");
    // 8
    let without = Sandbox::with_contract(&[("emv_3ds", json!(false))]);
    let fields = format!("{PAY}payment_amount=1&3ds_auth_id=x");
    assert_eq!(without.code("020", &fields), "P063");
}

#[test]
fn one_token_authenticates_and_pays() {
    let sandbox = Sandbox::start();
    let token = sandbox.card_token("5250000000000000", "card_name=BAMCA&card_cvc=123");
    let begun = begin(
        &sandbox,
        &format!("card_set_method=token&card_token={token}&payment_amount=1000"),
    );
    // The token's name makes the bank ask.
    sandbox
        .submit("/threeds/start", &begun.hidden)
        .is_readable();
    let typed = format!("{}&challengeDataEntry=15012", begun.hidden);
    assert_eq!(
        outcome(&sandbox.submit("/threeds/challenge", &typed)),
        "0 '' - '' ''"
    );
    let pay = format!(
        "payment_amount=1000&payment_class=10&3dsecure_use_type=2&card_token={token}&3ds_auth_id={}",
        begun.id
    );
    assert_eq!(sandbox.code("020", &pay), "ok");

    // A stored card's name does as well.
    let token = sandbox.card_token("3580000000000000", "card_name=BAJUA");
    let answer = sandbox.send("025", &format!("customer_id=c2&card_token={token}"));
    let id = value(&answer, "customer_card_id");
    let begun = begin(
        &sandbox,
        &format!("card_set_method=customer&customer_id=c2&customer_card_id={id}&payment_amount=0"),
    );
    assert_eq!(
        outcome(&sandbox.submit("/threeds/start", &begun.hidden)),
        "0 1 - '' ''"
    );
}

#[test]
fn secrets_and_people_stay_out_of_the_ledger() {
    let sandbox = Sandbox::start();
    let begun = begin(
        &sandbox,
        &format!(
            "{DIRECT}payment_amount=1&email_address=someone@shop.example&bill_address_city=%E6%B8%8B%E8%B0%B7\
             &mobile_phone_cc=81&mobile_phone_subscriber=9012345678&cardholder_name=HANAKO"
        ),
    );
    sandbox
        .submit("/threeds/start", &begun.hidden)
        .is_readable();
    let (_, ledger) = sandbox.tool("GET", "/tool/ledger?after=0", "");
    let key = begun.hidden.split("key=").nth(1).unwrap();
    for secret in [
        "someone@",
        "渋谷",
        "9012345678",
        "HANAKO",
        "4900000000000000",
        key,
    ] {
        assert!(!ledger.contains(secret), "{secret}");
    }
    assert!(ledger.contains("/threeds/start"));
}
