//! A running local Paygent, and the project's own client in front of it.
#![allow(dead_code, reason = "every test file uses its own part")]

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

use paygent_core::client::{Client, Options};
use paygent_core::config::Config;
use paygent_core::secret::Secret;
use paygent_core::telegram::Telegram;
use paygent_core::transport::{
    ClientCertificate, HttpVersion, TlsBackend, TransportSettings, Trust,
};
use serde_json::Value;

pub(crate) const PROGRAM: &str = env!("CARGO_BIN_EXE_paygent");

pub(crate) struct Sandbox {
    pub(crate) dir: PathBuf,
    pub(crate) telegram_url: String,
    pub(crate) tool_url: String,
    pub(crate) account: Value,
    child: Child,
    _folder: Option<tempfile::TempDir>,
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Sandbox {
    /// A fresh one with more arguments on its command line.
    pub(crate) fn start(more: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut sandbox = Self::in_folder(folder.path(), more);
        sandbox._folder = Some(folder);
        sandbox
    }

    /// One over an existing folder.
    pub(crate) fn in_folder(dir: &Path, more: &[&str]) -> Self {
        let mut child = Command::new(PROGRAM)
            .args(["sandbox", "serve", "--dir"])
            .arg(dir)
            .args(more)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.take().unwrap())
            .read_line(&mut line)
            .unwrap();
        let ready: Value = serde_json::from_str(&line).unwrap();
        let account = std::fs::read(dir.join("kit/account.json")).unwrap();
        Self {
            dir: dir.to_owned(),
            telegram_url: ready["telegram_url"].as_str().unwrap().to_owned(),
            tool_url: ready["tool_url"].as_str().unwrap().to_owned(),
            account: serde_json::from_slice(&account).unwrap(),
            child,
            _folder: None,
        }
    }

    pub(crate) fn kit(&self, name: &str) -> PathBuf {
        self.dir.join("kit").join(name)
    }

    /// A client as a merchant with the kit's settings file has it.
    pub(crate) fn client(&self, backend: TlsBackend) -> Client {
        self.client_at(&self.telegram_url, backend)
    }

    /// The same for another address.
    pub(crate) fn client_at(&self, url: &str, backend: TlsBackend) -> Client {
        self.client_with(&self.telegram_url, url, backend)
    }

    /// The same for a merchant of `account.json`, with its own certificate.
    pub(crate) fn client_of(&self, merchant: usize, backend: TlsBackend) -> Client {
        let certificate = &self.account["merchants"][merchant]["certificate"];
        self.client_with("client_cert.pem", certificate.as_str().unwrap(), backend)
    }

    /// A client whose settings say `new` where the kit says `old`.
    fn client_with(&self, old: &str, new: &str, backend: TlsBackend) -> Client {
        let path = self.kit("modenv_properties.conf");
        // Comments are Windows-31J: byte for byte.
        let mut rest = &*std::fs::read(&path).unwrap();
        let mut settings = Vec::new();
        while let Some(at) = rest
            .windows(old.len())
            .position(|bytes| bytes == old.as_bytes())
        {
            settings.extend_from_slice(&rest[..at]);
            settings.extend_from_slice(new.as_bytes());
            rest = &rest[at + old.len()..];
        }
        settings.extend_from_slice(rest);
        let config = Arc::new(Config::parse(&settings, &path).unwrap());
        let options = Options {
            tls_backend: backend,
            ..Options::default()
        };
        Client::new(config, options)
    }

    pub(crate) fn transport(&self, backend: TlsBackend) -> TransportSettings {
        let seconds = std::time::Duration::from_secs;
        TransportSettings {
            certificate: ClientCertificate::File {
                path: self.kit("client_cert.pem"),
                pass_phrase: Secret::new("changeit"),
            },
            trust: Trust::CaFile(self.kit("curl-ca-bundle.crt")),
            proxy: None,
            backend,
            http_version: HttpVersion::Http11,
            connect_timeout: seconds(5),
            total_timeout: seconds(10),
            idle_timeout: seconds(2),
            max_idle_per_host: 8,
        }
    }

    /// Where a kind is sent to.
    pub(crate) fn url(&self, kind: &str) -> String {
        let config = Config::load(&self.kit("modenv_properties.conf")).unwrap();
        config.url(kind.as_bytes()).unwrap().to_owned()
    }

    /// A telegram of the first merchant.
    pub(crate) fn telegram(&self, kind: &str) -> Telegram {
        self.telegram_of(0, kind)
    }

    /// A telegram of a merchant of `account.json`.
    pub(crate) fn telegram_of(&self, merchant: usize, kind: &str) -> Telegram {
        let merchant = &self.account["merchants"][merchant];
        let mut telegram = Telegram::new(kind).field("telegram_version", "1.0");
        for name in ["merchant_id", "connect_id", "connect_password"] {
            telegram.put(name, merchant[name].as_str().unwrap());
        }
        telegram
    }

    /// An inquiry about a payment that does not exist.
    pub(crate) fn inquiry(&self) -> Telegram {
        self.telegram("094").field("payment_id", "1")
    }

    pub(crate) fn ledger(&self) -> String {
        self.get("/tool/ledger")
    }

    /// The body of an answer of the tool.
    pub(crate) fn get(&self, path: &str) -> String {
        self.tool("GET", path, "")
    }

    /// A further merchant with a certificate of its own.
    pub(crate) fn open_shop(&mut self, merchant_id: &str) {
        let made = self.tool("PUT", &format!("/tool/accounts/{merchant_id}"), "{}");
        let made: Value = serde_json::from_str(&made).unwrap();
        self.account["merchants"].as_array_mut().unwrap().push(made);
    }

    fn tool(&self, method: &str, path: &str, body: &str) -> String {
        let address = self.tool_url.rsplit("//").next().unwrap();
        let mut stream = TcpStream::connect(address).unwrap();
        let length = body.len();
        write!(
            stream,
            "{method} {path} HTTP/1.0\r\nContent-Length: {length}\r\n\r\n{body}"
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        assert!(head.contains(" 200 "), "{head}");
        body.to_owned()
    }
}
