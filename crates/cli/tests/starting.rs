//! What `paygent sandbox serve` says when it cannot start: what is wrong, where, and what to do.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::net::TcpListener;
use std::path::Path;
use std::process::Command;

use common::{PROGRAM, Sandbox};

/// Starts one that cannot; what it says.
fn refused(dir: &Path, more: &[&str]) -> String {
    let output = Command::new(PROGRAM)
        .args(["sandbox", "serve", "--dir"])
        .arg(dir)
        .args(more)
        .output()
        .unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("paygent: "), "{said}");
    said
}

#[test]
fn one_sandbox_per_folder() {
    let folder = tempfile::tempdir().unwrap();
    let first = Sandbox::in_folder(folder.path(), &[]);
    let settings = std::fs::read(first.kit("modenv_properties.conf")).unwrap();
    let said = refused(folder.path(), &[]);
    assert!(
        said.contains("another sandbox serves from this folder"),
        "{said}"
    );
    assert!(said.contains("--dir"), "{said}");
    // The first one's clients still find it.
    assert_eq!(
        std::fs::read(first.kit("modenv_properties.conf")).unwrap(),
        settings
    );
    // Killed, not stopped: the folder is free all the same.
    drop(first);
    Sandbox::in_folder(folder.path(), &[]);
}

#[test]
fn an_address_that_cannot_be_had() {
    let folder = tempfile::tempdir().unwrap();
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    for option in ["--listen", "--page-listen", "--tool-listen"] {
        let said = refused(folder.path(), &[option, &address]);
        assert!(said.contains(&address) && said.contains("HOST:0"), "{said}");
    }
    let said = refused(folder.path(), &["--listen", "127.0.0.1"]);
    assert!(said.contains("HOST:PORT"), "{said}");
}

#[test]
fn a_folder_that_is_none() {
    let file = tempfile::NamedTempFile::new().unwrap();
    let path = file.path().display().to_string();
    for dir in [file.path().to_owned(), file.path().join("below")] {
        let said = refused(&dir, &[]);
        assert!(
            said.contains(&path) && said.contains("--dir needs a folder"),
            "{said}"
        );
    }
}

#[test]
fn a_contract_that_means_nothing() {
    let folder = tempfile::tempdir().unwrap();
    Sandbox::in_folder(folder.path(), &[]);
    let path = folder.path().join("kit/account.json");
    let right = std::fs::read_to_string(&path).unwrap();
    for (from, to, told) in [
        ("\"direct_card\"", "\"direct_cards\"", "`direct_cards`"),
        ("\"direct_card\": true", "\"direct_card\": 1", "line 27"),
        ("\"cvs_type\": \"A\"", "\"cvs_type\": \"C\"", "`C`"),
        (
            "\"cvs\",",
            "\"konbini\",",
            "`methods` of merchant 990000001 cannot hold \"konbini\"",
        ),
        ("{", "", "line 2"),
    ] {
        assert!(right.contains(from), "{from}");
        std::fs::write(&path, right.replacen(from, to, 1)).unwrap();
        let said = refused(folder.path(), &[]);
        for part in [&path.display().to_string(), told, "correct it"] {
            assert!(said.contains(part), "{part}: {said}");
        }
    }
}

#[test]
fn data_of_another_program() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("sandbox.sqlite3"),
        "no data base".repeat(99),
    )
    .unwrap();
    let said = refused(folder.path(), &[]);
    assert!(said.contains("sandbox.sqlite3"), "{said}");
}
