//! The listeners: HTTP versions and statuses, certificates, strange bytes.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

use common::{Sandbox, run_curl, utf8, verdict};

#[test]
fn server_process() {
    common::serve_if_asked();
}

#[test]
fn speaks_http_as_documented() {
    let sandbox = Sandbox::start();
    let head = |path: &str, more: &[&str]| {
        let mut args = vec!["-i"];
        args.extend(more);
        let out = sandbox.curl(path, "telegram_kind=020", &args).stdout;
        let text = String::from_utf8_lossy(&out).into_owned();
        text.split("\r\n\r\n").next().unwrap().to_ascii_lowercase()
    };
    let ok = head("/n/card/request", &[]);
    assert!(ok.starts_with("http/1.1 200"), "{ok}");
    assert!(
        ok.contains("content-type: text/plain; charset=windows-31j"),
        "{ok}"
    );
    assert!(
        ok.contains("content-length: ") && !ok.contains("chunked") && !ok.contains("set-cookie")
    );
    let old = head(
        "/n/card/request",
        &["--http1.0", "-H", "Connection: keep-alive"],
    );
    assert!(
        old.contains(" 200 ") && old.contains("connection: close"),
        "{old}"
    );
    assert!(head("/n/card/request", &["-H", "Transfer-Encoding: chunked"]).contains(" 200 "));
    assert!(head("/n/card/request", &["-H", "Connection: close"]).contains("connection: close"));
    assert!(head("/n/card/request", &["-H", "Content-Type: application/json"]).contains(" 200 "));
    assert!(head("/n/nothing", &[]).starts_with("http/1.1 404"));
    assert!(head("/n/card/request", &["-X", "PUT"]).starts_with("http/1.1 405"));
    assert!(head("/n/paypal/request", &[]).starts_with("http/1.1 200"));
}

#[test]
fn refuses_bodies_that_are_too_large() {
    let sandbox = Sandbox::start();
    let folder = tempfile::tempdir().unwrap();
    let status = |size: usize, path: &str, more: &[&str]| {
        let file = folder.path().join(size.to_string());
        std::fs::write(&file, vec![b'a'; size]).unwrap();
        let body = format!("@{}", file.display());
        let mut args = vec!["-o", "/dev/null", "-w", "%{http_code}"];
        args.extend(more);
        String::from_utf8(sandbox.curl(path, &body, &args).stdout).unwrap()
    };
    let chunked = ["-H", "Transfer-Encoding: chunked"];
    assert_eq!(status(102_400, "/n/card/request", &[]), "200");
    assert_eq!(status(102_401, "/n/card/request", &[]), "413");
    assert_eq!(status(102_401, "/n/card/request", &chunked), "413");
    assert_eq!(status(102_401, "/n/o/requestdata", &[]), "200");
    assert_eq!(status(10_485_761, "/n/o/requestdata", &[]), "413");
}

#[test]
fn takes_any_certificate_and_refuses_the_wrong_one_in_the_answer() {
    let sandbox = Sandbox::start();
    let url = format!("{}/n/card/request", sandbox.telegram_url);
    let ca = sandbox.kit("curl-ca-bundle.crt");
    let body = format!("{}telegram_kind=020", sandbox.login());
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("own.pem");
    let key = folder.path().join("key.pem");
    let made = std::process::Command::new("openssl")
        .args([
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
        ])
        .args(["-subj", "/CN=somebody", "-days", "1", "-keyout"])
        .arg(&key)
        .arg("-out")
        .arg(&own)
        .output()
        .expect("this test needs the openssl program");
    assert!(made.status.success());
    let (own, key) = (own.to_str().unwrap(), key.to_str().unwrap());
    for version in ["1.2", "1.3"] {
        let tls = [
            format!("--tlsv{version}"),
            "--tls-max".to_owned(),
            version.to_owned(),
        ];
        let tls: Vec<&str> = tls.iter().map(String::as_str).collect();
        let none = [&["-sS", "--cacert", &ca, "--data", &body, &url][..], &tls].concat();
        assert_eq!(
            verdict(&run_curl(&none).stdout),
            "P016",
            "none, TLS {version}"
        );
        let other = [&none[..], &["--cert", own, "--key", key]].concat();
        assert_eq!(
            verdict(&run_curl(&other).stdout),
            "P016",
            "another's, TLS {version}"
        );
        let right = sandbox.curl("/n/card/request", &body, &tls).stdout;
        assert_eq!(
            verdict(&right),
            "P005 payment_amount",
            "ours, TLS {version}"
        );
    }
}

#[test]
fn keeps_connections_and_resumes_sessions() {
    let sandbox = Sandbox::start();
    let body = format!("{}telegram_kind=094&payment_id=1", sandbox.login());
    let url = format!("{}/n/ref/paymentref", sandbox.telegram_url);
    let out = sandbox.curl(
        "/n/ref/paymentref",
        &body,
        &[
            "-w",
            "%{num_connects};",
            "--next",
            "-sS",
            "--cert",
            &sandbox.kit("client_cert.pem"),
            "--cacert",
            &sandbox.kit("curl-ca-bundle.crt"),
            "--data",
            &body,
            "-w",
            "%{num_connects};",
            &url,
        ],
    );
    let text = utf8(&out.stdout);
    let connects: Vec<&str> = text
        .split(';')
        .filter_map(|part| part.get(part.len().checked_sub(1)?..))
        .collect();
    assert_eq!(connects, ["1", "0"], "{text}");

    let session = tempfile::NamedTempFile::new().unwrap();
    let file = session.path().to_str().unwrap();
    let address = sandbox.telegram_url.trim_start_matches("https://");
    let connect = |option: &str| {
        let out = std::process::Command::new("openssl")
            .args(["s_client", "-connect", address, "-tls1_2", option, file])
            .args(["-cert", &sandbox.kit("client_cert.pem")])
            .stdin(std::process::Stdio::null())
            .output()
            .expect("this test needs the openssl program");
        String::from_utf8_lossy(&out.stdout).into_owned()
    };
    assert!(connect("-sess_out").contains("New, TLSv1.2"));
    assert!(connect("-sess_in").contains("Reused, TLSv1.2"));
}

#[test]
fn tells_plain_http_that_this_port_speaks_tls() {
    let sandbox = Sandbox::start();
    let address = sandbox.telegram_url.trim_start_matches("https://");
    let plain = format!("http://{address}/n/card/request");
    // A body larger than any buffer: the answer arrives all the same.
    let folder = tempfile::tempdir().unwrap();
    let body = folder.path().join("body");
    std::fs::write(&body, vec![b'a'; 300_000]).unwrap();
    let body = format!("@{}", body.display());
    for more in [
        &[][..],
        &["--data", "telegram_kind=020"],
        &["--data", &body],
        &["--http1.0"],
    ] {
        let out = run_curl(&[&["-sS", "-i", "-m", "20", &plain], more].concat());
        let text = String::from_utf8(out.stdout).unwrap();
        assert!(
            text.starts_with("HTTP/1.1 400 Bad Request\r\n"),
            "{more:?}: {text}"
        );
        assert!(text.contains("connection: close\r\n"), "{text}");
        assert!(
            text.ends_with(
                "\r\n\r\nThis port speaks TLS: the request was plain HTTP. Use https.\r\n"
            ),
            "{text}"
        );
        assert!(
            out.status.success(),
            "{}",
            String::from_utf8_lossy(&out.stderr)
        );
    }
    assert_eq!(sandbox.ledger("turned").len(), 4);
    // What is neither HTTP nor TLS is answered by TLS.
    let mut stream = TcpStream::connect(address).unwrap();
    stream.write_all(&[0xff; 64]).unwrap();
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    assert!(!answer.starts_with(b"HTTP"), "{answer:x?}");
}

#[test]
fn survives_any_bytes() {
    let sandbox = Sandbox::start();
    let urls = [&sandbox.telegram_url, &sandbox.page_url, &sandbox.tool_url];
    let junk: [&[u8]; 8] = [
        b"",
        b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n\r\n",
        b"POST /tool/payments/x/status HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\n{\"a",
        b"POST / HTTP/1.1\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"GET /\xff\xfe\x00 HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        &[0xff; 4096],
    ];
    for url in urls {
        let address = url.rsplit("//").next().unwrap();
        for bytes in junk {
            let mut stream = TcpStream::connect(address).unwrap();
            stream
                .set_read_timeout(Some(Duration::from_secs(20)))
                .unwrap();
            let _ = stream.write_all(bytes);
            let _ = stream.shutdown(std::net::Shutdown::Write);
            let mut answer = Vec::new();
            let ended = stream.read_to_end(&mut answer);
            let hung = ended.is_err_and(|cause| cause.kind() == std::io::ErrorKind::WouldBlock);
            assert!(!hung, "{url} hangs after {bytes:x?}");
        }
    }
    // Strange telegrams inside a proper connection.
    for body in [
        "%",
        "%zz=%",
        "=&=&",
        "telegram_kind",
        "merchant_id=%00%ff&telegram_kind=%81",
    ] {
        assert_eq!(
            verdict(&sandbox.curl("/n/card/request", body, &[]).stdout),
            "P001",
            "{body}"
        );
    }
    assert_eq!(
        sandbox.code("020", "payment_amount=%ff"),
        "P008 payment_amount"
    );
    assert_eq!(
        sandbox.code("094", "payment_id=999999999999999999"),
        "13001"
    );
}
