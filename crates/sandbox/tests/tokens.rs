//! The token service: script, server, and the telegrams that take tokens (card-token).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Sandbox, value, verdict};
use serde_json::json;
use sha2::{Digest, Sha256};

#[test]
fn server_process() {
    common::serve_if_asked();
}

const CARD: &str = "card_number=4900000000000000&card_expire_year=30&card_expire_month=12";
const PAY: &str = "payment_amount=100&payment_class=10&3dsecure_ryaku=1";

#[test]
fn makes_tokens_in_the_documented_form() {
    let sandbox = Sandbox::start();
    let answer = sandbox.token_answer(&format!("{CARD}&card_cvc=123&card_name=TARO%20YAMADA"));
    assert_eq!(answer["result"], "0000");
    let object = &answer["tokenizedCardObject"];
    let word = |key: &str| object[key].as_str().unwrap().to_owned();
    let token = word("token");
    assert!(token.starts_with("tok_") && token.len() == 28, "{token}");
    assert_eq!(word("masked_card_number"), "************0000");
    assert_eq!(word("fingerprint").len(), 64);
    let (until, now) = (word("valid_until"), japan_time(3600));
    assert!(until <= now && until >= japan_time(3540), "{until} {now}");
    let key = sandbox.merchant["token_hash_key"].as_str().unwrap();
    let hash = Sha256::digest(format!(
        "{token}{}{until}{}{key}",
        word("masked_card_number"),
        word("fingerprint")
    ));
    assert_eq!(answer["hc"], format!("{hash:x}"));

    let answer = sandbox.token_answer("card_cvc=1234&cvc_only_flg=1");
    let object = answer["tokenizedCardObject"].as_object().unwrap();
    assert_eq!(answer["result"], "0000");
    let keys: Vec<_> = object.keys().map(String::as_str).collect();
    assert_eq!(keys, ["token", "valid_until"]);
    assert!(answer.get("hc").is_none());
}

#[test]
fn the_data_base_keeps_no_number() {
    let sandbox = Sandbox::start();
    sandbox.card_token("4900123456788888", "card_cvc=987");
    for name in ["sandbox.sqlite3", "sandbox.sqlite3-wal", "ledger.jsonl"] {
        let bytes = std::fs::read(sandbox.dir.join(name)).unwrap_or_default();
        assert!(
            !bytes.windows(10).any(|window| window == b"4900123456"),
            "{name}"
        );
    }
}

/// The time in Japan some seconds from now, by the `date` program.
fn japan_time(ahead: i64) -> String {
    let output = std::process::Command::new("date")
        .env("TZ", "UTC-9")
        .args(["-d", &format!("+{ahead} seconds"), "+%Y%m%d%H%M%S"])
        .output()
        .unwrap();
    String::from_utf8(output.stdout).unwrap().trim().to_owned()
}

#[test]
fn checks_in_the_documented_order() {
    let sandbox = Sandbox::with_contract(&[]);
    let result = |fields: &str| {
        sandbox.token_answer(fields)["result"]
            .as_str()
            .unwrap()
            .to_owned()
    };
    for (fields, expected) in [
        ("merchant_id=&token_generate_key=", "1200"),
        ("merchant_id=", "1100"),
        ("token_generate_key=", "1200"),
        ("token_generate_key=wrong", "1201"),
        ("merchant_id=123456789", "1201"),
        ("merchant_id=%ff%00", "1201"),
        ("", "1300"),
        ("card_number=4900-0000-0000-0000", "1301"),
        ("card_number=4900000000000", "1301"),
        ("card_number=49000000000000000", "1301"),
        ("card_number=４９００００００００００００００", "1301"),
        ("card_number=49000000000000", "1400"),
        ("card_number=4900000000000000&card_expire_year=1", "1401"),
        ("card_number=4900000000000000&card_expire_year=30", "1500"),
        (
            "card_number=4900000000000000&card_expire_year=30&card_expire_month=x1",
            "1501",
        ),
        (
            "card_number=4900000000000000&card_expire_year=30&card_expire_month=13",
            "1502",
        ),
        (
            "card_number=4900000000000000&card_expire_year=20&card_expire_month=12",
            "1502",
        ),
        (
            "card_number=4900000000000000&card_expire_year=99&card_expire_month=12",
            "1502",
        ),
        (&format!("{CARD}&card_cvc=12"), "1600"),
        (&format!("{CARD}&card_name=%E5%A4%AA"), "1700"),
        (&format!("{CARD}&card_name=%EF%BE%80"), "0000"),
        ("cvc_only_flg=1", "1601"),
        ("cvc_only_flg=1&card_cvc=12345", "1600"),
        ("cvc_only_flg=1&card_cvc=123", "0000"),
    ] {
        assert_eq!(result(fields), expected, "{fields}");
    }
    let closed = Sandbox::with_contract(&[("maintenance", json!(true))]);
    assert_eq!(closed.token_answer("token_generate_key=")["result"], "8000");
    let without = Sandbox::with_contract(&[("token_hash_key", json!(null))]);
    assert!(without.token_answer(CARD).get("hc").is_none());
}

#[test]
fn serves_browsers_of_other_origins() {
    let sandbox = Sandbox::start();
    let page = sandbox.page("OPTIONS", "/n/token/request", &[]);
    assert_eq!(page.status, "204");
    assert_eq!(page.header("access-control-allow-origin"), "*");
    let page = sandbox.page("GET", "/n/token/request", &[]);
    assert_eq!(
        (page.status.as_str(), page.header("allow")),
        ("405", "POST, OPTIONS")
    );
    // The browser's default content type, same body.
    let word = |key: &str| sandbox.merchant[key].as_str().unwrap();
    let body = format!(
        "merchant_id={}&token_generate_key={}&{CARD}",
        word("merchant_id"),
        word("token_generate_key")
    );
    let header = "content-type: text/plain;charset=UTF-8";
    let page = sandbox.page(
        "POST",
        "/n/token/request",
        &["-H", header, "--data-binary", &body],
    );
    assert!(page.body.contains("\"result\":\"0000\""), "{}", page.body);
    let page = sandbox.page("GET", "/js/PaygentToken.js?v=1", &[]);
    assert_eq!(page.status, "200");
    assert_eq!(
        page.header("content-type"),
        "text/javascript; charset=UTF-8"
    );
    assert_eq!(page.header("cache-control"), "no-cache");
    for path in ["/", "/js/", "/js/PaygentToken.js/", "/nothing"] {
        let page = sandbox.page("GET", path, &[]);
        assert_eq!(
            (page.status.as_str(), page.body.as_str()),
            ("404", ""),
            "{path}"
        );
    }
}

#[test]
fn a_token_pays_once() {
    let sandbox = Sandbox::start();
    let pay =
        |token: &str, more: &str| sandbox.code("020", &format!("{PAY}&card_token={token}&{more}"));
    let token = sandbox.card_token("4900000000000000", "");
    assert_eq!(
        pay(&token, "security_code_use=1"),
        "P006 card_conf_number",
        "a token without a code"
    );
    assert_eq!(pay(&token, "card_conf_number=123"), "2024");
    assert_eq!(
        pay(&token, "stock_card_mode=1&customer_id=a&customer_card_id=1"),
        "2024"
    );
    assert_eq!(pay(&token, ""), "ok", "refusals leave it usable");
    assert_eq!(pay(&token, ""), "2022");
    assert_eq!(pay("tok_nothing", ""), "2021");

    let token = sandbox.card_token("4900000000008283", "card_cvc=123");
    assert_eq!(pay(&token, "security_code_use=1"), "2003 1G83");
    assert_eq!(
        pay(&token, ""),
        "2003 1G83",
        "a declined card keeps its token"
    );

    let code = sandbox.code_token();
    assert_eq!(pay(&code, ""), "2026");
}

#[test]
fn tokens_belong_to_their_merchant_and_end() {
    let old = Sandbox::with_contract(&[("token_minutes", json!(-1))]);
    let token = old.card_token("4900000000000000", "");
    let telegram = |kind: &str, fields: &str| old.code(kind, fields);
    assert_eq!(
        telegram("020", &format!("{PAY}&card_token={token}")),
        "2020"
    );
    assert_eq!(
        telegram("025", &format!("customer_id=c&card_token={token}")),
        "2020"
    );
    let other = Sandbox::start();
    assert_eq!(
        other.code("020", &format!("{PAY}&card_token={token}")),
        "2021"
    );
}

#[test]
fn stores_and_charges_with_tokens() {
    let sandbox = Sandbox::start();
    let token = sandbox.card_token("5250000000000000", "card_name=HANAKO&card_cvc=123");
    let store = format!("customer_id=c1&security_code_use=1&card_token={token}");
    let both = format!("{store}&card_number=4900000000000000&card_valid_term=1230");
    assert_eq!(sandbox.code("025", &both), "2024");
    let answer = sandbox.send("025", &store);
    assert_eq!(verdict(&answer), "ok");
    assert_eq!(value(&answer, "cardholder_name"), "HANAKO");
    assert_eq!(value(&answer, "card_valid_term"), "1230");
    assert_eq!(sandbox.code("025", &store), "2022");
    assert_eq!(
        sandbox.code(
            "025",
            &format!("customer_id=c1&card_token={}", sandbox.code_token())
        ),
        "2026"
    );
    let stored = format!(
        "stock_card_mode=1&customer_id=c1&customer_card_id={}",
        value(&answer, "customer_card_id")
    );

    let code = sandbox.code_token();
    let pay = format!("{PAY}&{stored}&security_code_token=1&security_code_use=1&card_token={code}");
    assert_eq!(sandbox.code("020", &pay), "ok");
    assert_eq!(sandbox.code("020", &pay), "2022");
    let card = sandbox.card_token("4900000000000000", "");
    let pay = format!("{PAY}&{stored}&security_code_token=1&card_token={card}");
    assert_eq!(sandbox.code("020", &pay), "2026");
    assert_eq!(
        sandbox.code("020", &format!("{pay}&card_number=4900000000000000")),
        "2025"
    );

    let id = value(&answer, "customer_card_id");
    let update = |more: &str| {
        sandbox.code(
            "116",
            &format!("customer_id=c1&customer_card_id={id}&{more}"),
        )
    };
    let code = sandbox.code_token();
    assert_eq!(update("card_token=tok_nothing"), "2021");
    assert_eq!(update(&format!("card_token={card}")), "2026");
    assert_eq!(update("security_code_use=1"), "P006 card_token");
    assert_eq!(
        update(&format!(
            "card_token={code}&security_code_use=1&card_valid_term=1130"
        )),
        "ok"
    );
    assert_eq!(update(&format!("card_token={code}")), "2022");
}

/// The script itself, in a JavaScript engine that is not a browser: what it sends and calls back.
#[test]
fn the_script_calls_back_once_and_later() {
    let sandbox = Sandbox::start();
    let script = sandbox.page("GET", "/js/PaygentToken.js", &[]).body;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("token.js");
    std::fs::write(&path, script).unwrap();
    let word = |key: &str| sandbox.merchant[key].as_str().unwrap();
    let output = std::process::Command::new("node")
        .arg(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/tests/token_script.js"
        ))
        .args([path.to_str().unwrap(), &sandbox.page_url])
        .args([word("merchant_id"), word("token_generate_key")])
        .output()
        .expect("this test needs the node program: apt-get install nodejs");
    let said = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success() && said.ends_with("all right\n"),
        "{said}{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
