//! `paygent.tls_backend=auto`: libcurl where rustls cannot serve the server, and nothing sent twice
//! or to nobody on the way there.
// Helpers outside #[test] functions may fail a test, too.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod transport_support;

use openssl::ssl::SslVersion;
use paygent_core::transport::{
    HttpVersion, Outcome, Reason, TlsBackend, Trust, post, post_all, probe,
};
use transport_support::apache::Apache;
use transport_support::pki::{Authority, Kit, Use, ec_key, p521_key, rsa_key};
use transport_support::server::{Act, Ask, Setup};
use transport_support::{BODY, request, settings};

fn answered(body: &str) -> String {
    format!("{body} {BODY}")
}

#[test]
fn a_late_request_of_apache_is_served_with_default_settings() {
    for protocol in ["TLSv1.2", "TLSv1.3"] {
        let kit = Kit::new();
        let apache = Apache::start(&kit, protocol);
        let settings = settings(&kit, TlsBackend::Auto);
        for received in 1..=3 {
            let answer = post(&settings, request(&apache.url("late")))
                .unwrap_or_else(|error| panic!("{protocol}: {error}\n{}", apache.errors()));
            assert_eq!(answer.body, "result=0");
            assert_eq!(
                apache.telegrams(),
                vec![answered("merchant"); received],
                "{protocol}"
            );
        }
        let seen = probe(&settings, &apache.url("late")).unwrap();
        assert_eq!(seen.backend, TlsBackend::Libcurl);
        assert_eq!((seen.version.as_str(), seen.asked), (protocol, false));
    }
}

#[test]
fn a_late_request_is_beyond_rustls() {
    for protocol in ["TLSv1.2", "TLSv1.3"] {
        let kit = Kit::new();
        let apache = Apache::start(&kit, protocol);
        let error = post(
            &settings(&kit, TlsBackend::Rustls),
            request(&apache.url("late")),
        );
        // 403 in TLS 1.3, an aborted connection in TLS 1.2: never a success.
        assert_ne!(error.unwrap_err().outcome, Outcome::NotSent);
        assert!(apache.telegrams().is_empty());
    }
}

#[test]
fn a_late_refusal_is_unknown() {
    for protocol in ["TLSv1.2", "TLSv1.3"] {
        let mut kit = Kit::new();
        kit.client = kit.stranger.issue("stranger", rsa_key(2048), Use::Client);
        kit.write("client.pem", &kit.client.pem());
        let apache = Apache::start(&kit, protocol);
        let error = post(
            &settings(&kit, TlsBackend::Auto),
            request(&apache.url("late")),
        );
        // httpd had read the head of the request when it asked: no proof that nothing happened.
        let error = error.unwrap_err();
        assert_eq!(error.outcome, Outcome::Unknown, "{error}");
        assert!(apache.telegrams().is_empty());
    }
}

#[test]
fn many_late_requests_at_once() {
    for protocol in ["TLSv1.2", "TLSv1.3"] {
        let kit = Kit::new();
        let apache = Apache::start(&kit, protocol);
        let requests = vec![request(&apache.url("late")); 6];
        let mut results = Vec::new();
        post_all(
            &settings(&kit, TlsBackend::Auto),
            requests,
            3,
            &mut |index, result| {
                results.push((index, result.map(|answer| answer.body)));
                std::ops::ControlFlow::Continue(())
            },
        );
        let mut indices: Vec<usize> = results.iter().map(|(index, _)| *index).collect();
        indices.sort_unstable();
        assert_eq!(indices, [0, 1, 2, 3, 4, 5]);
        assert!(
            results
                .iter()
                .all(|(_, result)| result.as_deref().unwrap() == b"result=0")
        );
        assert_eq!(
            apache.telegrams(),
            vec![answered("merchant"); 6],
            "{protocol}"
        );
    }
}

#[test]
fn a_server_that_never_asks_is_served_by_libcurl_and_gets_no_connection_to_spare() {
    let kit = Kit::new();
    let server = Setup::new(&kit, Ask::Never).start(vec![Act::Answer("result=0")]);
    let settings = settings(&kit, TlsBackend::Auto);
    for _ in 0..3 {
        post(&settings, request(&server.url())).unwrap();
    }
    // One refused by the layer before any byte, then a fresh one per telegram.
    assert_eq!(
        (server.telegrams(), server.begun(), server.connections()),
        (3, 3, 4)
    );
}

#[test]
fn a_resumed_handshake_proves_nothing_by_itself() {
    let kit = Kit::new();
    // rustls keeps sessions by host name: the second port resumes what the first one began, and a
    // resumed handshake holds no question even where the server never asked.
    let servers = Setup::new(&kit, Ask::Never)
        .only(SslVersion::TLS1_2)
        .start_twice(vec![Act::Answer("result=0")]);
    let settings = settings(&kit, TlsBackend::Auto);
    for server in &servers {
        post(&settings, request(&server.url())).unwrap();
        assert_eq!((server.telegrams(), server.begun()), (1, 1));
        // One connection refused by the layer, one of libcurl.
        assert_eq!(server.connections(), 2);
    }
    assert_eq!(servers[1].resumed(), 1);
}

#[test]
fn a_server_with_static_rsa_only_is_served_by_libcurl() {
    let mut kit = Kit::new();
    kit.server = kit.authority.issue("localhost", rsa_key(2048), Use::Server);
    let mut setup = Setup::new(&kit, Ask::Require).only(SslVersion::TLS1_2);
    setup
        .builder
        .set_cipher_list("AES128-GCM-SHA256:AES256-GCM-SHA384")
        .unwrap();
    let server = setup.start(vec![Act::Answer("result=0")]);
    let settings_auto = settings(&kit, TlsBackend::Auto);
    let seen = probe(&settings_auto, &server.url()).unwrap();
    assert_eq!(seen.backend, TlsBackend::Libcurl);
    assert_eq!((seen.version.as_str(), seen.asked), ("TLSv1.2", true));
    assert!(seen.suite.contains("AES"), "{}", seen.suite);
    assert!(seen.server_certificate_ends.unwrap().ends_with("GMT"));
    post(&settings_auto, request(&server.url())).unwrap();
    post(&settings_auto, request(&server.url())).unwrap();
    assert_eq!((server.telegrams(), server.begun()), (2, 2));
    let error = post(&settings(&kit, TlsBackend::Rustls), request(&server.url())).unwrap_err();
    assert_eq!(
        (error.reason, error.outcome),
        (Reason::Handshake, Outcome::NotSent)
    );
}

#[test]
fn a_server_whose_certificate_rustls_cannot_check_is_checked_by_libcurl() {
    let mut kit = Kit::new();
    let authority = Authority::with_key("P-521 CA", p521_key());
    kit.write("ca.crt", &authority.certificate.to_pem().unwrap());
    kit.server = authority.issue("localhost", ec_key(), Use::Server);
    let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
    let mut settings = settings(&kit, TlsBackend::Auto);
    post(&settings, request(&server.url())).unwrap();
    assert_eq!((server.telegrams(), server.begun()), (1, 1));
    // And libcurl does check it.
    let port = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
    settings.trust = Trust::CaFile(kit.path("other-ca.crt"));
    let error = post(&settings, request(&port.url())).unwrap_err();
    assert_eq!(
        (error.reason, error.outcome),
        (Reason::Verification, Outcome::NotSent)
    );
}

#[test]
fn a_key_that_rustls_cannot_use_goes_to_libcurl() {
    let mut kit = Kit::new();
    // ring signs with RSA keys of 2048 bits and more.
    kit.client = kit.authority.issue("merchant", rsa_key(1024), Use::Client);
    kit.write("client.pem", &kit.client.pem());
    let mut setup = Setup::new(&kit, Ask::Require);
    setup.builder.set_security_level(0);
    let server = setup.start(vec![Act::Answer("result=0")]);
    let error = post(&settings(&kit, TlsBackend::Rustls), request(&server.url())).unwrap_err();
    assert_eq!(
        (error.reason, error.outcome),
        (Reason::Key, Outcome::NotSent)
    );
    // OpenSSL's own security level may refuse so short a key: then it says 58, not a crash.
    match post(&settings(&kit, TlsBackend::Auto), request(&server.url())) {
        Ok(answer) => assert_eq!(answer.body, "result=0"),
        Err(error) => assert_eq!(
            (error.reason, error.outcome),
            (Reason::Key, Outcome::NotSent)
        ),
    }
}

#[test]
fn a_server_that_asks_first_is_probed_as_rustls() {
    let kit = Kit::new();
    for (version, name) in [
        (SslVersion::TLS1_2, "TLSv1.2"),
        (SslVersion::TLS1_3, "TLSv1.3"),
    ] {
        let server = Setup::new(&kit, Ask::Optional)
            .only(version)
            .start(vec![Act::Answer("x")]);
        for (backend, expected) in [
            (TlsBackend::Auto, TlsBackend::Rustls),
            (TlsBackend::Rustls, TlsBackend::Rustls),
            (TlsBackend::Libcurl, TlsBackend::Libcurl),
        ] {
            let seen = probe(&settings(&kit, backend), &server.url()).unwrap();
            assert_eq!(
                (seen.backend, seen.version.as_str(), seen.asked),
                (expected, name, true)
            );
            assert!(!seen.suite.is_empty());
            assert!(seen.server_certificate_ends.unwrap().ends_with("GMT"));
        }
        assert_eq!((server.telegrams(), server.begun()), (0, 0));
    }
}

#[test]
fn a_probe_reports_what_a_telegram_would_meet() {
    let kit = Kit::new();
    for version in [SslVersion::TLS1_2, SslVersion::TLS1_3] {
        let server = Setup::with_client_authority(&kit, Ask::Require, &kit.stranger)
            .only(version)
            .start(vec![Act::Answer("x")]);
        let error = probe(&settings(&kit, TlsBackend::Auto), &server.url()).unwrap_err();
        assert_eq!(
            (error.reason, error.outcome),
            (Reason::CertificateRefused, Outcome::NotSent)
        );
    }
    let error = probe(
        &settings(&kit, TlsBackend::Auto),
        "https://no-such-host.invalid/",
    );
    assert_eq!(error.unwrap_err().reason, Reason::HostName);
}

#[test]
fn http_10_offers_no_alpn_and_keeps_nothing() {
    let kit = Kit::new();
    let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
    let mut settings = settings(&kit, TlsBackend::Auto);
    settings.http_version = HttpVersion::Http10;
    for _ in 0..2 {
        post(&settings, request(&server.url())).unwrap();
    }
    assert_eq!((server.telegrams(), server.connections()), (2, 2));
    let requests = server.counts.requests.lock().unwrap();
    assert!(requests[0].starts_with(b"POST /n/card/request HTTP/1.0\r\n"));
}

/// `curl/curl.h`; the binding lacks it.
const CURLOPT_SSL_ENABLE_ALPN: curl_sys::CURLoption = 226;

/// The call that the extension lends, which the crate itself may not make.
fn alpn_off(easy_handle: *mut std::ffi::c_void) -> bool {
    // SAFETY: the transport passes a valid handle, and the option takes a long.
    let code = unsafe {
        curl_sys::curl_easy_setopt(
            easy_handle.cast(),
            CURLOPT_SSL_ENABLE_ALPN,
            std::ffi::c_long::from(0_i8),
        )
    };
    code == curl_sys::CURLE_OK
}

#[test]
fn http_10_passes_apache_late_and_open() {
    paygent_core::transport::lend_alpn_switch(alpn_off);
    for protocol in ["TLSv1.2", "TLSv1.3"] {
        let kit = Kit::new();
        let apache = Apache::start(&kit, protocol);
        let mut settings = settings(&kit, TlsBackend::Auto);
        settings.http_version = HttpVersion::Http10;
        post(&settings, request(&apache.url("late"))).unwrap();
        assert_eq!(apache.telegrams(), [answered("merchant")], "{protocol}");
        settings.backend = TlsBackend::Rustls;
        post(&settings, request(&apache.url("open"))).unwrap();
        assert_eq!(apache.telegrams().len(), 2, "{protocol}");
    }
}
