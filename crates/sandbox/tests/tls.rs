//! The TLS modes, seen by clients that are not ours: the `curl` and `openssl` programs.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::process::{Command, Stdio};

use common::{Sandbox, path_of, run_curl, utf8, verdict};

#[test]
fn server_process() {
    common::serve_if_asked();
}

/// curl's exit code and the verdict on the answer. By name, as merchants connect: the IP address is in
/// no certificate but the kit's own.
fn curl(sandbox: &Sandbox, more: &[&str]) -> (i32, String) {
    let url = sandbox.telegram_url.replace("127.0.0.1", "localhost") + path_of("094");
    let (cert, ca) = (
        sandbox.kit("client_cert.pem"),
        sandbox.kit("curl-ca-bundle.crt"),
    );
    let body = format!("{}telegram_kind=094&payment_id=1", sandbox.login());
    let usual = [
        "-sS", "-4", "--cert", &cert, "--cacert", &ca, "--data", &body,
    ];
    let out = run_curl(&[&usual[..], more, &[&url]].concat());
    let code = out.status.code().unwrap();
    (
        code,
        if code == 0 {
            verdict(&out.stdout)
        } else {
            String::new()
        },
    )
}

/// What `openssl s_client` says about a connection.
fn s_client(sandbox: &Sandbox, more: &[&str]) -> String {
    let address = sandbox.telegram_url.trim_start_matches("https://");
    let (cert, ca) = (
        sandbox.kit("client_cert.pem"),
        sandbox.kit("curl-ca-bundle.crt"),
    );
    let out = Command::new("openssl")
        .args([
            "s_client", "-connect", address, "-cert", &cert, "-CAfile", &ca,
        ])
        .args(["-verify_hostname", "localhost"])
        .args(more)
        .stdin(Stdio::null())
        .output()
        .expect("this test needs the openssl program");
    String::from_utf8_lossy(&[out.stdout, out.stderr].concat()).into_owned()
}

fn refused(code: i32) -> (i32, String) {
    (code, String::new())
}

fn answered(code: &str) -> (i32, String) {
    (0, code.to_owned())
}

/// The payment does not exist: the telegram came through the door.
const INSIDE: &str = "13001";

#[test]
fn speaks_one_version_where_asked() {
    for (mode, spoken, option, other) in [
        (
            "tls13",
            "TLSv1.3",
            ["--tls-max", "1.3"],
            ["--tls-max", "1.2"],
        ),
        (
            "tls12",
            "TLSv1.2",
            ["--tls-max", "1.2"],
            ["--tlsv1.3", "-4"],
        ),
    ] {
        let sandbox = Sandbox::with_tls(mode);
        assert_eq!(curl(&sandbox, &[]), answered(INSIDE), "{mode}");
        assert_eq!(curl(&sandbox, &option), answered(INSIDE), "{mode}");
        assert_eq!(curl(&sandbox, &other), refused(35), "{mode}");
        let said = s_client(&sandbox, &[]);
        assert!(
            said.contains(&format!("New, {spoken}, Cipher is ")),
            "{said}"
        );
        assert!(said.contains("Verify return code: 0 (ok)"), "{said}");
    }
}

#[test]
fn speaks_static_rsa_only() {
    let sandbox = Sandbox::with_tls("static-rsa");
    assert_eq!(curl(&sandbox, &[]), answered(INSIDE));
    assert_eq!(curl(&sandbox, &["--ciphers", "ECDHE+AESGCM"]), refused(35));
    let said = s_client(&sandbox, &[]);
    assert!(said.contains("New, TLSv1.2, Cipher is AES"), "{said}");
    assert!(!said.contains("Server Temp Key"), "{said}");
    // Every connection by itself: a certificate of another is refused in the answer.
    let url = format!("{}{}", sandbox.telegram_url, path_of("094"));
    let body = format!("{}telegram_kind=094&payment_id=1", sandbox.login());
    let ca = sandbox.kit("curl-ca-bundle.crt");
    let out = run_curl(&["-sS", "--cacert", &ca, "--data", &body, &url]);
    assert_eq!(verdict(&out.stdout), "P016");
}

#[test]
fn keeps_connections_and_resumes_sessions_in_openssl_modes() {
    let sandbox = Sandbox::with_tls("static-rsa");
    let url = format!("{}{}", sandbox.telegram_url, path_of("094"));
    let body = format!("{}telegram_kind=094&payment_id=1", sandbox.login());
    let (cert, ca) = (
        sandbox.kit("client_cert.pem"),
        sandbox.kit("curl-ca-bundle.crt"),
    );
    let one = [
        "-sS",
        "--cert",
        &cert,
        "--cacert",
        &ca,
        "--data",
        &body,
        "-o",
        "/dev/null",
        "-w",
        "%{num_connects};%{http_code};",
        &url,
    ];
    let out = run_curl(&[&one[..], &["--next"], &one].concat());
    assert_eq!(utf8(&out.stdout), "1;200;0;200;");

    let session = tempfile::NamedTempFile::new().unwrap();
    let file = session.path().to_str().unwrap();
    assert!(s_client(&sandbox, &["-sess_out", file]).contains("New, TLSv1.2"));
    assert!(s_client(&sandbox, &["-sess_in", file]).contains("Reused, TLSv1.2"));
}

#[test]
fn never_asks_for_the_certificate_where_told_so() {
    let sandbox = Sandbox::with_tls("never-ask");
    assert_eq!(curl(&sandbox, &[]), answered("P016"));
    assert!(s_client(&sandbox, &[]).contains("No client certificate CA names sent"));
    assert!(!s_client(&sandbox, &["-tls1_2"]).contains("Client Certificate Types"));
    let asking = Sandbox::start();
    assert!(s_client(&asking, &["-tls1_2"]).contains("Client Certificate Types"));
}

#[test]
fn refuses_every_client_certificate_in_the_handshake() {
    // In TLS 1.3 curl has sent its request when it learns it: it fails while sending or receiving.
    for (mode, codes) in [
        ("reject-client", &[55, 56][..]),
        ("reject-client-tls12", &[35]),
    ] {
        let sandbox = Sandbox::with_tls(mode);
        let code = curl(&sandbox, &[]).0;
        assert!(codes.contains(&code), "{mode}: {code}");
        let ledger = sandbox.tool("GET", "/tool/ledger", "").1;
        assert!(!ledger.contains("telegram"), "{mode}: {ledger}");
    }
    let said = s_client(&Sandbox::with_tls("reject-client-tls12"), &[]);
    assert!(said.contains("alert unknown ca"), "{said}");
}

#[test]
fn shows_server_certificates_that_must_not_be_trusted() {
    for (mode, words) in [
        ("wrong-host", "Verify return code: 62 (hostname mismatch)"),
        (
            "expired-server",
            "Verify return code: 10 (certificate has expired)",
        ),
        (
            "self-signed-server",
            "Verify return code: 18 (self-signed certificate)",
        ),
        (
            "wrong-ca-server",
            "num=20:unable to get local issuer certificate",
        ),
    ] {
        let sandbox = Sandbox::with_tls(mode);
        assert_eq!(curl(&sandbox, &[]), refused(60), "{mode}");
        let said = s_client(&sandbox, &[]);
        assert!(said.contains(words), "{mode}: {said}");
        // Nothing else is wrong with it.
        assert_eq!(curl(&sandbox, &["-k"]), answered(INSIDE), "{mode}");
        let ledger = sandbox.tool("GET", "/tool/ledger", "").1;
        assert_eq!(
            ledger.matches("\"telegram\"").count(),
            1,
            "{mode}: {ledger}"
        );
    }
}
