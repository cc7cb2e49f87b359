//! A browser that is not ours: the `curl` program at the page listener.

use super::{Sandbox, iconv, run_curl};
use serde_json::Value;

/// What a page answered.
#[derive(Debug)]
pub(crate) struct Page {
    pub(crate) status: String,
    /// The head's lines as sent.
    pub(crate) head: Vec<String>,
    pub(crate) body: String,
}

impl Page {
    /// A header's value, empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.head
            .iter()
            .filter_map(|line| line.split_once(": "))
            .find(|(key, _)| key.eq_ignore_ascii_case(name))
            .map_or("", |(_, value)| value)
    }

    /// The value of an `<input … name="name" … value="…">`.
    pub(crate) fn input(&self, name: &str) -> String {
        input(&self.body, name)
    }

    /// Its character set, as iconv calls it.
    pub(crate) fn charset(&self) -> &'static str {
        match self.header("content-type").split_once("charset=") {
            Some((_, "Windows-31J")) => "CP932",
            Some((_, "EUC-JP")) => "EUC-JP",
            _ => "UTF-8",
        }
    }

    /// Asserts a page that a person can read.
    pub(crate) fn is_readable(&self) -> &Self {
        assert_eq!(self.status, "200", "{}", self.body);
        assert_eq!(self.header("content-type"), "text/html; charset=UTF-8");
        assert!(self.body.contains("<html lang=\"ja\">"), "{}", self.body);
        assert!(self.body.contains("ローカル試験環境"), "{}", self.body);
        self
    }
}

/// The value of an input of some HTML.
pub(crate) fn input(html: &str, name: &str) -> String {
    let tag = html
        .split("<input")
        .find(|tag| tag.contains(&format!("name=\"{name}\"")))
        .unwrap_or_default();
    let value = tag.split_once("value=\"").map_or("", |(_, rest)| rest);
    let value = value.split_once('"').map_or("", |(value, _)| value);
    value.to_owned()
}

/// `ok`, or code and subject, of an answer in UTF-8.
pub(crate) fn verdict_utf8(answer: Vec<u8>) -> String {
    let answer = String::from_utf8(answer).unwrap();
    if answer.starts_with("\r\nresult=0\r\n") {
        return "ok".to_owned();
    }
    let line = |name: &str| {
        let mut lines = answer.split("\r\n");
        lines
            .find_map(|line| line.strip_prefix(name))
            .unwrap_or_default()
    };
    let subject = line("response_detail=").strip_prefix('"');
    let subject = subject.and_then(|rest| rest.split_once('"'));
    let code = line("response_code=").to_owned();
    subject.map_or(code.clone(), |(subject, _)| format!("{code} {subject}"))
}

impl Sandbox {
    /// A 450, whose answer is UTF-8: `ok`, or code and subject.
    pub(crate) fn code_of_450(&self, fields: &str) -> String {
        verdict_utf8(self.send("450", fields))
    }

    /// Asks the page listener; `address` is a path, or absolute.
    pub(crate) fn page(&self, method: &str, address: &str, more: &[&str]) -> Page {
        let url = if address.starts_with('/') {
            format!("{}{address}", self.page_url)
        } else {
            address.to_owned()
        };
        let mut args = vec!["-sS", "-i", "-X", method, &url];
        args.extend(more);
        let answer = run_curl(&args).stdout;
        let end = answer.windows(4).position(|four| four == b"\r\n\r\n");
        let (head, body) = answer.split_at(end.expect("a head"));
        let head = String::from_utf8(head.to_vec()).unwrap();
        let status = head.split(' ').nth(1).unwrap_or_default();
        let mut page = Page {
            status: status.to_owned(),
            head: head.split("\r\n").map(str::to_owned).collect(),
            body: String::new(),
        };
        page.body = iconv(page.charset(), "UTF-8", &body[4..]);
        page
    }

    /// Posts a form to a page.
    pub(crate) fn submit(&self, address: &str, body: &str) -> Page {
        self.page("POST", address, &["--data", body])
    }

    /// The token server's answer, with the merchant's id and key.
    pub(crate) fn token_answer(&self, fields: &str) -> Value {
        let word = |key: &str| self.merchant[key].as_str().unwrap();
        let body = format!(
            "merchant_id={}&token_generate_key={}&{fields}",
            word("merchant_id"),
            word("token_generate_key")
        );
        let page = self.submit("/n/token/request", &body);
        assert_eq!(page.status, "200");
        assert_eq!(page.header("access-control-allow-origin"), "*");
        serde_json::from_str(&page.body).unwrap()
    }

    /// A new token of a card.
    pub(crate) fn card_token(&self, number: &str, more: &str) -> String {
        let fields =
            format!("card_number={number}&card_expire_year=30&card_expire_month=12&{more}");
        let answer = self.token_answer(&fields);
        assert_eq!(answer["result"], "0000", "{answer}");
        answer["tokenizedCardObject"]["token"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// A new token of a security code.
    pub(crate) fn code_token(&self) -> String {
        let answer = self.token_answer("card_cvc=123&cvc_only_flg=1");
        answer["tokenizedCardObject"]["token"]
            .as_str()
            .unwrap()
            .to_owned()
    }

    /// Warnings and other lines of the ledger of one event.
    pub(crate) fn ledger(&self, event: &str) -> Vec<Value> {
        let (_, lines) = self.tool("GET", "/tool/ledger?after=0", "");
        lines
            .lines()
            .map(|line| serde_json::from_str::<Value>(line).unwrap())
            .filter(|line| line["event"] == event)
            .collect()
    }
}
