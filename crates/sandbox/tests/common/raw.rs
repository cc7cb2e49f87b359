//! Clients that see what curl hides: the `openssl` program as a raw socket with TLS, and curl's exit
//! codes and byte counts.

use std::io::{Read, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

use super::Sandbox;

/// What a raw client saw.
pub(crate) struct Seen {
    /// Decrypted bytes.
    pub(crate) bytes: Vec<u8>,
    /// What openssl said of connection and alerts.
    pub(crate) said: String,
}

/// What curl saw.
pub(crate) struct Fetched {
    /// 0, 18 partial file, 28 time-out, 52 empty reply, 56 receive failure…
    pub(crate) exit: i32,
    pub(crate) status: String,
    pub(crate) body: Vec<u8>,
    pub(crate) said: String,
}

impl Sandbox {
    /// A telegram as HTTP/1.1 bytes.
    pub(crate) fn request(&self, path: &str, kind: &str, fields: &str) -> String {
        let body = format!("{}telegram_kind={kind}&{fields}", self.login());
        format!(
            "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    }

    /// Writes bytes over TLS and reads until the server ends it.
    pub(crate) fn raw(&self, bytes: &str, more: &[&str]) -> Seen {
        let address = self.telegram_url.trim_start_matches("https://");
        let mut client = Command::new("openssl")
            .args(["s_client", "-quiet", "-ign_eof", "-connect", address])
            .args(["-cert", &self.kit("client_cert.pem")])
            .args(more)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("this test needs the openssl program");
        let mut input = client.stdin.take().unwrap();
        input.write_all(bytes.as_bytes()).unwrap();
        input.flush().unwrap();
        let out = client.stdout.take().unwrap();
        let reader = std::thread::spawn(move || {
            let (mut out, mut bytes) = (out, Vec::new());
            let _ = out.read_to_end(&mut bytes);
            bytes
        });
        let mut said = String::new();
        let mut errors = client.stderr.take().unwrap();
        let _ = errors.read_to_string(&mut said);
        drop(input);
        let _ = client.wait();
        Seen {
            bytes: reader.join().unwrap(),
            said,
        }
    }

    /// A telegram by curl that gives up after `seconds`.
    pub(crate) fn fetch(&self, kind: &str, fields: &str, seconds: f32) -> Fetched {
        let body = format!("{}telegram_kind={kind}&{fields}", self.login());
        let file = tempfile::NamedTempFile::new().unwrap();
        let (path, seconds) = (file.path().to_str().unwrap(), seconds.to_string());
        let more = ["-m", &seconds, "-o", path, "-w", "%{http_code}"];
        let out = self.curl(super::path_of(kind), &body, &more);
        Fetched {
            exit: out.status.code().unwrap_or(-1),
            status: String::from_utf8(out.stdout).unwrap(),
            body: std::fs::read(path).unwrap(),
            said: String::from_utf8_lossy(&out.stderr).into_owned(),
        }
    }

    /// How many payments the sandbox made, by asking the tool.
    pub(crate) fn made(&self) -> usize {
        let (_, answer) = self.tool("GET", "/tool/payments", "");
        let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
        answer["payments"].as_array().unwrap().len()
    }

    /// Makes a rule.
    pub(crate) fn strike_by(&self, rule: &str) {
        let (status, answer) = self.tool("POST", "/tool/faults", rule);
        assert_eq!(status, "200", "{answer}");
    }

    /// Waits for something that happens by itself.
    pub(crate) fn wait_until(&self, what: &str, mut happens: impl FnMut() -> bool) {
        for _ in 0..200 {
            if happens() {
                return;
            }
            std::thread::sleep(Duration::from_millis(50));
        }
        panic!("{what} did not happen");
    }
}
