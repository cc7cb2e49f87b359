//! HTTP answers of every shape, on both backends: read whole, or explained with the right outcome.
// Helpers outside #[test] functions may fail a test, too.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used
)]

mod transport_support;

use paygent_core::transport::{Outcome, Reason, post};
use transport_support::expect::{expect, expect_of};
use transport_support::pki::Kit;
use transport_support::server::{Act, Ask, Setup};
use transport_support::{BOTH, request, settings};

#[test]
fn o_49_an_answer_that_ends_early_is_18() {
    let bytes = |text: &str| text.as_bytes().to_vec();
    let by_length = "HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nresult=0\r\n";
    expect_of(
        Act::Raw(bytes(by_length)),
        Reason::Truncated,
        Outcome::Unknown,
    );
    expect_of(
        Act::RawThenCut(bytes(by_length)),
        Reason::Truncated,
        Outcome::Unknown,
    );
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n8\r\nresult=0\r\n";
    expect_of(
        Act::Raw(bytes(chunked)),
        Reason::Truncated,
        Outcome::Unknown,
    );
    let to_the_end = "HTTP/1.0 200 OK\r\n\r\nresult=0\r\n";
    expect_of(
        Act::RawThenCut(bytes(to_the_end)),
        Reason::Truncated,
        Outcome::Unknown,
    );
}

#[test]
fn complete_answers_of_every_shape_are_read() {
    let kit = Kit::new();
    for text in [
        "HTTP/1.0 200 OK\r\n\r\nresult=0",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nresult=0",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nres\r\n5\r\nult=0\r\n0\r\n\r\n",
        "HTTP/1.1 206 Partial Content\r\nContent-Length: 8\r\n\r\nresult=0",
        // O-10
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </>\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\nresult=0",
    ] {
        for backend in BOTH {
            let server = Setup::new(&kit, Ask::Require).start(vec![Act::Raw(text.into())]);
            let answer = post(&settings(&kit, backend), request(&server.url()))
                .unwrap_or_else(|error| panic!("{backend:?} {text}: {error}"));
            assert_eq!(answer.body, "result=0", "{backend:?} {text}");
            assert_eq!(server.telegrams(), 1);
        }
    }
}

#[test]
fn o_09_an_empty_body_is_no_answer() {
    for text in [
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\nresult=0: x\r\n\r\n",
        "HTTP/1.1 204 No Content\r\n\r\n",
        "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n",
    ] {
        expect_of(Act::Raw(text.into()), Reason::NoBody, Outcome::Unknown);
    }
}

#[test]
fn o_11_other_statuses_are_22_and_redirects_are_not_followed() {
    for (status, outcome) in [
        (301, Outcome::Unknown),
        (302, Outcome::Unknown),
        (303, Outcome::Unknown),
        (307, Outcome::Answered),
        (308, Outcome::Answered),
        (403, Outcome::Answered),
        (404, Outcome::Answered),
        (408, Outcome::Unknown),
        (207, Outcome::Unknown),
        (500, Outcome::Unknown),
        (502, Outcome::Unknown),
        (503, Outcome::Unknown),
        (504, Outcome::Unknown),
    ] {
        let text = format!(
            "HTTP/1.1 {status} X\r\nLocation: /n/card/request\r\nContent-Length: 8\r\n\r\nresult=0"
        );
        expect_of(Act::Raw(text.into()), Reason::HttpStatus(status), outcome);
    }
}

#[test]
fn what_is_not_http_is_1() {
    expect_of(
        Act::Raw(b"SSH-2.0-OpenSSH_9.2\r\n\r\n".to_vec()),
        Reason::NotHttp,
        Outcome::Unknown,
    );
}

#[test]
fn more_than_ten_megabytes_is_63() {
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n", 11 << 20);
    let known = [head.as_bytes(), &vec![b'x'; 11 << 20]].concat();
    let open = [b"HTTP/1.0 200 OK\r\n\r\n".as_slice(), &vec![b'x'; 11 << 20]].concat();
    let kit = Kit::new();
    for backend in BOTH {
        for answer in [&known, &open] {
            let server = Setup::new(&kit, Ask::Require).start(vec![Act::Raw(answer.clone())]);
            let settings = settings(&kit, backend);
            expect(
                &settings,
                &server.url(),
                Reason::TooLarge,
                Outcome::Answered,
            );
            assert_eq!(server.telegrams(), 1);
        }
    }
}

#[test]
fn ten_megabytes_are_read() {
    let size = 10 << 20;
    let head = format!("HTTP/1.1 200 OK\r\nContent-Length: {size}\r\n\r\n");
    let answer = [head.as_bytes(), &vec![b'x'; size]].concat();
    let kit = Kit::new();
    for backend in BOTH {
        let server = Setup::new(&kit, Ask::Require).start(vec![Act::Raw(answer.clone())]);
        let answer = post(&settings(&kit, backend), request(&server.url())).unwrap();
        assert_eq!(answer.body.len(), size);
    }
}
