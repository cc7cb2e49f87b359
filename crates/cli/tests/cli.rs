//! The command against a running local Paygent.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Output, Stdio};

const PROGRAM: &str = env!("CARGO_BIN_EXE_paygent");

struct Server(Child);

impl Server {
    fn start(dir: &Path) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["sandbox", "serve", "--dir"])
            .arg(dir)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let ready: serde_json::Value = serde_json::from_str(&line).unwrap();
        assert_eq!(ready["ready"], true);
        assert!(
            ready["telegram_url"]
                .as_str()
                .unwrap()
                .starts_with("https://127.0.0.1:")
        );
        Self(child)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

fn paygent(kit: &Path, language: &str, args: &[&str]) -> Output {
    Command::new(PROGRAM)
        .args(args)
        .env("PAYGENT_CONFIG", kit.join("modenv_properties.conf"))
        .env_remove("LC_ALL")
        .env_remove("LC_MESSAGES")
        .env("LANG", language)
        .output()
        .unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn looks_and_sends() {
    let folder = tempfile::tempdir().unwrap();
    let server = Server::start(folder.path());
    let kit = folder.path().join("kit");

    let out = paygent(&kit, "ja_JP.UTF-8", &["doctor"]);
    assert!(out.status.success(), "{}", text(&out.stdout));
    for line in text(&out.stdout).lines() {
        assert!(line.starts_with("[正常]"), "{line}");
        let found = line.split_once(": ").unwrap().1;
        assert!(!found.is_ascii(), "not translated: {line}");
    }
    let out = paygent(&kit, "C", &["doctor", "--json"]);
    let checks: serde_json::Value = serde_json::from_slice(&out.stdout).unwrap();
    assert!(checks.as_array().unwrap().len() >= 5);

    let account = std::fs::read(kit.join("account.json")).unwrap();
    let account: serde_json::Value = serde_json::from_slice(&account).unwrap();
    let merchant = format!(
        "merchant_id={}",
        account["merchants"][0]["merchant_id"].as_str().unwrap()
    );
    let store = [
        "send",
        "030",
        merchant.as_str(),
        "payment_amount=100",
        "customer_family_name=試験",
        "customer_name=太郎",
        "customer_tel=0312345678",
        "cvs_type=02",
    ];
    let out = paygent(&kit, "C", &store);
    assert_eq!(out.status.code(), Some(0), "{}", text(&out.stderr));
    assert!(text(&out.stdout).starts_with("result=0\npayment_id="));
    let said = text(&out.stderr);
    assert!(
        said.contains("payment_amount=100")
            && !said.contains("試験")
            && !said.contains("0312345678")
    );

    let out = paygent(&kit, "C", &["send", "094", &merchant, "payment_id=1"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(text(&out.stdout).contains("response_detail=該当する決済がありません。"));

    drop(server);
    let out = paygent(&kit, "C", &["send", "094", &merchant, "payment_id=1"]);
    assert_eq!(out.status.code(), Some(2));
    assert!(
        text(&out.stderr).contains("outcome: not_sent"),
        "{}",
        text(&out.stderr)
    );
    let out = paygent(&kit, "ja", &["doctor"]);
    assert_eq!(out.status.code(), Some(1));
    assert!(
        text(&out.stdout).contains("[異常] TLS接続"),
        "{}",
        text(&out.stdout)
    );
}

#[test]
fn makes_a_kit_without_serving() {
    let folder = tempfile::tempdir().unwrap();
    let out = Command::new(PROGRAM)
        .args(["sandbox", "kit", "--dir"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(out.status.success());
    let kit = std::path::PathBuf::from(text(&out.stdout).trim());
    for file in [
        "modenv_properties.conf",
        "client_cert.pem",
        "curl-ca-bundle.crt",
        "account.json",
    ] {
        assert!(kit.join(file).is_file(), "{file}");
    }
    let out = Command::new(PROGRAM)
        .args(["doctor", "--config", "/nowhere/at/all"])
        .env("LANG", "ja_JP.UTF-8")
        .env_remove("LC_ALL")
        .output()
        .unwrap();
    assert_eq!(out.status.code(), Some(1));
    assert!(
        text(&out.stdout).contains("設定ファイルが見つかりません"),
        "{}",
        text(&out.stdout)
    );
}
