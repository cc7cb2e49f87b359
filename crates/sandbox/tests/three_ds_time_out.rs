//! Paygent's own call to a shop whose buyer never came back (card-3ds2 §4, §11.4).
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use std::io::{BufRead, BufReader, Write};
use std::net::TcpListener;
use std::sync::mpsc::{Receiver, channel};

use common::Sandbox;
use common::pages::input;
use serde_json::json;
use sha2::{Digest, Sha256};

#[test]
fn server_process() {
    common::serve_if_asked();
}

/// A shop's server: answers with the given statuses one after the other, the last one for ever, and
/// tells what it was asked.
struct Shop {
    address: String,
    asked: Receiver<Vec<String>>,
}

impl Shop {
    fn answering(statuses: &'static [&'static str]) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = format!("http://{}/back?order=7", listener.local_addr().unwrap());
        let (sender, asked) = channel();
        std::thread::spawn(move || {
            for (index, stream) in listener.incoming().enumerate() {
                let mut stream = stream.unwrap();
                let lines = BufReader::new(stream.try_clone().unwrap()).lines();
                let head: Vec<String> = lines
                    .map(|line| line.unwrap())
                    .take_while(|line| !line.is_empty())
                    .collect();
                let status = statuses[index.min(statuses.len() - 1)];
                let answer = format!(
                    "HTTP/1.1 {status}\r\nlocation: /elsewhere\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
                );
                // Before the answer: whoever has been answered may look at once.
                if sender.send(head).is_err() {
                    return;
                }
                stream.write_all(answer.as_bytes()).unwrap();
            }
        });
        Self { address, asked }
    }

    fn calls(&self) -> Vec<Vec<String>> {
        self.asked.try_iter().collect()
    }
}

/// Begins an authentication whose buyer is asked; its id and the hidden fields.
fn begin(sandbox: &Sandbox, term_url: &str) -> (String, String) {
    let fields = format!(
        "term_url={}&merchant_name=Shop&authentication_type=01&card_set_method=direct\
         &card_number=4900000000000000&card_valid_term=1230&payment_amount=1",
        term_url.replace('&', "%26")
    );
    let html = String::from_utf8(sandbox.send("450", &fields)).unwrap();
    let (id, key) = (input(&html, "auth"), input(&html, "key"));
    assert!(!key.is_empty(), "{html}");
    (id.clone(), format!("auth={id}&key={key}"))
}

fn advance(sandbox: &Sandbox, span: &str) {
    let (status, body) = sandbox.tool(
        "POST",
        "/tool/clock",
        &json!({ "advance": span }).to_string(),
    );
    assert_eq!(status, "200", "{body}");
}

#[test]
fn calls_the_shop_after_thirty_minutes_without_a_browser() {
    let sandbox = Sandbox::start();
    let shop = Shop::answering(&["302 Found"]);
    let (id, hidden) = begin(&sandbox, &shop.address);
    sandbox.submit("/threeds/start", &hidden).is_readable();
    advance(&sandbox, "29m");
    assert!(shop.calls().is_empty());
    advance(&sandbox, "1m");
    let calls = shop.calls();
    assert_eq!(calls.len(), 1, "a redirect is an answer and not followed");
    let head = &calls[0];
    let key = sandbox.merchant["threeds_hash_key"].as_str().unwrap();
    let hash = Sha256::digest(format!("1{id}{key}"));
    let start = format!(
        "GET /back?order=7&result=1&3ds_auth_id={id}&card_brand=VISA&issur_class=0&acq_name=NICOS\
         &acq_id=50001&issur_name=%EF%BE%8B%EF%BE%9E%EF%BD%BB%EF%BE%9E&issur_id=50001&hc={hash:x}\
         &fingerprint=XXXX&masked_card_number=XXXX&3dsecure_requestor_error_code=\
         &3dsecure_server_error_code=&response_code=31013&response_detail=%E8%AA%8D%E8%A8%BC\
         %E3%82%BF%E3%82%A4%E3%83%A0%E3%82%A2%E3%82%A6%E3%83%88 HTTP/1.1"
    );
    assert_eq!(head[0], start);
    let has = |line: &str| head.iter().any(|one| one.eq_ignore_ascii_case(line));
    assert!(has("user-agent: Paygent-sandbox"), "{head:?}");
    assert!(
        !head
            .iter()
            .any(|line| line.to_lowercase().starts_with("cookie"))
    );
    // The buyer comes too late.
    for path in ["/threeds/start", "/threeds/challenge"] {
        let page = sandbox.submit(path, &format!("{hidden}&challengeDataEntry=14012"));
        page.is_readable();
        assert!(page.body.contains("有効期限が切れました"));
    }
    let pay = format!(
        "payment_amount=1&payment_class=10&card_number=4900000000000000&card_valid_term=1230\
         &3dsecure_use_type=2&3ds_auth_id={id}"
    );
    assert_eq!(sandbox.code("020", &pay), "31011");
    advance(&sandbox, "6h");
    assert!(shop.calls().is_empty(), "delivered is delivered");
    let called = sandbox.ledger("called");
    assert_eq!((called.len(), called[0]["status"].as_u64()), (1, Some(302)));
    assert_eq!(called[0]["about"], id);
}

#[test]
fn tries_again_every_hour_three_times() {
    let sandbox = Sandbox::start();
    let shop = Shop::answering(&["500 Oh", "404 No", "503 Busy", "400 Bad"]);
    begin(&sandbox, &shop.address);
    advance(&sandbox, "30m");
    assert_eq!(shop.calls().len(), 1);
    advance(&sandbox, "59m");
    assert!(shop.calls().is_empty());
    advance(&sandbox, "1m");
    assert_eq!(shop.calls().len(), 1);
    advance(&sandbox, "3d");
    assert_eq!(shop.calls().len(), 2, "four calls in all");
}

#[test]
fn only_who_has_no_result_is_called_about() {
    let sandbox = Sandbox::start();
    let shop = Shop::answering(&["200 OK"]);
    let (_, hidden) = begin(&sandbox, &shop.address);
    let challenge = |hidden: &str, more: &str| {
        sandbox.submit("/threeds/challenge", &format!("{hidden}&{more}"))
    };
    assert_eq!(challenge(&hidden, "choice=cancel").status, "302");
    let (strange, hidden) = begin(&sandbox, &shop.address);
    challenge(&hidden, "choice=strange").is_readable();
    advance(&sandbox, "1d");
    let calls = shop.calls();
    assert_eq!(calls.len(), 1, "{calls:?}");
    assert!(calls[0][0].contains(&strange));
}

#[test]
fn the_call_outlives_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    let shop = Shop::answering(&["200 OK"]);
    let mut first = Sandbox::in_folder(folder.path());
    begin(&first, &shop.address);
    first.stop("-TERM");
    let second = Sandbox::in_folder(folder.path());
    advance(&second, "31m");
    assert_eq!(shop.calls().len(), 1);
}
