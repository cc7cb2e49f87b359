//! A request of any bytes to the test tool gets JSON, a page or a refusal.

use super::{Target, fingerprint, house, magnitude};

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
    ],
    run,
};

fn run(input: &[u8]) -> u64 {
    let Some(asked) = house::request(input) else {
        return 0;
    };
    // A contract or a clock once changed would decide what all later inputs do.
    if asked.method == "PUT" || asked.path.ends_with("clock") && asked.method != "GET" {
        return 1;
    }
    let (status, text) =
        house::with(|house| house.tool(asked.method, asked.path, asked.query, asked.body));
    assert!((200..500).contains(&status), "{status}");
    assert!(!text.contains("データベースのエラー"), "{text}");
    let is_json = text.starts_with('{') && !text.contains("}\n{");
    if is_json {
        serde_json::from_str::<serde_json::Value>(&text).expect("JSON");
    }
    // What is not there is all alike.
    let known = !matches!(status, 404 | 405);
    let shape = asked.path.matches('/').count().min(5);
    fingerprint((
        known.then_some(asked.method.len().min(7)),
        known.then_some(shape),
        status,
        is_json,
        magnitude(text.len() / 128),
    ))
}
