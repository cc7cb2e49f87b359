//! Many telegrams at once: bounded, each once, and the caller's code between turns.
// Helpers outside #[test] functions may fail a test, too.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod transport_support;

use std::collections::BTreeSet;
use std::ops::ControlFlow;
use std::sync::atomic::Ordering;
use std::thread;
use std::time::Duration;

use paygent_core::transport::{Outcome, Reason, TlsBackend, TransportRequest, post, post_all};
use transport_support::pki::Kit;
use transport_support::server::{Act, Ask, Server, Setup};
use transport_support::{BOTH, request, settings};

const MS: fn(u64) -> Duration = Duration::from_millis;

fn requests(server: &Server, count: usize) -> Vec<TransportRequest> {
    vec![request(&server.url()); count]
}

#[test]
fn all_are_answered_within_the_bound() {
    let kit = Kit::new();
    for backend in BOTH {
        let server = Setup::new(&kit, Ask::Require).start(vec![Act::Late("result=0", MS(30))]);
        let mut seen = BTreeSet::new();
        post_all(
            &settings(&kit, backend),
            requests(&server, 20),
            4,
            &mut |index, result| {
                assert_eq!(result.unwrap().body, "result=0");
                assert!(seen.insert(index), "{index} twice");
                ControlFlow::Continue(())
            },
        );
        assert_eq!(seen, (0..20).collect());
        assert_eq!(server.telegrams(), 20);
        assert_eq!(
            server.counts.busiest.load(Ordering::SeqCst),
            4,
            "{backend:?}"
        );
    }
}

#[test]
fn after_a_break_those_under_way_are_finished_and_no_more_started() {
    let kit = Kit::new();
    for backend in BOTH {
        let server = Setup::new(&kit, Ask::Require).start(vec![Act::Late("result=0", MS(60))]);
        let mut seen = BTreeSet::new();
        post_all(
            &settings(&kit, backend),
            requests(&server, 12),
            3,
            &mut |index, result| {
                result.unwrap();
                seen.insert(index);
                ControlFlow::Break(())
            },
        );
        assert_eq!(
            (seen, server.telegrams()),
            ((0..3).collect(), 3),
            "{backend:?}"
        );
    }
}

#[test]
fn one_failure_is_one_failure() {
    let kit = Kit::new();
    for backend in BOTH {
        let server = Setup::new(&kit, Ask::Require).start(vec![
            Act::Answer("result=0"),
            Act::RawThenCut(Vec::new()),
            Act::Answer("result=0"),
        ]);
        let mut all = requests(&server, 6);
        all[2].url = "https://no-such-host.invalid/".to_owned();
        all[3].url = "http://localhost/".to_owned();
        let (mut good, mut bad) = (0, Vec::new());
        post_all(&settings(&kit, backend), all, 2, &mut |_, result| {
            match result {
                Ok(_) => good += 1,
                Err(error) => bad.push((error.reason, error.outcome)),
            }
            ControlFlow::Continue(())
        });
        bad.sort_by_key(|(reason, _)| reason.errno());
        assert_eq!(good, 3, "{backend:?}");
        assert_eq!(
            bad,
            [
                (Reason::Setup, Outcome::NotSent),
                (Reason::HostName, Outcome::NotSent),
                (Reason::Empty, Outcome::Unknown),
            ]
        );
        assert_eq!(server.telegrams(), 4);
    }
}

#[test]
fn the_callback_may_send_telegrams_itself() {
    let kit = Kit::new();
    for backend in BOTH {
        let server = Setup::new(&kit, Ask::Require).start(vec![Act::Answer("result=0")]);
        let settings = settings(&kit, backend);
        let mut inner = 0;
        post_all(&settings, requests(&server, 4), 2, &mut |_, result| {
            result.unwrap();
            post(&settings, request(&server.url())).unwrap();
            post_all(&settings, requests(&server, 2), 2, &mut |_, result| {
                result.unwrap();
                inner += 1;
                ControlFlow::Continue(())
            });
            ControlFlow::Continue(())
        });
        assert_eq!((inner, server.telegrams()), (8, 16));
    }
}

#[test]
fn a_slow_callback_costs_the_others_no_answer() {
    let kit = Kit::new();
    for backend in BOTH {
        let server = Setup::new(&kit, Ask::Require).start(vec![
            Act::Answer("result=0"),
            Act::Late("result=0", MS(100)),
        ]);
        let mut settings = settings(&kit, backend);
        settings.total_timeout = MS(400);
        let mut good = 0;
        post_all(&settings, requests(&server, 2), 2, &mut |_, result| {
            result.unwrap_or_else(|error| panic!("{backend:?}: {error}"));
            good += 1;
            // Longer than the time-out: the other answer has arrived, but nobody read it.
            thread::sleep(MS(700));
            ControlFlow::Continue(())
        });
        assert_eq!((good, server.telegrams()), (2, 2));
    }
}

#[test]
fn nothing_to_do_and_nothing_readable() {
    let kit = Kit::new();
    let mut settings = settings(&kit, TlsBackend::Auto);
    post_all(&settings, Vec::new(), 3, &mut |_, _| {
        panic!("no result without a request")
    });
    settings.trust = paygent_core::transport::Trust::CaFile(kit.path("missing.crt"));
    let mut reasons = Vec::new();
    let all = vec![request("https://localhost:9/"); 3];
    post_all(&settings, all, 0, &mut |_, result| {
        reasons.push(result.unwrap_err().reason);
        ControlFlow::Continue(())
    });
    assert_eq!(reasons, [Reason::CaFile; 3]);
}
