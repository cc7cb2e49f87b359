//! Everything that goes wrong on the way, on both backends: number, outcome, and the telegram at the
//! server at most once.
// Helpers outside #[test] functions may fail a test, too.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod transport_support;

use std::net::TcpListener;
use std::time::Duration;

use openssl::ssl::SslVersion;
use paygent_core::secret::Secret;
use paygent_core::transport::{ClientCertificate, Outcome, Reason, TlsBackend, Trust, post};
use transport_support::expect::{expect, expect_of, nothing_arrived};
use transport_support::pki::{Kit, Use, ec_key};
use transport_support::server::{Act, Ask, Setup};
use transport_support::{BOTH, request, settings};

const MS: fn(u64) -> Duration = Duration::from_millis;

#[test]
fn unknown_host_is_6() {
    let kit = Kit::new();
    for backend in BOTH {
        let url = "https://no-such-host.invalid/n/card/request";
        expect(
            &settings(&kit, backend),
            url,
            Reason::HostName,
            Outcome::NotSent,
        );
    }
}

#[test]
fn refused_port_is_7() {
    let kit = Kit::new();
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    for backend in BOTH {
        let url = format!("https://localhost:{free}/");
        expect(
            &settings(&kit, backend),
            &url,
            Reason::Refused,
            Outcome::NotSent,
        );
    }
}

#[test]
fn time_out_before_sending_is_28_and_not_sent() {
    let kit = Kit::new();
    // Connections are queued by the kernel and never accepted: no handshake.
    let deaf = TcpListener::bind("127.0.0.1:0").unwrap();
    let url = format!("https://localhost:{}/", deaf.local_addr().unwrap().port());
    for backend in BOTH {
        let mut by_connect = settings(&kit, backend);
        by_connect.connect_timeout = MS(200);
        expect(&by_connect, &url, Reason::TimedOut, Outcome::NotSent);
        let mut by_total = settings(&kit, backend);
        by_total.total_timeout = MS(200);
        expect(&by_total, &url, Reason::TimedOut, Outcome::NotSent);
    }
}

#[test]
fn time_out_after_sending_is_28_and_unknown() {
    expect_of(Act::Silence(MS(2000)), Reason::TimedOut, Outcome::Unknown);
}

#[test]
fn a_server_that_dies_after_reading_is_52_and_received_once() {
    expect_of(Act::RawThenCut(Vec::new()), Reason::Empty, Outcome::Unknown);
    expect_of(Act::Raw(Vec::new()), Reason::Empty, Outcome::Unknown);
}

#[test]
fn a_kept_connection_that_dies_after_the_next_telegram_is_not_retried() {
    let kit = Kit::new();
    for backend in [TlsBackend::Auto, TlsBackend::Rustls, TlsBackend::Libcurl] {
        for end in [Act::Raw(Vec::new()), Act::RawThenCut(Vec::new())] {
            let server = Setup::new(&kit, Ask::Require).start(vec![
                Act::Answer("result=0"),
                end,
                Act::Answer("result=0&third"),
            ]);
            let settings = settings(&kit, backend);
            post(&settings, request(&server.url())).unwrap();
            expect(&settings, &server.url(), Reason::Empty, Outcome::Unknown);
            assert_eq!(
                (server.telegrams(), server.requests()),
                (2, 2),
                "{backend:?}"
            );
            // The next telegram goes out on a new connection.
            let answer = post(&settings, request(&server.url())).unwrap();
            assert_eq!(answer.body, "result=0&third");
        }
    }
}

#[test]
fn a_wrong_ca_is_60() {
    let kit = Kit::new();
    for backend in [TlsBackend::Auto, TlsBackend::Rustls, TlsBackend::Libcurl] {
        let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
        for trust in [Trust::CaFile(kit.path("other-ca.crt")), Trust::SystemStore] {
            let mut settings = settings(&kit, backend);
            settings.trust = trust;
            expect(
                &settings,
                &server.url(),
                Reason::Verification,
                Outcome::NotSent,
            );
        }
        nothing_arrived(&server);
        // One handshake each: no second opinion was asked for.
        assert_eq!(server.connections(), 2, "{backend:?}");
        let mut trusting = settings(&kit, backend);
        trusting.trust = Trust::DangerNoVerification;
        assert!(post(&trusting, request(&server.url())).is_ok());
    }
}

#[test]
fn o_06_a_wrong_host_name_is_60() {
    let mut kit = Kit::new();
    kit.server = kit
        .authority
        .issue("elsewhere.example", ec_key(), Use::Server);
    for backend in [TlsBackend::Auto, TlsBackend::Rustls, TlsBackend::Libcurl] {
        let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
        let settings = settings(&kit, backend);
        expect(
            &settings,
            &server.url(),
            Reason::Verification,
            Outcome::NotSent,
        );
        nothing_arrived(&server);
    }
}

#[test]
fn an_expired_server_certificate_is_60() {
    let mut kit = Kit::new();
    kit.server = kit
        .authority
        .issue_dated("localhost", ec_key(), Use::Server, -10, -1);
    for backend in BOTH {
        let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
        let settings = settings(&kit, backend);
        expect(
            &settings,
            &server.url(),
            Reason::Verification,
            Outcome::NotSent,
        );
    }
}

#[test]
fn a_certificate_the_server_refuses_was_not_sent() {
    let kit = Kit::new();
    for version in [SslVersion::TLS1_2, SslVersion::TLS1_3] {
        for backend in [TlsBackend::Auto, TlsBackend::Rustls, TlsBackend::Libcurl] {
            // The server trusts another authority: fatal alert, in TLS 1.3 after our request left.
            let server = Setup::with_client_authority(&kit, Ask::Require, &kit.stranger)
                .only(version)
                .start(vec![Act::Answer("result=0")]);
            let settings = settings(&kit, backend);
            expect(
                &settings,
                &server.url(),
                Reason::CertificateRefused,
                Outcome::NotSent,
            );
            nothing_arrived(&server);
        }
    }
}

#[test]
fn a_missing_certificate_is_the_servers_decision() {
    let kit = Kit::new();
    for version in [SslVersion::TLS1_2, SslVersion::TLS1_3] {
        for backend in BOTH {
            let server = Setup::new(&kit, Ask::Require)
                .only(version)
                .start(vec![Act::Answer("result=0")]);
            let mut settings = settings(&kit, backend);
            settings.certificate = ClientCertificate::None;
            expect(
                &settings,
                &server.url(),
                Reason::CertificateRefused,
                Outcome::NotSent,
            );
            nothing_arrived(&server);
            let open = Setup::new(&kit, Ask::Never).start(vec![Act::Answer("result=0")]);
            assert!(post(&settings, request(&open.url())).is_ok());
        }
    }
}

#[test]
fn an_expired_client_certificate_warns_and_is_sent() {
    let kit = Kit::new();
    let expired = kit
        .authority
        .issue_dated("merchant", ec_key(), Use::Client, -10, -1);
    let path = kit.write("expired.pem", &expired.pem());
    for backend in BOTH {
        let server = Setup::new(&kit, Ask::Never).start(vec![Act::Answer("result=0")]);
        let mut settings = settings(&kit, backend);
        assert!(paygent_core::transport::warnings(&settings).is_empty());
        settings.certificate = ClientCertificate::File {
            path: path.clone(),
            pass_phrase: Secret::new("changeit"),
        };
        let warnings = paygent_core::transport::warnings(&settings);
        assert!(warnings[0].contains("expired.pem") && warnings[0].contains("expired on"));
        assert!(post(&settings, request(&server.url())).is_ok());
        let strict = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
        expect(
            &settings,
            &strict.url(),
            Reason::CertificateRefused,
            Outcome::NotSent,
        );
    }
}

#[test]
fn a_server_that_hangs_up_in_the_handshake_is_35() {
    let kit = Kit::new();
    for backend in BOTH {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || listener.incoming().for_each(drop));
        let url = format!("https://localhost:{port}/");
        expect(
            &settings(&kit, backend),
            &url,
            Reason::Handshake,
            Outcome::NotSent,
        );
    }
}

#[test]
fn what_is_not_tls_is_35() {
    let kit = Kit::new();
    for backend in BOTH {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let port = listener.local_addr().unwrap().port();
        std::thread::spawn(move || {
            for stream in listener.incoming() {
                use std::io::Write;
                let mut stream = stream.unwrap();
                let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
                std::thread::sleep(MS(300));
            }
        });
        let url = format!("https://localhost:{port}/");
        expect(
            &settings(&kit, backend),
            &url,
            Reason::Handshake,
            Outcome::NotSent,
        );
    }
}

#[test]
fn only_https_is_spoken() {
    let kit = Kit::new();
    for url in ["http://localhost/", "ftp://localhost/", "localhost", ""] {
        expect(
            &settings(&kit, TlsBackend::Auto),
            url,
            Reason::Setup,
            Outcome::NotSent,
        );
    }
}
