//! Kept-alive connections and resumed sessions of the rustls backend: reused when safe, and only
//! then.
// Helpers outside #[test] functions may fail a test, too.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod transport_support;

use std::thread;
use std::time::Duration;

use openssl::ssl::SslVersion;
use paygent_core::transport::{TlsBackend, post};
use transport_support::pki::Kit;
use transport_support::server::{Act, Ask, Setup};
use transport_support::{BODY, request, settings};

const MS: fn(u64) -> Duration = Duration::from_millis;

#[test]
fn a_silent_connection_is_used_again() {
    let kit = Kit::new();
    let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
    let settings = settings(&kit, TlsBackend::Auto);
    for _ in 0..5 {
        let answer = post(&settings, request(&server.url())).unwrap();
        assert_eq!(answer.status, 200);
        assert_eq!(answer.body, "result=0");
    }
    assert_eq!((server.telegrams(), server.connections()), (5, 1));
}

#[test]
fn the_request_looks_as_the_vendors_apart_from_the_version() {
    let kit = Kit::new();
    for backend in transport_support::BOTH {
        let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
        post(&settings(&kit, backend), request(&server.url())).unwrap();
        let requests = server.counts.requests.lock().unwrap();
        let text = String::from_utf8(requests[0].clone()).unwrap();
        let (head, body) = text.split_once("\r\n\r\n").unwrap();
        let mut lines: Vec<String> = head.lines().map(str::to_ascii_lowercase).collect();
        assert_eq!(lines.remove(0), "post /n/card/request http/1.1");
        lines.sort();
        assert_eq!(
            lines,
            [
                "accept: */*".to_owned(),
                format!("content-length: {}", BODY.len()),
                "content-type: application/x-www-form-urlencoded".to_owned(),
                format!("host: localhost:{}", server.port),
                "user-agent: curl_php".to_owned(),
            ],
            "{backend:?}"
        );
        assert_eq!(body, BODY);
    }
}

#[test]
fn a_connection_closed_while_idle_is_not_used_again() {
    let kit = Kit::new();
    let server = Setup::new(&kit, Ask::Require).start(vec![
        Act::AnswerThenClose("result=0", MS(100)),
        Act::Answer("result=0"),
    ]);
    let settings = settings(&kit, TlsBackend::Auto);
    post(&settings, request(&server.url())).unwrap();
    thread::sleep(MS(300));
    post(&settings, request(&server.url())).unwrap();
    assert_eq!(
        (server.telegrams(), server.begun(), server.connections()),
        (2, 2, 2)
    );
}

#[test]
fn a_connection_that_chats_while_idle_is_not_used_again() {
    let kit = Kit::new();
    let forged = b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nresult=1";
    let server = Setup::new(&kit, Ask::Require).start(vec![
        Act::AnswerThenChat("result=0", MS(50), forged),
        Act::Answer("result=0&second"),
    ]);
    let settings = settings(&kit, TlsBackend::Auto);
    post(&settings, request(&server.url())).unwrap();
    thread::sleep(MS(200));
    let answer = post(&settings, request(&server.url())).unwrap();
    assert_eq!(answer.body, "result=0&second");
    assert_eq!((server.telegrams(), server.connections()), (2, 2));
}

#[test]
fn a_connection_idle_for_too_long_is_not_used_again() {
    let kit = Kit::new();
    let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
    let mut settings = settings(&kit, TlsBackend::Auto);
    settings.idle_timeout = MS(150);
    post(&settings, request(&server.url())).unwrap();
    thread::sleep(MS(300));
    post(&settings, request(&server.url())).unwrap();
    assert_eq!((server.telegrams(), server.connections()), (2, 2));
}

#[test]
fn reuse_can_be_switched_off() {
    let kit = Kit::new();
    let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
    let mut settings = settings(&kit, TlsBackend::Auto);
    settings.max_idle_per_host = 0;
    for _ in 0..3 {
        post(&settings, request(&server.url())).unwrap();
    }
    assert_eq!((server.telegrams(), server.connections()), (3, 3));
}

#[test]
fn sixty_telegrams_with_forced_reconnects_stay_on_rustls() {
    let kit = Kit::new();
    for version in [SslVersion::TLS1_2, SslVersion::TLS1_3] {
        // Every third answer is followed by a close: the next telegram resumes the session.
        let script = (0..61)
            .map(|number| match number % 3 {
                2 => Act::AnswerThenClose("result=0", MS(0)),
                _ => Act::Answer("result=0"),
            })
            .collect();
        let server = Setup::new(&kit, Ask::Require).only(version).start(script);
        let settings = settings(&kit, TlsBackend::Auto);
        for number in 0..60 {
            post(&settings, request(&server.url())).unwrap();
            if number % 3 == 2 {
                server.wait_for_goodbyes(number / 3 + 1);
            }
        }
        assert_eq!((server.telegrams(), server.connections()), (60, 20));
        // libcurl resumes nothing and reuses nothing: both prove who sent.
        assert_eq!(server.resumed(), 19);
    }
}

#[test]
fn sessions_and_connections_are_never_shared_across_identities() {
    let kit = Kit::new();
    let other = kit.authority.issue(
        "other merchant",
        transport_support::pki::ec_key(),
        transport_support::pki::Use::Client,
    );
    let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
    let ours = settings(&kit, TlsBackend::Auto);
    post(&ours, request(&server.url())).unwrap();
    let mut theirs = ours.clone();
    theirs.certificate = paygent_core::transport::ClientCertificate::File {
        path: kit.write("other.pem", &other.pem()),
        pass_phrase: paygent_core::secret::Secret::new(""),
    };
    post(&theirs, request(&server.url())).unwrap();
    assert_eq!((server.connections(), server.resumed()), (2, 0));
    // The same path with another certificate in it is another identity, too.
    kit.write("client.pem", &other.pem());
    post(&ours, request(&server.url())).unwrap();
    assert_eq!((server.connections(), server.resumed()), (3, 0));
}
