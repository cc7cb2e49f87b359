//! A running local Paygent and a client that is not ours: the `curl` program.
#![allow(dead_code, reason = "every test file uses its own part")]

pub(crate) mod emv;
pub(crate) mod link;
pub(crate) mod pages;
pub(crate) mod raw;
pub(crate) mod shopper;

use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::sync::{Arc, Mutex};

use serde_json::Value;

/// The server runs as a program of its own: this test binary, started once more.
const ROLE: &str = "PAYGENT_SANDBOX_TEST_DIR";
/// The name of its TLS mode, unless it is the usual one.
const TLS: &str = "PAYGENT_SANDBOX_TEST_TLS";
/// Set when its clock stands still until it is moved.
pub(crate) const MANUAL: &str = "PAYGENT_SANDBOX_TEST_MANUAL_CLOCK";

/// Becomes the server when this process was started as one. Every test file that serves has a test of
/// this name which calls it.
pub(crate) fn serve_if_asked() {
    if let Some(dir) = std::env::var_os(ROLE) {
        let options = paygent_sandbox::Options {
            dir: PathBuf::from(dir),
            listen: "127.0.0.1:0".to_owned(),
            page_listen: "127.0.0.1:0".to_owned(),
            tool_listen: "127.0.0.1:0".to_owned(),
            tls: std::env::var(TLS).map_or_else(
                |_| paygent_sandbox::TlsMode::default(),
                |name| paygent_sandbox::TlsMode::find(&name).expect("a TLS mode"),
            ),
            clock: if std::env::var_os(MANUAL).is_some() {
                paygent_sandbox::ClockMode::Manual
            } else {
                paygent_sandbox::ClockMode::Real
            },
        };
        paygent_sandbox::serve(&options).expect("the sandbox must serve");
        std::process::exit(0);
    }
}

pub(crate) struct Sandbox {
    pub(crate) dir: PathBuf,
    pub(crate) telegram_url: String,
    pub(crate) page_url: String,
    pub(crate) tool_url: String,
    pub(crate) merchant: Value,
    server: Child,
    /// What it wrote to its standard error.
    complaints: Arc<Mutex<String>>,
    _folder: Option<tempfile::TempDir>,
}

impl Drop for Sandbox {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

impl Sandbox {
    /// A fresh one with the default contract.
    pub(crate) fn start() -> Self {
        Self::with_contract(&[])
    }

    /// A fresh one whose contract differs.
    pub(crate) fn with_contract(changes: &[(&str, Value)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        write_contract(folder.path(), changes);
        let mut sandbox = Self::in_folder(folder.path());
        sandbox._folder = Some(folder);
        sandbox
    }

    /// A fresh one that speaks TLS in its own way.
    pub(crate) fn with_tls(mode: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let mut sandbox = Self::run(folder.path(), mode);
        sandbox._folder = Some(folder);
        sandbox
    }

    /// One over an existing folder.
    pub(crate) fn in_folder(dir: &Path) -> Self {
        Self::run(dir, "default")
    }

    /// One over an existing folder whose clock stands still until it is moved.
    pub(crate) fn with_manual_clock(dir: &Path) -> Self {
        Self::launch(dir, &[(MANUAL, "1")])
    }

    fn run(dir: &Path, tls: &str) -> Self {
        Self::launch(dir, &[(TLS, tls)])
    }

    /// One over an existing folder, with variables in its environment.
    pub(crate) fn launch(dir: &Path, variables: &[(&str, &str)]) -> Self {
        let mut server = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "server_process", "--nocapture"])
            .env(ROLE, dir)
            .envs(variables.iter().copied())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let complaints = Arc::new(Mutex::new(String::new()));
        let (errors, heard) = (server.stderr.take().unwrap(), Arc::clone(&complaints));
        std::thread::spawn(move || {
            for line in BufReader::new(errors).lines().map_while(Result::ok) {
                eprintln!("{line}");
                *heard.lock().unwrap() += &(line + "\n");
            }
        });
        let mut lines = BufReader::new(server.stdout.take().unwrap()).lines();
        let ready: Value = loop {
            let line = lines
                .next()
                .expect("the server ended before it was ready")
                .unwrap();
            // The test harness talks on the same stream; its line may come before ours.
            if let Some(start) = line.find("{\"ready\"") {
                break serde_json::from_str(&line[start..]).unwrap();
            }
        };
        std::thread::spawn(move || lines.for_each(drop));
        assert_eq!(ready["ready"], true);
        let word = |key: &str| ready[key].as_str().unwrap().to_owned();
        let account = std::fs::read(dir.join("kit/account.json")).unwrap();
        let account: Value = serde_json::from_slice(&account).unwrap();
        Self {
            dir: PathBuf::from(word("kit")).parent().unwrap().to_owned(),
            telegram_url: word("telegram_url"),
            page_url: word("page_url"),
            tool_url: word("tool_url"),
            merchant: account["merchants"][0].clone(),
            server,
            complaints,
            _folder: None,
        }
    }

    /// A panic within a thread ends no more than the thread, but it is one.
    pub(crate) fn has_not_panicked(&self) {
        let complaints = self.complaints.lock().unwrap();
        assert!(!complaints.contains("panicked"), "{complaints}");
    }

    /// Ends the server by a signal; its exit code.
    pub(crate) fn stop(&mut self, signal: &str) -> Option<i32> {
        let id = self.server.id().to_string();
        assert!(
            Command::new("kill")
                .args([signal, &id])
                .status()
                .unwrap()
                .success()
        );
        self.server.wait().unwrap().code()
    }

    pub(crate) fn kit(&self, name: &str) -> String {
        self.dir.join("kit").join(name).to_str().unwrap().to_owned()
    }

    /// `merchant_id=…&connect_id=…&connect_password=…&telegram_version=1.0&`
    pub(crate) fn login(&self) -> String {
        let word = |key: &str| self.merchant[key].as_str().unwrap().to_owned();
        format!(
            "merchant_id={}&connect_id={}&connect_password={}&telegram_version=1.0&",
            word("merchant_id"),
            word("connect_id"),
            word("connect_password")
        )
    }

    /// curl with the kit's certificate and authority.
    pub(crate) fn curl(&self, path: &str, body: &str, more: &[&str]) -> Output {
        let url = format!("{}{path}", self.telegram_url);
        let (cert, ca) = (self.kit("client_cert.pem"), self.kit("curl-ca-bundle.crt"));
        let mut args = vec![
            "-sS", "--cert", &cert, "--cacert", &ca, "--data", body, &url,
        ];
        args.extend(more);
        run_curl(&args)
    }

    /// A telegram with login; the answer's bytes.
    pub(crate) fn send(&self, kind: &str, fields: &str) -> Vec<u8> {
        let body = format!("{}telegram_kind={kind}&{fields}", self.login());
        self.curl(path_of(kind), &body, &[]).stdout
    }

    /// A telegram with login; `ok`, or the response code and the text of the detail.
    pub(crate) fn code(&self, kind: &str, fields: &str) -> String {
        verdict(&self.send(kind, fields))
    }

    /// A new card payment, authorised with the card ending in `tail`; its id.
    pub(crate) fn authorised(&self, tail: &str, more: &str) -> String {
        let answer = self.send("020", &card(tail, &format!("payment_amount=1000&{more}")));
        let id = value(&answer, "payment_id");
        assert!(!id.is_empty(), "{}", utf8(&answer));
        id
    }

    pub(crate) fn status(&self, payment_id: &str) -> String {
        value(
            &self.send("094", &format!("payment_id={payment_id}")),
            "payment_status",
        )
    }

    /// All 091 records since the last call: payment id and status.
    pub(crate) fn records(&self) -> Vec<(String, String)> {
        std::iter::from_fn(|| {
            let answer = self.send("091", "");
            let record = ["payment_id", "payment_status"].map(|name| value(&answer, name));
            (value(&answer, "success_code") == "0").then(|| record.into())
        })
        .collect()
    }

    /// Their statuses.
    pub(crate) fn statuses(&self) -> Vec<String> {
        self.records()
            .into_iter()
            .map(|(_, status)| status)
            .collect()
    }

    /// A payment from nowhere else than a client can make: through the tool.
    pub(crate) fn tool(&self, method: &str, path: &str, body: &str) -> (String, String) {
        let url = format!("{}{path}", self.tool_url);
        let mut args = vec!["-sS", "-X", method, "-w", "\n%{http_code}", &url];
        if !body.is_empty() {
            args.extend(["--data", body]);
        }
        let answer = String::from_utf8(run_curl(&args).stdout).unwrap();
        let (body, status) = answer.rsplit_once('\n').unwrap();
        (status.to_owned(), body.to_owned())
    }
}

/// Makes the kit in a folder and changes its first contract.
pub(crate) fn write_contract(dir: &Path, changes: &[(&str, Value)]) {
    paygent_sandbox::make_kit(dir).unwrap();
    let path = dir.join("kit/account.json");
    let mut account: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    for (key, value) in changes {
        account["merchants"][0][*key] = value.clone();
    }
    std::fs::write(&path, account.to_string()).unwrap();
}

pub(crate) fn run_curl(args: &[&str]) -> Output {
    Command::new("curl")
        .args(args)
        .output()
        .expect("these tests need the curl program as an independent client: apt-get install curl")
}

/// A direct card with the given last four digits, one payment, no 3-D Secure.
pub(crate) fn card(tail: &str, more: &str) -> String {
    format!(
        "payment_class=10&3dsecure_ryaku=1&card_number=490000000000{tail}&card_valid_term=1230&{more}"
    )
}

pub(crate) fn path_of(kind: &str) -> &'static str {
    match kind {
        "010" => "/n/atm/request",
        "030" => "/n/conveni/request",
        "060" => "/n/bank/requestasp",
        "070" => "/n/virtualaccount/request",
        "091" => "/n/ref/paynotice",
        "094" => "/n/ref/paymentref",
        "100" | "101" | "102" | "103" | "104" | "105" | "109" => "/n/c/request",
        "150" | "152" | "153" => "/n/emoney/request",
        "340" | "341" | "342" | "343" => "/n/paidy/request",
        "450" => "/n/threeds/request",
        "200" | "201" => "/n/o/requestdata",
        _ => "/n/card/request",
    }
}

/// The value of a line `name=value`, empty when there is none.
pub(crate) fn value(answer: &[u8], name: &str) -> String {
    let text = utf8(answer);
    let line = text
        .split("\r\n")
        .find_map(|line| line.strip_prefix(&format!("{name}=")));
    line.unwrap_or_default().to_owned()
}

/// `ok`, or code and subject (`P006 payment_amount`, `2001 1G12`), or the code alone.
pub(crate) fn verdict(answer: &[u8]) -> String {
    let text = utf8(answer);
    if text.starts_with('"') {
        let fields: Vec<&str> = text.split("\r\n").next().unwrap().split("\",\"").collect();
        return match fields.as_slice() {
            [_, "1", code, detail] => {
                with_subject(code, &detail.trim_end_matches('"').replace("\"\"", "\""))
            }
            _ => "ok".to_owned(),
        };
    }
    match value(answer, "result").as_str() {
        "0" => "ok".to_owned(),
        "1" => with_subject(
            &value(answer, "response_code"),
            &value(answer, "response_detail"),
        ),
        _ => format!("no answer: {text}"),
    }
}

fn with_subject(code: &str, detail: &str) -> String {
    match detail
        .strip_prefix('"')
        .and_then(|rest| rest.split_once('"'))
    {
        Some((subject, _)) => format!("{code} {subject}"),
        None => code.to_owned(),
    }
}

/// Windows-31J by iconv's own table, not by ours.
pub(crate) fn utf8(bytes: &[u8]) -> String {
    iconv("CP932", "UTF-8", bytes)
}

/// Text in another character set, as UTF-8; by the program of that name.
pub(crate) fn iconv(from: &str, to: &str, bytes: &[u8]) -> String {
    String::from_utf8(iconv_bytes(from, to, bytes)).unwrap()
}

pub(crate) fn iconv_bytes(from: &str, to: &str, bytes: &[u8]) -> Vec<u8> {
    use std::io::Write as _;
    if bytes.is_ascii() || from == to {
        return bytes.to_vec();
    }
    let mut iconv = Command::new("iconv")
        .args(["-f", from, "-t", to])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("these tests need the iconv program");
    iconv.stdin.take().unwrap().write_all(bytes).unwrap();
    iconv.wait_with_output().unwrap().stdout
}
