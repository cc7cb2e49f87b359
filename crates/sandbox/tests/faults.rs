//! Every effect of a fault rule on a telegram (sandbox-environment §19), seen by curl and openssl, and
//! compared with what the other side did.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;

use common::{Sandbox, card, utf8, value, verdict};
use serde_json::Value;

#[test]
fn server_process() {
    common::serve_if_asked();
}

const NEW: &str = "payment_amount=1000&trading_id=t1";

fn new_card() -> String {
    card("0000", NEW)
}

/// The effects that struck, from the ledger.
fn struck(sandbox: &Sandbox) -> Vec<String> {
    let faults = sandbox.ledger("fault");
    let effect = |line: &Value| line["effect"].as_str().unwrap().to_owned();
    faults.iter().map(effect).collect()
}

#[test]
fn answers_by_rule_and_processes_nothing() {
    let sandbox = Sandbox::start();
    sandbox.strike_by(r#"{"kind":"020","do":{"answer":{"result":"1","response_code":"E002"}}}"#);
    let answer = sandbox.send("020", &new_card());
    assert_eq!(verdict(&answer), "E002");
    assert!(utf8(&answer).contains("response_detail="));
    assert_eq!(sandbox.made(), 0);
    assert_eq!(sandbox.code("020", &new_card()), "ok");
    assert_eq!(sandbox.made(), 1);
    let line = &sandbox.ledger("fault")[0];
    assert_eq!(line["rule"], 1);
    assert_eq!(
        (&line["kind"], &line["trading_id"]),
        (&"020".into(), &"t1".into())
    );
    // A CSV kind is answered in its own form.
    sandbox.strike_by(r#"{"kind":"027","do":{"answer":{"result":"1","response_code":"E001"}}}"#);
    let answer = sandbox.send("027", "customer_id=c");
    assert!(
        answer.starts_with(b"\"1\",\"1\",\"E001\",\""),
        "{}",
        utf8(&answer)
    );
}

#[test]
fn hangs_before_and_after_processing() {
    let sandbox = Sandbox::start();
    sandbox.strike_by(r#"[{"do":{"hang":"before"}},{"do":{"hang":"after"}}]"#);
    let gone = sandbox.fetch("020", &new_card(), 1.0);
    assert_eq!((gone.exit, gone.body.len()), (28, 0), "{}", gone.said);
    assert_eq!(sandbox.made(), 0);
    let gone = sandbox.fetch("020", &new_card(), 1.0);
    assert_eq!((gone.exit, gone.body.len()), (28, 0), "{}", gone.said);
    assert_eq!(sandbox.made(), 1);
    assert_eq!(
        value(&sandbox.send("094", "trading_id=t1"), "payment_status"),
        "20"
    );
    assert_eq!(struck(&sandbox), ["hang", "hang"]);
}

#[test]
fn answers_late() {
    let sandbox = Sandbox::start();
    sandbox.strike_by(r#"{"do":{"delay_ms":1500}}"#);
    let gone = sandbox.fetch("020", &new_card(), 0.5);
    assert_eq!(gone.exit, 28);
    assert_eq!(sandbox.made(), 1, "processed although the client gave up");
    sandbox.strike_by(r#"{"do":{"delay_ms":300}}"#);
    let got = sandbox.fetch("020", &card("0000", "payment_amount=1"), 20.0);
    assert_eq!((got.exit, verdict(&got.body).as_str()), (0, "ok"));
}

#[test]
fn processes_only_after_the_client_gave_up() {
    let sandbox = Sandbox::start();
    sandbox.strike_by(r#"{"do":{"process_later_ms":1500}}"#);
    let gone = sandbox.fetch("020", &new_card(), 0.3);
    assert_eq!(gone.exit, 28);
    assert_eq!(verdict(&sandbox.send("094", "trading_id=t1")), "13001");
    sandbox.wait_until("processing", || sandbox.made() == 1);
    let telegrams = sandbox.ledger("telegram");
    let mine: Vec<&Value> = telegrams
        .iter()
        .filter(|line| line["kind"] == "020")
        .collect();
    assert_eq!(
        mine.len(),
        1,
        "what it would have answered is in the ledger"
    );
    assert_eq!(mine[0]["result"], "0");
}

#[test]
fn resets_at_a_byte() {
    let sandbox = Sandbox::start();
    for (index, at) in [0, 1, 60].into_iter().enumerate() {
        sandbox.strike_by(&format!(r#"{{"do":{{"reset_at":{at}}}}}"#));
        let request = sandbox.request("/n/card/request", "020", &new_card());
        let seen = sandbox.raw(&request, &[]);
        assert_eq!(seen.bytes.len(), at, "{}", seen.said);
        assert!(b"HTTP/1.1 200 OK\r\n".starts_with(&seen.bytes[..at.min(16)]));
        assert!(seen.said.contains("errno=104"), "ECONNRESET: {}", seen.said);
        assert_eq!(sandbox.made(), index + 1, "processed");
    }
    sandbox.strike_by(r#"{"do":{"reset_at":100000}}"#);
    let got = sandbox.fetch("020", &new_card(), 20.0);
    assert_eq!(
        verdict(&got.body),
        "ok",
        "the whole answer comes before the reset"
    );
}

#[test]
fn truncates_and_promises_all() {
    let sandbox = Sandbox::start();
    sandbox.strike_by(r#"{"do":{"truncate_at":20}}"#);
    let got = sandbox.fetch("020", &new_card(), 20.0);
    assert_eq!((got.exit, got.status.as_str()), (18, "200"), "{}", got.said);
    assert_eq!(got.body, b"\r\nresult=0\r\npayment_");
    assert_eq!(sandbox.made(), 1);
    // A client of HTTP/1.0 is answered in HTTP/1.0, here too.
    sandbox.strike_by(r#"{"do":{"truncate_at":20}}"#);
    let request = sandbox.request("/n/card/request", "020", &new_card());
    let seen = sandbox.raw(&request.replace("HTTP/1.1", "HTTP/1.0"), &[]);
    let text = String::from_utf8_lossy(&seen.bytes).into_owned();
    assert!(text.starts_with("HTTP/1.0 200 OK\r\n"), "{text}");
    assert!(
        text.contains("connection: close\r\n") && text.ends_with("payment_"),
        "{text}"
    );
}

#[test]
fn swallows_the_answer() {
    let sandbox = Sandbox::start();
    sandbox.strike_by(r#"{"do":{"swallow":true}}"#);
    let gone = sandbox.fetch("020", &new_card(), 20.0);
    assert_eq!((gone.exit, gone.body.len()), (52, 0), "{}", gone.said);
    assert_eq!(sandbox.made(), 1);
}

#[test]
fn answers_garbage_and_nothing() {
    let sandbox = Sandbox::start();
    sandbox.strike_by(r#"[{"do":{"body":"AP9nYXJiYWdl"}},{"do":{"empty":true}}]"#);
    let got = sandbox.fetch("020", &new_card(), 20.0);
    assert_eq!(
        (got.status.as_str(), got.body.as_slice()),
        ("200", &b"\x00\xffgarbage"[..])
    );
    let got = sandbox.fetch("020", &new_card(), 20.0);
    assert_eq!(
        (got.exit, got.status.as_str(), got.body.len()),
        (0, "200", 0)
    );
    assert_eq!(sandbox.made(), 2);
    assert_eq!(struck(&sandbox), ["body", "empty"]);
}

#[test]
fn answers_http_statuses() {
    let sandbox = Sandbox::start();
    for status in ["500", "502", "503"] {
        sandbox.strike_by(&format!(r#"{{"do":{{"http_status":{status}}}}}"#));
        assert_eq!(sandbox.fetch("020", &new_card(), 20.0).status, status);
    }
    let elsewhere = "https://127.0.0.1:1/n/card/request";
    sandbox.strike_by(&format!(
        r#"{{"do":{{"http_status":307,"location":"{elsewhere}"}}}}"#
    ));
    let body = format!("{}telegram_kind=020&{}", sandbox.login(), new_card());
    let out = sandbox.curl("/n/card/request", &body, &["-i"]).stdout;
    let out = String::from_utf8(out).unwrap();
    assert!(out.starts_with("HTTP/1.1 307"), "{out}");
    assert!(out.contains(&format!("location: {elsewhere}")), "{out}");
    assert_eq!(sandbox.made(), 0);
    sandbox.strike_by(r#"{"do":{"http_status":502,"processed":true}}"#);
    assert_eq!(sandbox.fetch("020", &new_card(), 20.0).status, "502");
    assert_eq!(sandbox.made(), 1);
}

#[test]
fn drips() {
    let sandbox = Sandbox::start();
    sandbox.strike_by(r#"{"do":{"drip":{"bytes":40,"ms":100}}}"#);
    let slow = sandbox.fetch("020", &new_card(), 0.6);
    assert_eq!(slow.exit, 28);
    sandbox.strike_by(r#"{"do":{"drip":{"bytes":40,"ms":10}}}"#);
    let got = sandbox.fetch("020", &new_card(), 20.0);
    assert_eq!((got.exit, verdict(&got.body).as_str()), (0, "ok"));
}

#[test]
fn closes_after_the_answer_without_saying_so() {
    let sandbox = Sandbox::start();
    sandbox.strike_by(r#"{"do":{"close_after":true}}"#);
    let request = sandbox.request("/n/card/request", "020", &new_card());
    let seen = sandbox.raw(&format!("{request}{request}"), &[]);
    let text = String::from_utf8_lossy(&seen.bytes).to_ascii_lowercase();
    assert_eq!(text.matches("http/1.1 200").count(), 1, "{text}");
    assert!(!text.contains("connection: close"), "{text}");
    assert_eq!(sandbox.made(), 1, "the second one was never read");
}

#[test]
fn closes_while_idle() {
    let sandbox = Sandbox::start();
    sandbox.strike_by(r#"{"do":{"close_idle_ms":200}}"#);
    let request = sandbox.request("/n/card/request", "020", &new_card());
    // Two at once: the second comes in time, and the connection goes on.
    let both = format!(
        "{request}{}",
        request.replace("Host:", "Connection: close\r\nHost:")
    );
    let seen = sandbox.raw(&both, &[]);
    let text = String::from_utf8_lossy(&seen.bytes).to_ascii_lowercase();
    assert_eq!(text.matches("http/1.1 200").count(), 2, "{text}");
    sandbox.strike_by(r#"{"do":{"close_idle_ms":200}}"#);
    let seen = sandbox.raw(&request, &[]);
    let text = String::from_utf8_lossy(&seen.bytes).to_ascii_lowercase();
    assert!(
        text.contains("http/1.1 200") && !text.contains("connection: close"),
        "{text}"
    );
    assert!(
        !seen.said.contains("errno"),
        "closed as one should: {}",
        seen.said
    );
}

#[test]
fn finds_the_payment_that_a_rule_is_about() {
    let sandbox = Sandbox::start();
    let id = sandbox.authorised("0000", "trading_id=order1");
    let other = sandbox.authorised("0000", "trading_id=order2");
    sandbox.strike_by(r#"{"trading_id":"*2","payment_type":"02","do":{"http_status":503}}"#);
    let capture = |id: &str| {
        sandbox
            .fetch("022", &format!("payment_id={id}"), 20.0)
            .status
    };
    assert_eq!(capture(&id), "200");
    assert_eq!(capture(&other), "503");
    assert_eq!(capture(&other), "200");
    let line = &sandbox.ledger("fault")[0];
    assert_eq!(line["payment_id"], Value::from(other));
}

#[test]
fn telegrams_about_one_payment_wait_for_each_other() {
    let sandbox = Sandbox::start();
    let (first, second) = (
        sandbox.authorised("0000", ""),
        sandbox.authorised("0000", ""),
    );
    sandbox.strike_by(r#"{"kind":"022","do":{"delay_ms":9000}}"#);
    std::thread::scope(|threads| {
        threads.spawn(|| sandbox.send("022", &format!("payment_id={first}")));
        sandbox.wait_until("the slow one", || !sandbox.ledger("fault").is_empty());
        // Others do not wait, inquiries neither.
        assert_eq!(sandbox.code("022", &format!("payment_id={second}")), "ok");
        assert_eq!(sandbox.status(&first), "40");
        assert_eq!(sandbox.code("023", &format!("payment_id={first}")), "9005");
        // Who may not come in at all is told so, whatever he waited for.
        let stranger = sandbox.curl(
            "/n/card/request",
            &format!("telegram_kind=023&payment_id={first}"),
            &[],
        );
        assert_eq!(verdict(&stranger.stdout), "P001");
    });
    assert_eq!(sandbox.status(&first), "40");
    assert_eq!(sandbox.code("023", &format!("payment_id={first}")), "ok");
}

#[test]
fn strikes_pages_too() {
    let sandbox = Sandbox::start();
    sandbox.strike_by(
        r#"[{"kind":"token","do":{"http_status":500}},{"kind":"page","do":{"empty":true}}]"#,
    );
    assert_eq!(
        sandbox.submit("/n/token/request", "merchant_id=1").status,
        "500"
    );
    let script = sandbox.page("GET", "/js/PaygentToken.js", &[]);
    assert_eq!((script.status.as_str(), script.body.as_str()), ("200", ""));
    assert_ne!(sandbox.page("GET", "/js/PaygentToken.js", &[]).body, "");
}

#[test]
fn captures_of_adjusted_payments_fail() {
    let sandbox = Sandbox::start();
    let id = sandbox.authorised("0000", "");
    assert_eq!(sandbox.code("022", &format!("payment_id={id}")), "ok");
    sandbox.strike_by(r#"{"do":{"sale_of_new_fails":true}}"#);
    let fields = format!("payment_id={id}&payment_amount=400&reduction_flag=0");
    let answer = sandbox.send("029", &fields);
    assert_eq!(verdict(&answer), "2011");
    let new = value(&answer, "payment_id");
    assert_eq!(sandbox.status(&new), "20");
    assert_eq!(sandbox.status(&id), "40", "the old one is unchanged");
    assert_eq!(struck(&sandbox), ["sale_of_new_fails"]);
    assert_eq!(sandbox.code("029", &fields), "ok");
    assert_eq!(sandbox.status(&id), "60");
}
