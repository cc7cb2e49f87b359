//! EMV 3-D Secure as a shop sees it: 450, the redirect, what it says.

use std::collections::HashMap;

use super::Sandbox;
use super::pages::{Page, input};

/// What every 450 of these tests has.
pub(crate) const BASE: &str = "term_url=https://shop.example/back?order=7%23top&merchant_name=Test%20Shop&authentication_type=01&";
/// A card number.
pub(crate) const DIRECT: &str =
    "card_set_method=direct&card_number=4900000000000000&card_valid_term=1230&";
/// A 020 with the same card, proved by an authentication.
pub(crate) const PAY: &str =
    "payment_class=10&card_number=4900000000000000&card_valid_term=1230&3dsecure_use_type=2&";

/// An authentication that has begun: its id and the hidden fields of its document.
pub(crate) struct Begun {
    pub(crate) id: String,
    pub(crate) hidden: String,
}

pub(crate) fn begin(sandbox: &Sandbox, fields: &str) -> Begun {
    let answer = sandbox.send("450", &format!("{BASE}{fields}"));
    let text = String::from_utf8(answer).unwrap();
    let (head, html) = text.split_once("\r\nout_acs_html=\r\n").expect(&text);
    assert!(head.starts_with("\r\nresult=0\r\ncard_brand="), "{head}");
    let id = head.split("3ds_auth_id=").nth(1).unwrap();
    let id = id.split("\r\n").next().unwrap().to_owned();
    assert_eq!(id, input(html, "auth"));
    assert!(html.contains(&format!("{}/threeds/start", sandbox.page_url)));
    Begun {
        hidden: format!("auth={id}&key={}", input(html, "key")),
        id,
    }
}

/// The parameters of a redirect in order, decoded by Python's own decoder.
pub(crate) fn parameters(page: &Page) -> Vec<(String, String)> {
    assert_eq!(page.status, "302", "{}", page.body);
    let location = page.header("location");
    let script = "import sys,json,urllib.parse as p\n\
        u=p.urlsplit(sys.argv[1])\n\
        print(json.dumps(p.parse_qsl(u.query,keep_blank_values=True,encoding='utf-8',errors='strict')))";
    let output = std::process::Command::new("python3")
        .args(["-c", script, location])
        .output()
        .expect("these tests need the python3 program");
    serde_json::from_slice(&output.stdout).unwrap()
}

pub(crate) fn map(page: &Page) -> HashMap<String, String> {
    parameters(page).into_iter().collect()
}

/// `result attempt code requestor server` of a redirect; `-` for what is not there.
pub(crate) fn outcome(page: &Page) -> String {
    let found = map(page);
    let word = |name: &str| match found.get(name).map(String::as_str) {
        None => "-".to_owned(),
        Some("") => "''".to_owned(),
        Some(value) => value.to_owned(),
    };
    format!(
        "{} {} {} {} {}",
        word("result"),
        word("attempt_kbn"),
        word("response_code"),
        word("3dsecure_requestor_error_code"),
        word("3dsecure_server_error_code")
    )
}
