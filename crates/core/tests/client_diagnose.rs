//! What `diagnose` says about a shop that works, and about each thing that does not.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests say what is wrong by panicking"
)]

mod client_support;
mod transport_support;

use std::net::TcpListener;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use client_support::{OK, Shop};
use paygent_core::client::Client;
use paygent_core::diagnose::{Check, Status};
use transport_support::pki::{Use, ec_key};
use transport_support::server::Act;

fn close_to_others(path: &Path) {
    std::fs::set_permissions(path, PermissionsExt::from_mode(0o600)).unwrap();
}

/// A shop without a fault.
fn shop(lines: &[&str]) -> Shop {
    let shop = Shop::new(vec![Act::Answer(OK)], lines);
    close_to_others(&shop.path("client.pem"));
    close_to_others(&shop.path("modenv_properties.php"));
    shop
}

fn check(client: &Client, name: &str) -> Check {
    let checks = client.diagnose();
    let text = format!("{checks:?}");
    for secret in ["defpw", "changeit", "PRIVATE KEY"] {
        assert!(!text.contains(secret), "{secret}: {text}");
    }
    checks
        .into_iter()
        .find(|check| check.check == name)
        .unwrap_or_else(|| panic!("{name}: {text}"))
}

/// The check as it is with one setting changed.
fn with(shop: &Shop, key: &str, value: &str, name: &str) -> (Status, String) {
    let check = check(
        &shop.client(|options| options.settings.set(key, value)),
        name,
    );
    assert_eq!(
        check.status == Status::Ok,
        check.hint.is_empty(),
        "{check:?}"
    );
    (check.status, check.message)
}

#[test]
fn all_is_well_and_no_telegram_was_sent() {
    let shop = shop(&[]);
    let checks = shop.vendor().diagnose();
    assert!(
        checks.iter().all(|check| check.status == Status::Ok),
        "{checks:#?}"
    );
    let names: Vec<_> = checks.iter().map(|check| check.check).collect();
    let expected = [
        "settings file",
        "client certificate",
        "CA file",
        "log",
        "name look-up",
        "TLS",
    ];
    assert_eq!(names, expected);
    assert!(checks[5].message.contains("TLSv1.3"), "{checks:#?}");
    assert_eq!(shop.server.telegrams(), 0);
    assert_eq!(shop.server.begun(), 0);
    assert!(
        !shop.path("connectmodule.log").exists(),
        "diagnosis makes no log"
    );
}

#[test]
fn files_open_to_all_are_a_warning() {
    for (file, name) in [
        ("client.pem", "client certificate"),
        ("modenv_properties.php", "settings file"),
    ] {
        let shop = shop(&[]);
        std::fs::set_permissions(shop.path(file), PermissionsExt::from_mode(0o644)).unwrap();
        let check = check(&shop.vendor(), name);
        assert_eq!(check.status, Status::Warning);
        assert!(check.hint.contains("chmod 640"), "{check:?}");
    }
}

#[test]
fn a_certificate_that_is_missing_foreign_or_expired_is_found() {
    let shop = shop(&[]);
    let diagnose = |file: &str| {
        let path = shop.path(file).display().to_string();
        with(&shop, "client_file_path", &path, "client certificate")
    };
    let (status, message) = diagnose("missing.pem");
    assert_eq!(status, Status::Error);
    assert!(message.contains("missing.pem"), "{message}");

    let foreign = [
        shop.kit.client.certificate.to_pem().unwrap(),
        ec_key().private_key_to_pem_pkcs8().unwrap(),
    ];
    shop.kit.write("foreign.pem", &foreign.concat());
    let (status, message) = diagnose("foreign.pem");
    assert_eq!(status, Status::Error);
    assert!(message.contains("does not match"), "{message}");

    let expired = shop
        .kit
        .authority
        .issue_dated("merchant", ec_key(), Use::Client, -10, -1);
    close_to_others(&shop.kit.write("expired.pem", &expired.pem()));
    let path = shop.path("expired.pem").display().to_string();
    let client = shop.client(|options| options.settings.set("client_file_path", path.as_str()));
    let found = check(&client, "client certificate");
    assert_eq!(found.status, Status::Warning);
    assert!(found.message.contains("expired on"), "{found:?}");
}

#[test]
fn a_ca_file_that_is_missing_or_wrong_is_found() {
    let shop = shop(&[]);
    let path = |file: &str| shop.path(file).display().to_string();
    let (status, message) = with(&shop, "ca_file_path", &path("no.crt"), "CA file");
    assert_eq!(status, Status::Error);
    assert!(message.contains("no.crt"), "{message}");
    let (status, _) = with(&shop, "ca_file_path", &path("other-ca.crt"), "CA file");
    assert_eq!(status, Status::Ok, "it is a CA file");
    let (status, message) = with(&shop, "ca_file_path", &path("other-ca.crt"), "TLS");
    assert_eq!(status, Status::Error);
    assert!(message.starts_with("60: "), "{message}");
}

#[test]
fn o_06_a_server_that_is_not_checked_is_an_error() {
    let shop = shop(&[]);
    let (status, message) = with(&shop, "danger_no_server_verification", "true", "CA file");
    assert_eq!(status, Status::Error);
    assert!(message.contains("not checked at all"), "{message}");
}

#[test]
fn a_log_that_cannot_be_written_or_records_everything_is_found() {
    let shop = shop(&[]);
    let (status, message) = with(&shop, "log_output_path", "/nowhere/x.log", "log");
    assert_eq!(status, Status::Error);
    assert!(message.contains("/nowhere/x.log"), "{message}");
    let (status, message) = with(&shop, "log_output_path", "", "log");
    assert_eq!(status, Status::Ok);
    assert!(message.starts_with("no log"), "{message}");
    assert_eq!(with(&shop, "debug_flg", "1", "log").0, Status::Warning);
}

#[test]
fn a_host_a_port_and_a_scheme_that_do_not_work_are_found() {
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let refused = shop(&[&format!("url.30=https://localhost:{free}/n")]);
    let checks = refused.vendor().diagnose();
    let tls: Vec<_> = checks.iter().filter(|check| check.check == "TLS").collect();
    assert_eq!(tls.len(), 2, "each host once: {checks:#?}");
    assert!(
        tls.iter().any(|check| check.message.starts_with("7: ")),
        "{checks:#?}"
    );

    let unknown = shop(&["url.30=https://no-such-host.invalid/n"]);
    let checks = unknown.vendor().diagnose();
    let wrong: Vec<_> = checks
        .iter()
        .filter(|check| check.status == Status::Error)
        .collect();
    assert_eq!(wrong.len(), 1, "{checks:#?}");
    assert_eq!(wrong[0].check, "name look-up");

    let plain = shop(&["url.30=http://localhost/n"]);
    let wrong = check(&plain.vendor(), "URLs");
    assert_eq!(wrong.status, Status::Error);
    assert!(
        wrong.message.contains("paygentB2Bmodule.url.30"),
        "{wrong:?}"
    );
}
