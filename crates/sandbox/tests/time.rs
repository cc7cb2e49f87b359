//! Payments that are applied for by telegrams and change by time (status-machine §1, §13), the clock, and
//! what the shop is told of it.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test fails by panicking"
)]

mod common;
#[path = "common/rehearsal.rs"]
mod rehearsal;
#[path = "common/shop.rs"]
mod shop;

use common::{card, value};
use rehearsal::{Rehearsal, Shop};
use serde_json::{Value, json};

#[test]
fn server_process() {
    common::serve_if_asked();
}

/// A Thursday.
const START: &str = "2029-04-05T12:00:00+09:00";

const ATM: &str = "payment_amount=100&payment_detail=%8e%8e%8c%b1&payment_detail_kana=A";
const STORE: &str = "payment_amount=100&customer_family_name=%8e%8e&customer_name=%8e%8e&customer_tel=03&sales_type=1";
const TRANSFER: &str = "claim_amount=100&billing_name=%8e%8e&billing_name_kana=A";

/// Trading id, telegram and its fields; a move by the tool; the changes by time.
type Life = (
    &'static str,
    &'static str,
    String,
    &'static str,
    &'static [(&'static str, &'static str)],
);

fn lives() -> Vec<Life> {
    let store = |fields: &str| format!("{STORE}&payment_limit_date=1&{fields}");
    let paid = |tail: &str, more: &str| card(tail, &format!("payment_amount=1000&{more}"));
    vec![
        (
            "atm",
            "010",
            format!("{ATM}&payment_limit_date=2"),
            "",
            &[("12", "2029-04-08T01:00:00")],
        ),
        (
            "cvs1",
            "030",
            store("cvs_type=01"),
            "",
            &[("12", "2029-04-07T02:00:00")],
        ),
        (
            "cvs2",
            "030",
            store("cvs_type=02"),
            "",
            &[("12", "2029-04-07T05:00:00")],
        ),
        (
            "cvs3",
            "030",
            store("cvs_type=03"),
            "",
            &[("12", "2029-04-07T01:00:00")],
        ),
        (
            "cvs4",
            "030",
            store("cvs_type=04"),
            "",
            &[("12", "2029-04-07T05:00:00")],
        ),
        (
            "told3",
            "030",
            store("cvs_type=03"),
            "43",
            &[("40", "2029-04-08T06:00:00")],
        ),
        (
            "told4",
            "030",
            store("cvs_type=04"),
            "43",
            &[("40", "2029-04-07T06:00:00")],
        ),
        // Saturday and three business days; the grace ends on a Monday.
        (
            "account",
            "070",
            format!("{TRANSFER}&expire_days=2"),
            "",
            &[("12", "2029-04-11T06:00:00"), ("16", "2029-05-10T06:00:00")],
        ),
        (
            "kept",
            "020",
            paid("0000", ""),
            "",
            &[("33", "2029-06-05T02:00:00")],
        ),
        (
            "sold",
            "020",
            paid("0000", "sales_mode=1"),
            "",
            &[("41", "2029-06-05T02:00:00")],
        ),
        (
            "again",
            "020",
            paid("8244", ""),
            "",
            &[("11", "2029-05-06T02:00:00")],
        ),
        (
            "silent",
            "020",
            paid("9000", ""),
            "",
            &[("32", "2029-04-05T12:10:00")],
        ),
    ]
}

#[test]
fn payments_change_at_their_second() {
    let shop = Shop::open();
    let rehearsal = Rehearsal::new(&shop.url(), &[]);
    let sandbox = &rehearsal.sandbox;
    let set = |time: &str| {
        let wish = json!({ "set": time }).to_string();
        let (status, body) = sandbox.tool("POST", "/tool/clock", &wish);
        assert_eq!(status, "200", "{time}: {body}");
    };
    let state = |trading_id: &str| {
        let answer = sandbox.send("094", &format!("trading_id={trading_id}"));
        (
            value(&answer, "payment_id"),
            value(&answer, "payment_status"),
        )
    };
    set(START);
    let mut changes = Vec::new();
    for (trading_id, kind, fields, moved, by_time) in lives() {
        sandbox.send(kind, &format!("{fields}&trading_id={trading_id}"));
        let (id, _) = state(trading_id);
        assert_ne!(id, "", "{trading_id}");
        if !moved.is_empty() {
            let wish = json!({ "to": moved }).to_string();
            let path = format!("/tool/payments/{id}/status");
            let (status, body) = sandbox.tool("POST", &path, &wish);
            assert_eq!(status, "200", "{trading_id}: {body}");
        }
        let mut from = state(trading_id).1;
        for (to, at) in by_time {
            changes.push((*at, trading_id, from, *to));
            from = (*to).to_owned();
        }
    }
    changes.sort();
    for (at, trading_id, from, to) in &changes {
        let seconds = at.rsplit_once(':').unwrap().0;
        let (date, minute) = seconds.split_once('T').unwrap();
        // A second earlier nothing has happened.
        let before = json!({ "set": format!("{at}+09:00") });
        let now: Value = {
            let (_, body) = sandbox.tool("GET", "/tool/clock", "");
            serde_json::from_str(&body).unwrap()
        };
        if now["now"] != before["set"] {
            set(&second_before(date, minute));
            assert_eq!(state(trading_id).1, *from, "{trading_id} before {at}");
            set(&format!("{at}+09:00"));
        }
        assert_eq!(state(trading_id).1, *to, "{trading_id} at {at}");
        let stamp: String = at.chars().filter(char::is_ascii_digit).collect();
        let (id, _) = state(trading_id);
        let taken = shop.taken();
        let told = taken
            .iter()
            .rev()
            .find(|taken| taken.field("payment_id") == id);
        let told = told.unwrap();
        assert_eq!(told.about().1, *to, "{trading_id}");
        assert_eq!(told.field("change_date"), stamp, "{trading_id}");
    }
    // What time took away stays away.
    let id = |trading_id: &str| format!("payment_id={}", state(trading_id).0);
    assert_eq!(sandbox.code("022", &id("kept")), "2007");
    assert_eq!(sandbox.code("021", &id("kept")), "ok");
    assert_eq!(sandbox.code("023", &id("sold")), "2007");
    assert_eq!(sandbox.code("021", &id("silent")), "ok");
}

/// One second before a full minute.
fn second_before(date: &str, minute: &str) -> String {
    let (hour, minute) = minute.split_once(':').unwrap();
    let (hour, minute): (u32, u32) = (hour.parse().unwrap(), minute.parse().unwrap());
    let before = hour * 60 + minute - 1;
    format!("{date}T{:02}:{:02}:59+09:00", before / 60, before % 60)
}

/// An account number can be used again when its payment no longer waits for money.
#[test]
fn an_account_is_freed_by_time() {
    let listed = json!([{
        "bank_code": "0033", "branch_code": "001", "account_kind": "1", "account_number": "7654321",
    }]);
    let rehearsal = Rehearsal::new("", &[("va_accounts", listed), ("va_grace_days", json!(0))]);
    let sandbox = &rehearsal.sandbox;
    let ask = || sandbox.code("070", &format!("{TRANSFER}&expire_days=1"));
    let wish = json!({ "set": START }).to_string();
    assert_eq!(sandbox.tool("POST", "/tool/clock", &wish).0, "200");
    assert_eq!(ask(), "ok");
    assert_eq!(ask(), "8001");
    // Both limits pass in the batch of Wednesday.
    rehearsal.pass("5d17h59m59s");
    assert_eq!(ask(), "8001");
    rehearsal.pass("1s");
    assert_eq!(ask(), "ok");
}

#[test]
fn the_clock_takes_what_is_documented() {
    let rehearsal = Rehearsal::new("", &[]);
    let sandbox = &rehearsal.sandbox;
    let read = |body: &str| -> Value { serde_json::from_str(body).unwrap() };
    let (_, body) = sandbox.tool("GET", "/tool/clock", "");
    assert_eq!(read(&body)["mode"], "manual");
    let set = json!({ "set": START }).to_string();
    let (status, body) = sandbox.tool("POST", "/tool/clock", &set);
    assert_eq!(
        (status.as_str(), &read(&body)["now"]),
        ("200", &json!(START))
    );
    let (_, body) = sandbox.tool("POST", "/tool/clock", r#"{"advance":"1d6h"}"#);
    assert_eq!(read(&body)["now"], "2029-04-06T18:00:00+09:00");
    for wrong in [
        set.as_str(),
        "{}",
        "x",
        "[]",
        r#"{"advance":"1"}"#,
        r#"{"advance":36}"#,
        r#"{"advance":"99999999d"}"#,
        r#"{"advance":"9223372036854775807s"}"#,
        r#"{"set":"2029-13-01T00:00:00+09:00"}"#,
        r#"{"advance":"1h","set":"2030-01-01T00:00:00+09:00"}"#,
    ] {
        let (status, body) = sandbox.tool("POST", "/tool/clock", wrong);
        assert_eq!(status, "400", "{wrong}");
        assert_ne!(read(&body)["error"], "", "{wrong}");
    }
    let (_, body) = sandbox.tool("GET", "/tool/clock", "");
    assert_eq!(read(&body)["now"], "2029-04-06T18:00:00+09:00");
    assert_eq!(sandbox.tool("DELETE", "/tool/clock", "").0, "405");
}
