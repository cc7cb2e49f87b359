//! The proxy: only from the settings, judged apart from the server behind it.
// Helpers outside #[test] functions may fail a test, too.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod transport_support;

use std::net::TcpListener;
use std::process::Command;
use std::sync::atomic::Ordering;

use paygent_core::transport::{
    Outcome, Proxy as ProxySettings, Reason, TlsBackend, TransportSettings, post, probe,
};
use transport_support::pki::Kit;
use transport_support::proxy::{Manner, Proxy};
use transport_support::server::{Act, Ask, Setup};
use transport_support::{BODY, BOTH, request, settings};

fn through(kit: &Kit, backend: TlsBackend, host: &str, port: u16) -> TransportSettings {
    let mut settings = settings(kit, backend);
    settings.proxy = Some(ProxySettings {
        host: host.to_owned(),
        port,
    });
    settings
}

#[test]
fn telegrams_go_through_the_tunnel_and_the_proxy_reads_nothing() {
    let kit = Kit::new();
    for backend in BOTH {
        let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
        let proxy = Proxy::start(Manner::Tunnel);
        let settings = through(&kit, backend, "localhost", proxy.port);
        for _ in 0..2 {
            assert_eq!(
                post(&settings, request(&server.url())).unwrap().body,
                "result=0"
            );
        }
        assert_eq!(server.telegrams(), 2);
        assert!(proxy.tunnels.load(Ordering::SeqCst) >= 1);
        let heads = proxy.heads.lock().unwrap();
        let connect = format!("CONNECT localhost:{} HTTP/1.1\r\n", server.port);
        assert!(
            heads
                .iter()
                .all(|head| head.starts_with(&connect) && !head.contains(BODY))
        );
        drop(heads);
        let seen = probe(&settings, &server.url()).unwrap();
        assert!(seen.asked);
    }
}

#[test]
fn o_08_the_final_status_counts() {
    let kit = Kit::new();
    for backend in BOTH {
        let bad = "HTTP/1.1 500 Oops\r\nContent-Length: 8\r\n\r\nresult=0";
        let server = Setup::new(&kit, Ask::Require).start(vec![Act::Raw(bad.into())]);
        let proxy = Proxy::start(Manner::Tunnel);
        let settings = through(&kit, backend, "localhost", proxy.port);
        let error = post(&settings, request(&server.url())).unwrap_err();
        assert_eq!(
            (error.reason, error.outcome),
            (Reason::HttpStatus(500), Outcome::Unknown)
        );
        assert_eq!(server.telegrams(), 1);
    }
}

#[test]
fn a_proxy_that_refuses_is_56_and_not_sent() {
    let kit = Kit::new();
    for answer in [
        "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n",
        "",
    ] {
        for backend in BOTH {
            let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
            let proxy = Proxy::start(Manner::Refuse(answer));
            let settings = through(&kit, backend, "localhost", proxy.port);
            let error = post(&settings, request(&server.url())).unwrap_err();
            assert_eq!(
                (error.reason, error.outcome),
                (Reason::Reset, Outcome::NotSent),
                "{backend:?} {error}"
            );
            assert_eq!(server.connections(), 0);
            assert_eq!(
                probe(&settings, &server.url()).unwrap_err().reason,
                Reason::Reset
            );
        }
    }
}

#[test]
fn a_proxy_that_cannot_be_reached_is_5_or_7() {
    let kit = Kit::new();
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    for backend in BOTH {
        for (host, reason) in [
            ("no-such-proxy.invalid", Reason::ProxyName),
            ("localhost", Reason::Refused),
        ] {
            let settings = through(&kit, backend, host, free);
            let error = post(&settings, request("https://localhost:9/")).unwrap_err();
            assert_eq!(
                (error.reason, error.outcome),
                (reason, Outcome::NotSent),
                "{backend:?} {error}"
            );
        }
    }
}

/// Environment variables belong to the whole process, so the telegrams are sent by another one:
/// this test program, started again with the variables set.
#[test]
fn the_environments_proxies_are_ignored() {
    const CHILD: &str = "PAYGENT_TEST_CHILD";
    let kit = Kit::new();
    if std::env::var_os(CHILD).is_some() {
        for backend in BOTH {
            let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
            post(&settings(&kit, backend), request(&server.url())).unwrap();
            // And a configured proxy has no exceptions from the environment.
            let proxy = Proxy::start(Manner::Tunnel);
            let settings = through(&kit, backend, "localhost", proxy.port);
            post(&settings, request(&server.url())).unwrap();
            assert_eq!(proxy.tunnels.load(Ordering::SeqCst), 1, "{backend:?}");
        }
        return;
    }
    let dead = "http://127.0.0.1:9";
    let child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "the_environments_proxies_are_ignored",
            "--nocapture",
        ])
        .env(CHILD, "1")
        .envs(["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].map(|name| (name, dead)))
        .envs(["no_proxy", "NO_PROXY"].map(|name| (name, "localhost,example.com")))
        .output()
        .unwrap();
    assert!(
        child.status.success(),
        "{}",
        String::from_utf8_lossy(&child.stderr)
    );
    // With localhost excepted only the second half proves something; here the first half does.
    let child = Command::new(std::env::current_exe().unwrap())
        .args([
            "--exact",
            "the_environments_proxies_are_ignored",
            "--nocapture",
        ])
        .env(CHILD, "1")
        .envs(["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"].map(|name| (name, dead)))
        .env_remove("no_proxy")
        .env_remove("NO_PROXY")
        .output()
        .unwrap();
    assert!(
        child.status.success(),
        "{}",
        String::from_utf8_lossy(&child.stderr)
    );
}
