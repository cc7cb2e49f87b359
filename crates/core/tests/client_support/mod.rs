//! A merchant with a settings file, and a Paygent that says what the test wants.
#![allow(dead_code, unreachable_pub)]

use std::path::PathBuf;
use std::sync::Arc;

use paygent_core::charset::Encoding;
use paygent_core::client::{Client, Options, TextMode};
use paygent_core::config::Config;
use paygent_core::log::Zone;
use paygent_core::telegram::Telegram;

use crate::transport_support::pki::Kit;
use crate::transport_support::server::{Act, Ask, Server, Setup};

pub const OK: &str = "\r\nresult=0\r\npayment_id=1\r\n";

pub struct Shop {
    pub kit: Kit,
    pub server: Server,
    pub config: Arc<Config>,
}

impl Shop {
    /// A server that does `script`, and a settings file that `lines` amend.
    pub fn new(script: Vec<Act>, lines: &[&str]) -> Self {
        let kit = Kit::new();
        let server = Setup::new(&kit, Ask::Require).start(script);
        let config = settings(&kit, &server, lines);
        Self {
            kit,
            server,
            config,
        }
    }

    /// Writes the settings file anew, for the present server.
    pub fn write_settings(&mut self, lines: &[&str]) {
        self.config = settings(&self.kit, &self.server, lines);
    }

    /// A server that answers everything with `body`.
    pub fn answering(body: &'static str) -> Self {
        Self::new(vec![Act::Answer(body)], &[])
    }

    /// A server that answers everything with these bytes.
    pub fn answering_bytes(body: &[u8]) -> Self {
        Self::new(vec![Act::Raw(http("200 OK", body))], &[])
    }

    pub fn client(&self, change: impl FnOnce(&mut Options)) -> Client {
        let mut options = Options {
            text: TextMode::Declared(None),
            ..Options::default()
        };
        options.log.zone = Zone::Offset(0);
        change(&mut options);
        Client::new(Arc::clone(&self.config), options)
    }

    /// The vendor's face without an encoding.
    pub fn vendor(&self) -> Client {
        self.client(|_| {})
    }

    pub fn declared(&self, encoding: Encoding) -> Client {
        self.client(|options| options.text = TextMode::Declared(Some(encoding)))
    }

    /// The modern face.
    pub fn modern(&self) -> Client {
        self.client(|options| options.text = TextMode::Text)
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.kit.path(name)
    }

    /// The log, empty if there is none.
    pub fn log(&self) -> String {
        let bytes = std::fs::read(self.path("connectmodule.log")).unwrap_or_default();
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// The body of a received request.
    pub fn received(&self, number: usize) -> String {
        let requests = self.server.counts.requests.lock().unwrap();
        let request = String::from_utf8(requests[number].clone()).unwrap();
        request.split_once("\r\n\r\n").unwrap().1.to_owned()
    }

    pub fn assert_nothing_arrived(&self) {
        assert_eq!((self.server.connections(), self.server.telegrams()), (0, 0));
    }
}

/// A whole HTTP answer.
pub fn http(status: &str, body: &[u8]) -> Vec<u8> {
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    [head.as_bytes(), body].concat()
}

pub fn card() -> Telegram {
    Telegram::new("020")
        .field("merchant_id", "M001")
        .field("trading_id", "T1")
}

fn settings(kit: &Kit, server: &Server, lines: &[&str]) -> Arc<Config> {
    let root = kit.root().display().to_string();
    let url = |path: &str| format!("https://localhost:{}/n/{path}", server.port);
    let mut file = vec![
        "<?php".to_owned(),
        format!("paygentB2Bmodule.client_file_path={root}/client.pem"),
        format!("paygentB2Bmodule.ca_file_path={root}/ca.crt"),
        format!("paygentB2Bmodule.log_output_path={root}/connectmodule.log"),
        "paygentB2Bmodule.timeout_value=10".to_owned(),
        "paygentB2Bmodule.select_max_cnt=2000".to_owned(),
        "paygentB2Bmodule.default_id=defid".to_owned(),
        "paygentB2Bmodule.default_password=defpw".to_owned(),
        "paygentB2Bmodule.telegram_kind.utf8=098,450".to_owned(),
        "paygentB2Bmodule.telegram_kind.ref=027,090".to_owned(),
        format!("paygentB2Bmodule.url.02={}", url("card/request")),
        format!("paygentB2Bmodule.url.09={}", url("ref/request")),
        format!("paygentB2Bmodule.url.20={}", url("o/requestdata")),
        format!("paygentB2Bmodule.url.45={}", url("threeds/request")),
    ];
    file.extend(lines.iter().map(|line| format!("paygentB2Bmodule.{line}")));
    let path = kit.write("modenv_properties.php", file.join("\n").as_bytes());
    Config::load(&path).unwrap()
}
