//! `GET /tool/coverage` (sandbox-environment §20).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::Sandbox;
use serde_json::{Value, json};

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn counts_answers_and_changes_of_status() {
    let folder = tempfile::tempdir().unwrap();
    let mut sandbox = Sandbox::in_folder(folder.path());
    let seen = |sandbox: &Sandbox| -> Value {
        let (status, body) = sandbox.tool("GET", "/tool/coverage", "");
        assert_eq!(status, "200");
        serde_json::from_str(&body).unwrap()
    };
    assert_eq!(seen(&sandbox), json!({"telegrams": [], "statuses": []}));
    for _ in 0..2 {
        let id = sandbox.authorised("0000", "");
        assert_eq!(sandbox.code("022", &format!("payment_id={id}")), "ok");
    }
    assert_eq!(sandbox.code("094", "payment_id=1"), "13001");
    let expected = json!({
        "telegrams": [
            {"kind": "020", "response_code": "", "count": 2},
            {"kind": "022", "response_code": "", "count": 2},
            {"kind": "094", "response_code": "13001", "count": 1},
        ],
        "statuses": [
            {"payment_type": "02", "from": "", "to": "10", "count": 2},
            {"payment_type": "02", "from": "10", "to": "20", "count": 2},
            {"payment_type": "02", "from": "20", "to": "40", "count": 2},
        ],
    });
    assert_eq!(seen(&sandbox), expected);
    assert_eq!(sandbox.tool("POST", "/tool/coverage", "{}").0, "405");
    // Counted on after a restart.
    sandbox.stop("-TERM");
    let sandbox = Sandbox::in_folder(folder.path());
    assert_eq!(seen(&sandbox), expected);
}
