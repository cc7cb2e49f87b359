//! A request of any bytes to the test tool gets JSON, a page or a refusal.

use super::house::Lived;
use super::{Target, fingerprint, house, magnitude, story};

pub const TARGET: Target = Target {
    name: "tool",
    dictionary: &[
        b"GET /tool/payments?",
        b"GET /tool/payments/90000001",
        b"POST /tool/payments/90000001/status\n",
        b"GET /tool/ledger?after=",
        b"GET /tool/notices?",
        b"POST /tool/faults\n",
        b"GET /tool/accounts/990000001",
        b"/",
        b"?",
        b"&",
        b"=",
        b"%",
        b"%00",
        b"%E3%81%82",
        b"\n",
        b"{",
        b"}",
        b"[",
        b"]",
        b"\"",
        b",",
        b":",
        b"null",
        b"1e999",
        b"-1",
        b"99999999999999999999",
        b"\"to\":\"40\"",
        b"\"amount\":",
        b"\"do\":{\"delay_ms\":1}",
        b"\"do\":{\"status\":",
        b"\"when\":",
        b"\"kind\":\"020\"",
        b"\"advance\":\"36h\"",
        b"q=",
        b"&status=",
        b"&from=",
        b"&to=",
        b"&page=",
        b"&limit=",
        b"&merchant_id=",
        b"&payment_type=",
        b"PUT /tool/accounts/990000001\n{}",
        b"PUT /tool/accounts/990000002\n{}",
        b"POST /tool/clock\n{\"advance\":\"36h\"}",
        b"\"cvs_type\":\"B\"",
        b"\"methods\":[\"card\"]",
        b"\"site\":",
        b"\"times\":2,",
        b"\"probability\":0.5,\"seed\":1,",
        b"\nSEND 020",
        b"\nSEND 030",
        b"\nSEND 070",
        b"\nTIME 36",
        b"\nMOVE 40",
        b"\nTOOL POST /tool/faults?",
        b"\nTOOL POST /tool/payments/$payment_id/status?",
        b"\nTOOL POST /tool/virtual_accounts/deposit?",
        b"\nTOOL POST /tool/slips?",
        b"\nTOOL GET /tool/payments/$payment_id",
        b"\nTOOL GET /tool/notices",
        b"\nTOOL GET /tool/coverage",
    ],
    run,
};

/// Longest wish to the clock: some years, then the house is left.
const CLOCK: usize = 64;

fn run(input: &[u8]) -> Vec<u64> {
    story::run(input).unwrap_or_else(|| vec![alone(input)])
}

/// One request of just these bytes.
fn alone(input: &[u8]) -> u64 {
    let Some(asked) = house::request(input) else {
        return 0;
    };
    house::with(|house| ask(house, asked.method, asked.path, asked.query, asked.body)).unwrap_or(1)
}

/// Asks the tool and says what it did; nothing when it was better not asked.
pub fn ask(house: &mut Lived, method: &str, path: &str, query: &str, body: &[u8]) -> Option<u64> {
    let changes = method != "GET";
    let clock = changes && path.ends_with("clock");
    let contract = changes && path.contains("accounts");
    if clock && !is_near(body) || contract && names_address(body) {
        return None;
    }
    let (status, text) = house.tool(method, path, query, body);
    if clock && status < 400 {
        house.look_at_the_clock();
    }
    if contract && status < 400 {
        house.contract_changed();
    }
    assert!((200..500).contains(&status), "{status}");
    assert!(!text.contains("データベースのエラー"), "{text}");
    let is_json = text.starts_with('{') && !text.contains("}\n{");
    if is_json {
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
    }
    // What is not there is all alike.
    let known = !matches!(status, 404 | 405);
    let shape = path.matches('/').count().min(5);
    let problem = text
        .strip_prefix("{\"error\"")
        .and_then(|text| text.split('(').next());
    Some(fingerprint((
        known.then_some(method.len().min(7)),
        known.then_some(shape),
        status,
        is_json,
        problem,
        magnitude(text.len() / 128),
    )))
}

/// Whether the clock is asked for a few years at most: numbers of three digits, or a date of this decade.
fn is_near(body: &[u8]) -> bool {
    let mut numbers = body.split(|byte| !byte.is_ascii_digit());
    body.len() <= CLOCK
        && numbers
            .all(|number| number.len() <= 3 || number.len() == 4 && number.starts_with(b"202"))
}

/// Whether a contract would make the house call somebody. Escapes might spell the word.
fn names_address(body: &[u8]) -> bool {
    let text = String::from_utf8_lossy(body).to_ascii_lowercase();
    ["url", "http", "\\u", "%"]
        .iter()
        .any(|word| text.contains(word))
}
