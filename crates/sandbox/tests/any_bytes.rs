//! Any byte sequence to any port: nobody falls over, nobody is kept waiting by somebody else.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::io::{self, Read, Write};
use std::net::{Shutdown, TcpStream};
use std::process::{Command, Stdio};
use std::time::Duration;

use common::{Sandbox, path_of};

#[test]
fn server_process() {
    common::serve_if_asked();
}

/// Longer than any time-out of the server.
const PATIENCE: Duration = Duration::from_secs(60);

fn connect(url: &str) -> TcpStream {
    let stream = TcpStream::connect(url.rsplit("//").next().unwrap()).unwrap();
    stream.set_read_timeout(Some(PATIENCE)).unwrap();
    stream.set_write_timeout(Some(PATIENCE)).unwrap();
    stream
}

/// What the server says before it closes. Panics when it does not close.
fn rest(stream: &mut TcpStream) -> Vec<u8> {
    let mut said = Vec::new();
    match stream.read_to_end(&mut said) {
        Err(cause) if cause.kind() == io::ErrorKind::WouldBlock => panic!("the server hangs"),
        _ => said,
    }
}

/// The first line of the answer to these bytes, after which nothing comes.
fn status(url: &str, bytes: &[u8]) -> String {
    let mut stream = connect(url);
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    first_line(&rest(&mut stream))
}

/// The first line of the answer to a whole request of HTTP/1.0.
fn answer(url: &str, request: &str) -> String {
    let mut stream = connect(url);
    stream.write_all(request.as_bytes()).unwrap();
    first_line(&rest(&mut stream))
}

fn first_line(said: &[u8]) -> String {
    let line = said.split(|byte| *byte == b'\r').next().unwrap();
    String::from_utf8_lossy(line).into_owned()
}

/// All three ports do their work, and no thread has panicked (it would say so).
fn works(sandbox: &Sandbox) {
    assert_eq!(sandbox.code("094", "payment_id=1"), "13001");
    assert_eq!(sandbox.tool("GET", "/tool/clock", "").0, "200");
    let page = answer(&sandbox.page_url, "GET /no-such-page HTTP/1.0\r\n\r\n");
    assert!(page.contains(" 404 "), "{page}");
    sandbox.has_not_panicked();
}

fn urls(sandbox: &Sandbox) -> [&str; 3] {
    [&sandbox.telegram_url, &sandbox.page_url, &sandbox.tool_url]
}

/// xorshift: the same junk in every run.
fn junk(seed: u64, length: usize) -> Vec<u8> {
    let mut state = seed | 1;
    let mut byte = || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        state.to_le_bytes()[3]
    };
    (0..length).map(|_| byte()).collect()
}

#[test]
fn junk_is_refused() {
    let sandbox = Sandbox::start();
    for url in urls(&sandbox) {
        for seed in 1..=60_u64 {
            let length = usize::try_from(seed * seed * 7).unwrap();
            let said = status(url, &junk(seed, length));
            assert!(!said.contains(" 200 "), "{url} {seed}: {said}");
        }
    }
    works(&sandbox);
}

#[test]
fn requests_cut_at_every_byte_are_refused() {
    let sandbox = Sandbox::start();
    let body = r#"{"to":"40"}"#;
    let whole = format!(
        "POST /tool/payments/1/status HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n\
         Content-Length: {}\r\n\r\n{body}",
        body.len()
    );
    for url in [&sandbox.page_url, &sandbox.tool_url] {
        for end in 0..whole.len() {
            let said = status(url, &whole.as_bytes()[..end]);
            assert!(!said.contains(" 200 "), "{url} {end}: {said}");
        }
        assert!(answer(url, &whole).contains(" 404 "));
    }
    works(&sandbox);
}

#[test]
fn heads_and_lines_without_end_are_refused() {
    let sandbox = Sandbox::start();
    let many_headers = format!(
        "GET / HTTP/1.1\r\n{}\r\n",
        (0..5000)
            .map(|number| format!("x-{number}: y\r\n"))
            .collect::<String>()
    );
    let heads = [
        format!("GET /{} HTTP/1.1\r\nHost: a\r\n\r\n", "a".repeat(4 << 20)),
        format!("GET / HTTP/1.1\r\nHost: {}\r\n\r\n", "a".repeat(4 << 20)),
        many_headers,
        "A".repeat(4 << 20),
        "GET / HTTP/1.1\r\n".to_owned() + &" folded\r\n".repeat(100_000),
        "POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n".to_owned(),
        "POST / HTTP/1.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello".to_owned(),
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffff\r\n".to_owned(),
        "POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloworld".to_owned(),
    ];
    for url in urls(&sandbox) {
        for head in &heads {
            let said = status(url, head.as_bytes());
            let shown = head.get(..40).unwrap_or(head);
            assert!(!said.contains(" 200 "), "{url} {shown}: {said}");
        }
    }
    works(&sandbox);
}

/// The same inside of TLS: `openssl s_client` carries the bytes.
#[test]
fn junk_inside_tls_is_refused() {
    let sandbox = Sandbox::start();
    let address = sandbox.telegram_url.trim_start_matches("https://");
    let login = sandbox.login();
    let path = path_of("094");
    let telegram = |body: &[u8]| {
        let head = format!(
            "POST {path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body].concat()
    };
    let with_login = |rest: &[u8]| telegram(&[login.as_bytes(), rest].concat());
    let say = |bytes: &[u8]| {
        let mut client = Command::new("openssl")
            .args(["s_client", "-quiet", "-connect", address])
            .args(["-cert", &sandbox.kit("client_cert.pem")])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("this test needs the openssl program");
        let mut input = client.stdin.take().unwrap();
        let _ = input.write_all(bytes);
        // With -quiet the end of the input does not end the connection: the server must.
        let out = client.wait_with_output().unwrap();
        drop(input);
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    // A proper one first: the way is open.
    assert!(say(&with_login(b"telegram_kind=094&payment_id=1")).contains("13001"));
    for seed in 1..=12 {
        let said = say(&with_login(&junk(seed, 2000)));
        assert!(said.contains("\r\nresult=1\r\n"), "{seed}: {said}");
        let said = say(&telegram(&junk(seed, 2000)));
        assert!(said.contains("response_code=P001"), "{seed}: {said}");
        let mut bytes = junk(seed, 300);
        bytes.extend_from_slice(b"\r\n\r\n");
        let said = say(&bytes);
        assert!(!said.contains(" 200 "), "{seed}: {said}");
    }
    works(&sandbox);
}

/// A thousand visitors who say nothing, or a byte now and then, keep nobody else waiting, and are shown
/// the door in the end.
#[test]
fn a_thousand_slow_visitors_keep_nobody_waiting() {
    let sandbox = Sandbox::start();
    let mut slow = Vec::new();
    for number in 0..1000 {
        let url = urls(&sandbox)[number % 3];
        let mut stream = connect(url);
        let half: &[u8] = match number % 5 {
            0 => b"",
            1 => b"P",
            2 => b"POST /tool/clock HTTP/1.1\r\nHost: a",
            3 => b"POST /tool/clock HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{",
            // A TLS record that never comes.
            _ => b"\x16\x03\x01\x02\x00\x01",
        };
        stream.write_all(half).unwrap();
        slow.push(stream);
    }
    works(&sandbox);
    for stream in &mut slow {
        // Some may have been refused by now.
        let _ = stream.write_all(b"x");
    }
    works(&sandbox);
    for stream in &mut slow {
        rest(stream);
    }
    works(&sandbox);
}
