//! Every body of `tests/vectors/responses`, served over TLS and read by the client as a script on
//! the vendor's face would see it: `ours` where a recommended fix changes the outcome, else
//! `expected`.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests say what is wrong by panicking"
)]

mod client_support;
mod transport_support;

use std::path::PathBuf;

use client_support::{Shop, http};
use paygent_core::charset::{Encoding, decode_sjis_win};
use paygent_core::client::{Sent, TextMode};
use paygent_core::telegram::Telegram;
use serde_json::{Map, Value, json};
use transport_support::server::{Act, Ask, Setup};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/responses")
}

/// One telegram of the case's kind, answered with its body.
fn send(shop: &Shop, case: &Value) -> Sent {
    let client = shop.client(|options| {
        let encoding = case["set_encoding"]
            .as_str()
            .map(|name| Encoding::from_name(name).unwrap());
        options.text = TextMode::Declared(encoding);
        if case["result_csv_set"].as_bool().unwrap() {
            options.result_csv = Some(shop.path("result.csv"));
        }
    });
    client.send(&Telegram::new(case["telegram_kind"].as_str().unwrap()))
}

/// What came of it, in the form of `expected.json`.
fn seen(shop: &Shop, case: &Value, sent: &Sent) -> Value {
    let text = |bytes: &[u8]| match case["encoding"].as_str().unwrap() {
        "UTF-8" => String::from_utf8(bytes.to_vec()).unwrap(),
        "CP932" => decode_sjis_win(bytes).into_owned(),
        other => panic!("unknown encoding {other}"),
    };
    let answer = sent.answer().expect("an answer arrived");
    let rows: Vec<Value> = answer
        .rows()
        .map(|record| {
            let fields = record
                .iter()
                .map(|(name, value)| (text(name), Value::from(text(&value))));
            Value::Object(fields.collect::<Map<_, _>>())
        })
        .collect();
    let post = match &sent.result {
        Ok(_) => json!(true),
        Err(error) => json!(error.code().as_str()),
    };
    let mut seen = json!({
        "post": post,
        "status": text(answer.result()),
        "code": text(answer.code()),
        "detail": text(answer.detail()),
        "message": text(&sent.message()),
        "rows": rows,
        "warning_codes": sent.warnings.iter().map(|text| &text[..6]).collect::<Vec<_>>(),
    });
    if let Ok(csv) = std::fs::read(shop.path("result.csv")) {
        seen["csv_file"] = json!(text(&csv));
    }
    seen
}

#[test]
fn every_body_gives_what_is_expected() {
    let cases = std::fs::read(folder().join("expected.json")).unwrap();
    let cases: Map<String, Value> = serde_json::from_slice(&cases).unwrap();
    assert_eq!(cases.len(), 30);
    // One merchant; a server per body.
    let mut shop = Shop::new(vec![Act::Raw(Vec::new())], &[]);
    for (name, case) in &cases {
        let body = std::fs::read(folder().join(name)).unwrap();
        shop.server =
            Setup::new(&shop.kit, Ask::Require).start(vec![Act::Raw(http("200 OK", &body))]);
        let lines = ["01", "027", "42"].map(|url| format!("url.{url}={}", shop.server.url()));
        shop.write_settings(&lines.each_ref().map(String::as_str));
        let _ = std::fs::remove_file(shop.path("result.csv"));

        let seen = seen(&shop, case, &send(&shop, case));
        let mut expected = case.get("ours").unwrap_or(&case["expected"]).clone();
        if expected["message"].is_null() {
            // The original would parse the header block (O-09): nothing to compare with.
            expected["message"] = seen["message"].clone();
        }
        expected.as_object_mut().unwrap().remove("oddity");
        assert_eq!(seen, expected, "{name}");
    }
}
