//! `paygent sandbox serve --clock`: two ways for time to go on, over restarts.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::process::Command;

use common::{PROGRAM, Sandbox};
use serde_json::Value;

/// Asks the tool's clock, or tells it something.
fn clock(sandbox: &Sandbox, wish: &str) -> (String, String) {
    let address = sandbox.tool_url.strip_prefix("http://").unwrap();
    let mut stream = TcpStream::connect(address).unwrap();
    let method = if wish.is_empty() { "GET" } else { "POST" };
    let length = wish.len();
    write!(
        stream,
        "{method} /tool/clock HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\
         Content-Length: {length}\r\n\r\n{wish}"
    )
    .unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    let body: Value = serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap();
    let word = |key: &str| body[key].as_str().unwrap_or_default().to_owned();
    (word("now"), word("mode"))
}

#[test]
fn time_stands_still_until_it_is_moved_and_never_goes_back() {
    let folder = tempfile::tempdir().unwrap();
    let manual = Sandbox::in_folder(folder.path(), &["--clock", "manual"]);
    let (first, mode) = clock(&manual, "");
    assert_eq!(mode, "manual");
    let (moved, _) = clock(&manual, r#"{"advance":"3650d"}"#);
    assert!(moved > first, "{first} {moved}");
    // It ends without a word; the next one goes on at the same second.
    drop(manual);
    let manual = Sandbox::in_folder(folder.path(), &["--clock", "manual"]);
    assert_eq!(clock(&manual, "").0, moved);
    drop(manual);
    let real = Sandbox::in_folder(folder.path(), &[]);
    let (now, mode) = clock(&real, "");
    assert_eq!(mode, "real");
    assert!(now >= moved, "{moved} {now}");
    let (later, _) = clock(&real, r#"{"advance":"1d"}"#);
    drop(real);
    let real = Sandbox::in_folder(folder.path(), &["--clock", "real"]);
    assert!(clock(&real, "").0 >= later);
}

#[test]
fn knows_no_other_clock() {
    let folder = tempfile::tempdir().unwrap();
    let output = Command::new(PROGRAM)
        .args(["sandbox", "serve", "--clock", "sundial", "--dir"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(!output.status.success());
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("real") && said.contains("manual"), "{said}");
}
