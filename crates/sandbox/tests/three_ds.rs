//! EMV 3-D Secure from 450 over the buyer's pages to 020 (card-3ds2, telegram_checks 450 and 020).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::emv::{BASE, DIRECT, PAY, begin, map, outcome, parameters};
use common::{Sandbox, value, verdict};
use serde_json::json;
use sha2::{Digest, Sha256};

#[test]
fn server_process() {
    common::serve_if_asked();
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
    for word in ["Test Shop", "200,000円", "************0000", "14012"] {
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

    // Coming anew does not give more tries.
    let hidden = challenge();
    send(&hidden, "challengeDataEntry=x").is_readable();
    send(&hidden, "challengeDataEntry=x").is_readable();
    sandbox.submit("/threeds/start", &hidden).is_readable();
    let page = send(&hidden, "challengeDataEntry=x");
    assert_eq!(outcome(&page), "1 - 31007 '' ''");

    // Who is not asked cannot answer.
    let quiet = begin(&sandbox, &format!("{DIRECT}payment_amount=314040")).hidden;
    let page = send(&quiet, "challengeDataEntry=14012");
    page.is_readable();
    let page = sandbox.submit("/threeds/start", &quiet);
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
