//! What the project's own client makes of every TLS mode of the local Paygent.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::Sandbox;
use paygent_core::error::{Code, Error};
use paygent_core::transport::{Outcome, TlsBackend, probe};

use TlsBackend::{Auto, Libcurl, Rustls};

/// The sandbox in a mode.
fn start(mode: &str) -> Sandbox {
    Sandbox::start(&["--tls", mode])
}

/// The gateway's code of an inquiry about a payment that does not exist.
fn answered(sandbox: &Sandbox, backend: TlsBackend) -> String {
    let sent = sandbox.client(backend).send(&sandbox.inquiry());
    assert_eq!(sent.final_outcome(), Outcome::Answered);
    let answer = sent
        .result
        .unwrap_or_else(|error| panic!("{backend:?}: {error}"));
    String::from_utf8(answer.code().to_vec()).unwrap()
}

/// libcurl's number, the module's code and the outcome of an inquiry that must fail; nothing reached
/// the sandbox's desk.
fn failed(sandbox: &Sandbox, backend: TlsBackend) -> (u8, Code, Outcome) {
    let sent = sandbox.client(backend).send(&sandbox.inquiry());
    let outcome = sent.final_outcome();
    let Err(Error::Transport(error)) = sent.result else {
        panic!("{backend:?} must fail in the transport");
    };
    let ledger = sandbox.ledger();
    assert!(!ledger.contains("\"telegram\""), "{backend:?}: {ledger}");
    assert_eq!(error.outcome, outcome);
    (error.reason.errno(), error.code(), outcome)
}

/// Which backend `auto` takes, and what it negotiates.
fn chosen(sandbox: &Sandbox) -> (TlsBackend, String) {
    let seen = probe(&sandbox.transport(Auto), &sandbox.url("094")).unwrap();
    (seen.backend, seen.version)
}

/// The payment does not exist: the telegram came through the door.
const INSIDE: &str = "13001";

#[test]
fn rustls_serves_the_ordinary_modes() {
    for (mode, version) in [
        ("default", "TLSv1.3"),
        ("tls13", "TLSv1.3"),
        ("tls12", "TLSv1.2"),
    ] {
        let sandbox = start(mode);
        assert_eq!(chosen(&sandbox), (Rustls, version.to_owned()), "{mode}");
        for backend in [Auto, Rustls, Libcurl] {
            assert_eq!(answered(&sandbox, backend), INSIDE, "{mode} {backend:?}");
        }
    }
}

#[test]
fn libcurl_serves_static_rsa() {
    let sandbox = start("static-rsa");
    let nothing_left = (35, Code::Connect, Outcome::NotSent);
    assert_eq!(failed(&sandbox, Rustls), nothing_left);
    assert_eq!(chosen(&sandbox), (Libcurl, "TLSv1.2".to_owned()));
    assert_eq!(answered(&sandbox, Auto), INSIDE);
    assert_eq!(answered(&sandbox, Libcurl), INSIDE);
}

#[test]
fn a_server_that_never_asks_is_left_to_libcurl_and_refuses() {
    let sandbox = start("never-ask");
    assert_eq!(chosen(&sandbox).0, Libcurl);
    assert_eq!(answered(&sandbox, Auto), "P016");
}

#[test]
fn a_refused_client_certificate_is_not_sent() {
    for mode in ["reject-client", "reject-client-tls12"] {
        let sandbox = start(mode);
        for backend in [Auto, Rustls, Libcurl] {
            let refused = (56, Code::Connect, Outcome::NotSent);
            assert_eq!(failed(&sandbox, backend), refused, "{mode} {backend:?}");
        }
    }
}

#[test]
fn a_wrong_server_certificate_is_not_trusted() {
    for mode in [
        "wrong-host",
        "expired-server",
        "self-signed-server",
        "wrong-ca-server",
    ] {
        let sandbox = start(mode);
        for backend in [Auto, Rustls, Libcurl] {
            let refused = (60, Code::Certificate, Outcome::NotSent);
            assert_eq!(failed(&sandbox, backend), refused, "{mode} {backend:?}");
        }
    }
}
