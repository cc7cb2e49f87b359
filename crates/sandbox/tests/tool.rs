//! The test tool's JSON (sandbox-environment §20).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Sandbox, run_curl, utf8, value, verdict};
use serde_json::{Value, json};

#[test]
fn server_process() {
    common::serve_if_asked();
}

const ATM: &str = "payment_amount=100&payment_detail=%8e%8e%8c%b1&payment_detail_kana=A";

fn tool(sandbox: &Sandbox, method: &str, path: &str, body: &str) -> Value {
    let (status, answer) = sandbox.tool(method, path, body);
    assert_eq!(status, "200", "{method} {path}: {answer}");
    serde_json::from_str(&answer).unwrap()
}

fn refused(sandbox: &Sandbox, method: &str, path: &str, body: &str) -> (String, Value) {
    let (status, answer) = sandbox.tool(method, path, body);
    let answer: Value = serde_json::from_str(&answer).unwrap();
    assert!(answer["error"].is_string(), "{answer}");
    (status, answer["field"].clone())
}

fn ids(found: &Value) -> Vec<&str> {
    let payments = found["payments"].as_array().unwrap();
    payments
        .iter()
        .map(|payment| payment["payment_id"].as_str().unwrap())
        .collect()
}

#[test]
fn finds_payments() {
    let sandbox = Sandbox::start();
    let card = sandbox.authorised("0000", "trading_id=c1");
    let atm = value(
        &sandbox.send("010", &format!("{ATM}&trading_id=a1")),
        "payment_id",
    );
    let other = value(
        &sandbox.send("010", &format!("{ATM}&trading_id=a2")),
        "payment_id",
    );
    let find = |query: &str| tool(&sandbox, "GET", &format!("/tool/payments?{query}"), "");
    assert_eq!(ids(&find("")), [&other, &atm, &card].map(String::as_str));
    assert_eq!(ids(&find("trading_id=a1")), [atm.as_str()]);
    assert_eq!(ids(&find("trading_id=a*")), [other.as_str(), &atm]);
    assert_eq!(ids(&find("payment_type=02&status=20")), [card.as_str()]);
    assert_eq!(
        ids(&find(&format!("payment_id={atm}&merchant_id=990000001"))),
        [atm.as_str()]
    );
    assert!(ids(&find("merchant_id=1")).is_empty());
    assert!(ids(&find("from=2100-01-01")).is_empty());
    assert_eq!(
        ids(&find("from=2020-01-01&to=2099-12-31T00:00:00%2B09:00")).len(),
        3
    );
    let first = find("limit=2");
    assert_eq!(ids(&first), [other.as_str(), &atm]);
    let next = first["next"].as_str().unwrap();
    let rest = find(&format!("limit=2&after={next}"));
    assert_eq!(
        (ids(&rest), &rest["next"]),
        (vec![card.as_str()], &Value::Null)
    );
    for (query, field) in [
        ("from=yesterday", "from"),
        ("payment_id=x", "payment_id"),
        ("limit=x", "limit"),
    ] {
        let (status, named) = refused(&sandbox, "GET", &format!("/tool/payments?{query}"), "");
        assert_eq!((status.as_str(), named), ("400", field.into()));
    }
}

#[test]
fn tells_the_story_of_a_payment() {
    let mut sandbox = Sandbox::start();
    let id = sandbox.authorised("0000", "trading_id=c1");
    let other = sandbox.authorised("0000", "trading_id=c2");
    sandbox.send("022", &format!("payment_id={id}"));
    assert_eq!(sandbox.code("021", &format!("payment_id={id}")), "2004");
    let shown = tool(&sandbox, "GET", &format!("/tool/payments/{id}"), "");
    assert_eq!(
        (&shown["status"], &shown["allowed"]),
        (&json!("40"), &json!([]))
    );
    let story: Vec<String> = shown["timeline"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| match line["event"].as_str().unwrap() {
            "telegram" => format!(
                "{} {}{}",
                line["kind"].as_str().unwrap(),
                line["result"].as_str().unwrap(),
                line["response_code"].as_str().unwrap()
            ),
            _ => format!(
                "{}>{}",
                line["from"].as_str().unwrap(),
                line["to"].as_str().unwrap()
            ),
        })
        .collect();
    assert_eq!(
        story,
        [">10", "10>20", "020 0", "20>40", "022 0", "021 12004"]
    );
    let telegram = &shown["timeline"][2]["request"];
    assert_eq!(telegram["card_number"], "************0000");
    assert_eq!(telegram["connect_password"], "****************");
    // Another one's story is its own, over restarts too.
    assert_eq!(sandbox.stop("-TERM"), Some(0));
    let again = Sandbox::in_folder(&sandbox.dir);
    let shown = tool(&again, "GET", &format!("/tool/payments/{other}"), "");
    assert_eq!(shown["timeline"].as_array().unwrap().len(), 3);
    let all = again.ledger("status");
    assert_eq!(all.len(), 5, "everything that changed is in the ledger");
}

#[test]
fn keeps_fault_rules() {
    let sandbox = Sandbox::start();
    let added = tool(
        &sandbox,
        "POST",
        "/tool/faults",
        r#"[{"do":{"swallow":true}},{"kind":"020","do":{"empty":true}}]"#,
    );
    assert_eq!((&added[0]["id"], &added[1]["id"]), (&json!(1), &json!(2)));
    let one = tool(&sandbox, "POST", "/tool/faults", r#"{"do":{"empty":true}}"#);
    assert_eq!(one["id"], 3);
    assert_eq!(tool(&sandbox, "DELETE", "/tool/faults/1", "")["removed"], 1);
    assert_eq!(refused(&sandbox, "DELETE", "/tool/faults/1", "").0, "404");
    let kept = tool(&sandbox, "GET", "/tool/faults", "");
    assert_eq!(kept.as_array().unwrap().len(), 2);
    assert_eq!(kept[0]["do"], json!({ "empty": true }));
    let wrong = refused(&sandbox, "POST", "/tool/faults", r#"{"do":{"hang":"x"}}"#);
    assert_eq!(wrong, ("400".to_owned(), json!("hang")));
    assert_eq!(tool(&sandbox, "DELETE", "/tool/faults", "")["removed"], 2);
    assert_eq!(
        sandbox.code("020", &common::card("0000", "payment_amount=1")),
        "ok"
    );
}

#[test]
fn changes_contracts_from_the_next_telegram_on() {
    let mut sandbox = Sandbox::start();
    let path = "/tool/accounts/990000001";
    assert_eq!(
        tool(&sandbox, "GET", "/tool/accounts", "")["merchants"],
        json!(["990000001"])
    );
    assert_eq!(tool(&sandbox, "GET", path, "")["direct_card"], true);
    assert_eq!(
        sandbox.code("020", &common::card("0000", "payment_amount=1")),
        "ok"
    );
    let changed = tool(
        &sandbox,
        "PUT",
        path,
        r#"{"direct_card":false,"limits":{"atm":50}}"#,
    );
    assert_eq!(
        (&changed["direct_card"], &changed["limits"]["atm"]),
        (&json!(false), &json!(50))
    );
    assert_eq!(changed["card_storage"], true, "what is not named stays");
    assert_eq!(
        sandbox.code("020", &common::card("0000", "payment_amount=1")),
        "2023"
    );
    assert_eq!(sandbox.code("010", ATM), "P011");
    for (body, field) in [
        (r#"{"direct_cards":true}"#, "direct_cards"),
        (r#"{"direct_card":"no"}"#, "direct_card"),
        (r#"{"merchant_id":"1"}"#, "merchant_id"),
        (r#"{"certificate":"../ca/server.pem"}"#, "certificate"),
        ("no json", "JSON"),
    ] {
        assert_eq!(
            refused(&sandbox, "PUT", path, body),
            ("400".to_owned(), json!(field)),
            "{body}"
        );
    }
    assert_eq!(refused(&sandbox, "GET", "/tool/accounts/5", "").0, "404");
    // What was changed stays.
    assert_eq!(sandbox.stop("-TERM"), Some(0));
    let again = Sandbox::in_folder(&sandbox.dir);
    assert_eq!(tool(&again, "GET", path, "")["direct_card"], false);
}

#[test]
fn takes_further_merchants() {
    let sandbox = Sandbox::start();
    let second = tool(
        &sandbox,
        "PUT",
        "/tool/accounts/990000002",
        r#"{"sites":["s1"]}"#,
    );
    assert_eq!(second["certificate"], "client_cert_990000002.pem");
    let word = |key: &str| second[key].as_str().unwrap();
    let login = format!(
        "merchant_id=990000002&connect_id={}&connect_password={}&telegram_version=1.0&telegram_kind=010&{ATM}",
        word("connect_id"),
        word("connect_password")
    );
    let send = |certificate: &str| {
        let (cert, ca) = (sandbox.kit(certificate), sandbox.kit("curl-ca-bundle.crt"));
        let url = format!("{}/n/atm/request", sandbox.telegram_url);
        run_curl(&[
            "-sS", "--cert", &cert, "--cacert", &ca, "--data", &login, &url,
        ])
        .stdout
    };
    let answer = send("client_cert_990000002.pem");
    assert_eq!(verdict(&answer), "ok", "{}", utf8(&answer));
    assert_eq!(
        verdict(&send("client_cert.pem")),
        "P016",
        "another's certificate"
    );
    let id = value(&answer, "payment_id");
    assert_eq!(
        verdict(&sandbox.send("094", &format!("payment_id={id}"))),
        "13001"
    );
    let found = tool(&sandbox, "GET", "/tool/payments?merchant_id=990000002", "");
    assert_eq!(ids(&found), [id.as_str()]);
}
