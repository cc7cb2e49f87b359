//! Every body of `tests/vectors/responses` against its `expected.json`: `ours` where a recommended
//! fix changes the outcome, else `expected`.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test fails by panicking, its helpers too"
)]

use std::borrow::Cow;
use std::fs;
use std::path::PathBuf;

use bytes::Bytes;
use paygent_core::charset::decode_sjis_win;
use paygent_core::response::{Depth, Format, Response, write_result_csv};
use serde_json::{Map, Value, json};

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/vectors/responses")
}

fn cases() -> Map<String, Value> {
    serde_json::from_slice(&fs::read(folder().join("expected.json")).unwrap()).unwrap()
}

/// The bytes as text, as the case's encoding says.
fn text(case: &Value, bytes: &[u8]) -> String {
    match case["encoding"].as_str().unwrap() {
        "UTF-8" => String::from_utf8(bytes.to_vec()).unwrap(),
        "CP932" => decode_sjis_win(bytes).into_owned(),
        other => panic!("unknown encoding {other}"),
    }
}

/// Grammar and depth of a kind, with reference kinds 027 and 090 (README of the reference data).
fn reading(case: &Value) -> (Format, Depth) {
    let csv = case["result_csv_set"].as_bool().unwrap();
    match case["telegram_kind"].as_str().unwrap() {
        "201" => (Format::FilePayment, Depth::ResultOnly),
        "027" | "090" if csv => (Format::Reference, Depth::ResultOnly),
        "027" | "090" => (Format::Reference, Depth::Full),
        _ => (Format::KeyValue, Depth::Full),
    }
}

/// What we make of a case, in the form of `expected.json`.
fn outcome(name: &str, case: &Value) -> Value {
    let body = fs::read(folder().join(name)).unwrap();
    assert_eq!(
        body.len(),
        case["bytes"].as_u64().unwrap() as usize,
        "{name} was changed"
    );
    let (format, depth) = reading(case);
    let parsed = Response::parse(Bytes::from(body), format, depth);
    let response = parsed.response;
    let mut rows = Vec::new();
    for record in response.rows() {
        let pair =
            |(name, value): (&[u8], Cow<'_, [u8]>)| (text(case, name), json!(text(case, &value)));
        rows.push(Value::Object(record.iter().map(pair).collect()));
    }
    assert_eq!(rows.len(), response.row_count(), "{name}");
    let code = parsed.error.as_ref().map(|error| error.code().as_str());
    let mut outcome = json!({
        "post": code.map_or(json!(true), |code| json!(code)),
        "status": text(case, response.result()),
        "code": text(case, response.code()),
        "detail": text(case, response.detail()),
        "rows": rows,
        "warning_codes": code.into_iter().collect::<Vec<_>>(),
    });
    if case["result_csv_set"].as_bool().unwrap() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("result.csv");
        write_result_csv(&path, &response, format).unwrap();
        outcome["csv_file"] = json!(text(case, &fs::read(&path).unwrap()));
    }
    outcome
}

#[test]
fn every_body_of_the_reference_is_read_as_expected() {
    let cases = cases();
    assert_eq!(cases.len(), 30);
    for (name, case) in &cases {
        let expected = case.get("ours").unwrap_or(&case["expected"]);
        let outcome = outcome(name, case);
        for (key, value) in expected.as_object().unwrap() {
            // `message` is the facade's; `oddity` is a remark.
            if key != "message" && key != "oddity" {
                assert_eq!(&outcome[key], value, "{name} {key}");
            }
        }
        // serde_json compares maps without their order, PHP arrays have one.
        let order = |rows: &Value| format!("{rows}");
        assert_eq!(order(&outcome["rows"]), order(&expected["rows"]), "{name}");
    }
}

#[test]
fn every_file_of_the_folder_is_tested() {
    let cases = cases();
    for entry in fs::read_dir(folder()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        assert!(cases.contains_key(&name) || name == "expected.json" || name == ".gitattributes");
    }
}

/// Cutting or changing bytes anywhere must never panic, and rows must be as many as counted.
#[test]
fn every_truncation_of_every_body_is_read_without_a_panic() {
    for name in cases().keys() {
        let body = Bytes::from(fs::read(folder().join(name)).unwrap());
        for end in 0..=body.len() {
            for format in [Format::KeyValue, Format::Reference, Format::FilePayment] {
                for depth in [Depth::Full, Depth::ResultOnly] {
                    let response = Response::parse(body.slice(..end), format, depth).response;
                    assert_eq!(
                        response.rows().count(),
                        response.row_count(),
                        "{name} {end}"
                    );
                }
            }
        }
    }
}
