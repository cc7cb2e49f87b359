//! TLS to the shop that is told (difference-notification §3, §10).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;
#[path = "common/rehearsal.rs"]
mod rehearsal;
#[path = "common/shop.rs"]
mod shop;

use std::io::Write as _;

use rehearsal::{Rehearsal, Shop};
use serde_json::{Value, json};

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn speaks_tls_as_the_contract_says() {
    let shop = Shop::with_tls();
    let url = |host: &str| format!("https://{host}:{}/", shop.address.port());
    let run = |host: &str, more: &[(&str, Value)]| {
        let rehearsal = Rehearsal::new(&url(host), more);
        rehearsal.sandbox.authorised("0000", "");
        rehearsal.pass("1s");
        rehearsal.outcomes(0)
    };
    assert_eq!(run("localhost", &[]), ["delivered"]);
    assert_eq!(
        run("localhost", &[("notice_sni", json!(false))]),
        ["delivered"]
    );
    let names: Vec<_> = shop.taken().into_iter().map(|taken| taken.sni).collect();
    let told = Some("localhost".to_owned());
    assert_eq!(names, [told.clone(), told, None, None]);
    assert_eq!(
        run("localhost", &[("notice_verify_tls", json!(true))]),
        ["TLS failed"]
    );
    // Who believes this certificate still looks at the name in it.
    let trusted = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(trusted.path(), &shop.certificate).unwrap();
    for (host, outcome) in [("localhost", "delivered"), ("127.0.0.1", "TLS failed")] {
        let contract = [
            ("notice_url", json!(url(host))),
            ("notice_verify_tls", json!(true)),
        ];
        let rehearsal = Rehearsal::trusting(trusted.path(), &contract);
        rehearsal.sandbox.authorised("0000", "");
        rehearsal.pass("1s");
        assert_eq!(rehearsal.outcomes(0), [outcome], "{host}");
    }
    // TLS with somebody who speaks none.
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let _ = stream.unwrap().write_all(b"SSH-2.0-Other\r\n");
        }
    });
    let rehearsal = Rehearsal::new(&format!("https://127.0.0.1:{port}/"), &[]);
    rehearsal.sandbox.authorised("0000", "");
    rehearsal.pass("1s");
    assert_eq!(rehearsal.outcomes(0), ["TLS failed"]);
}
