//! Rows of 025, 116, 026, 027.

use crate::Row::{self, Case};

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "025",
            1,
            Case(|bench| bench.expect_of("no storage", "025", &new("a", "0000"), "P021")),
        ),
        (
            "025",
            2,
            Case(|bench| {
                bench.expect_of(
                    "no validity",
                    "025",
                    &format!("{}&valid_check_flg=1", new("a", "0000")),
                    "P027",
                );
            }),
        ),
        (
            "025",
            3,
            Case(|bench| bench.expect_of("no direct", "025", &new("a", "0000"), "2023")),
        ),
        (
            "025",
            4,
            Case(|bench| {
                bench.expect("025", &format!("{}&card_token=t", new("a", "0000")), "2024")
            }),
        ),
        (
            "025",
            5,
            Case(|bench| bench.expect("025", "customer_id=a", "P006 card_token")),
        ),
        (
            "025",
            6,
            Case(|bench| bench.expect("025", "customer_id=a&card_token=unknown", "2021")),
        ),
        (
            "025",
            7,
            Case(|bench| {
                let fields = format!("{}&security_code_use=1", new("a", "0000"));
                bench.expect("025", &fields, "P006 card_conf_number");
            }),
        ),
        (
            "025",
            8,
            Case(|bench| {
                for _ in 0..10 {
                    bench.expect("025", &new("full", "0000"), "ok");
                }
                bench.expect("025", &new("full", "0000"), "P023");
            }),
        ),
        (
            "025",
            9,
            Case(|bench| {
                let _ = bench.answer("blocker", "025", &new("b", "1111"));
                bench.expect_of("blocker", "025", &new("b", "1111"), "2054");
            }),
        ),
        (
            "025",
            10,
            Case(|bench| {
                for (tail, code) in [
                    ("8212", "2001 1G12"),
                    ("8101", "2002 1C01"),
                    ("8283", "2003 1G83"),
                    ("9000", "2008 2999"),
                ] {
                    let fields = format!("{}&valid_check_flg=1&trading_id=v{tail}", new("v", tail));
                    bench.expect("025", &fields, code);
                    assert_eq!(
                        bench.value_of("094", &format!("trading_id=v{tail}"), "payment_status"),
                        "17"
                    );
                }
                bench.expect("027", "customer_id=v", "P026");
            }),
        ),
        (
            "025",
            11,
            Case(|bench| {
                bench.expect("025", &new("same", "0000"), "ok");
                assert_eq!(
                    bench.value_of("025", &new("same", "0000"), "num_of_cards"),
                    "2"
                );
            }),
        ),
        (
            "025",
            12,
            Case(|bench| {
                let fields = format!("{}&valid_check_flg=1&trading_id=valid", new("w", "0000"));
                assert_eq!(bench.value_of("025", &fields, "acq_name"), "NICOS");
                assert_eq!(
                    bench.value_of("094", "trading_id=valid", "payment_status"),
                    "22"
                );
                let id = bench.value_of("094", "trading_id=valid", "payment_id");
                bench.expect("022", &format!("payment_id={id}"), "2004");
            }),
        ),
        (
            "116",
            1,
            Case(|bench| {
                bench.expect_of(
                    "no storage",
                    "116",
                    "customer_id=a&customer_card_id=1",
                    "P021",
                )
            }),
        ),
        (
            "116",
            2,
            Case(|bench| bench.expect("116", "customer_id=nobody&customer_card_id=1", "P022")),
        ),
        (
            "116",
            3,
            Case(|bench| bench.expect("116", &format!("{}&card_token=x", stored(bench)), "2021")),
        ),
        (
            "116",
            4,
            Case(|bench| {
                bench.expect(
                    "116",
                    &format!("{}&security_code_use=1", stored(bench)),
                    "P006 card_token",
                );
            }),
        ),
        (
            "116",
            5,
            Case(|bench| {
                bench.expect(
                    "116",
                    &format!("{}&card_valid_term=", stored(bench)),
                    "P006 card_valid_term",
                );
            }),
        ),
        (
            "116",
            6,
            Case(|bench| {
                let fields = stored(bench);
                bench.expect(
                    "116",
                    &format!("{fields}&card_valid_term=0120&add_info1=x"),
                    "2003 1G83",
                );
                let answer = bench.answer("", "027", &fields);
                let text = String::from_utf8(answer).unwrap();
                assert!(
                    text.contains("\"1230\"") && !text.contains("\"x\""),
                    "nothing is updated: {text}"
                );
            }),
        ),
        (
            "116",
            7,
            Case(|bench| {
                let fields = stored(bench);
                bench.expect(
                    "116",
                    &format!("{fields}&card_valid_term=0131&cardholder_name=&add_info1=x"),
                    "ok",
                );
                let text = String::from_utf8(bench.answer("", "027", &fields)).unwrap();
                assert!(
                    text.contains("\"0131\"") && text.contains("\"x\"") && !text.contains("TARO"),
                    "{text}"
                );
            }),
        ),
        (
            "026",
            1,
            Case(|bench| bench.expect_of("no storage", "026", "customer_id=a", "P021")),
        ),
        (
            "026",
            2,
            Case(|bench| bench.expect("026", "customer_id=nobody", "P022")),
        ),
        (
            "026",
            3,
            Case(|bench| {
                bench.expect("025", &new("gone", "0000"), "ok");
                let id = bench.value_of("025", &new("gone", "0000"), "customer_card_id");
                bench.expect("025", &new("gone", "0000"), "ok");
                let one = format!("customer_id=gone&customer_card_id={id}");
                assert_eq!(bench.value_of("026", &one, "num_of_cards"), "2");
                assert_eq!(
                    bench.value_of("026", "customer_id=gone&customer_card_id=", "num_of_cards"),
                    "0"
                );
            }),
        ),
        (
            "027",
            1,
            Case(|bench| bench.expect_of("no storage", "027", "customer_id=a", "P021")),
        ),
        (
            "027",
            2,
            Case(|bench| bench.expect("027", "customer_id=nobody", "P026")),
        ),
        (
            "027",
            3,
            Case(|bench| bench.expect("027", &stored(bench), "ok")),
        ),
    ]
}

/// Fields of 025.
fn new(customer: &str, tail: &str) -> String {
    format!("customer_id={customer}&card_number=490000000000{tail}&card_valid_term=1230")
}

/// A fresh stored card's key.
fn stored(bench: &crate::Bench) -> String {
    let _ = bench.answer("", "026", "customer_id=keeper");
    let fields = format!("{}&cardholder_name=TARO", new("keeper", "0000"));
    let id = bench.value_of("025", &fields, "customer_card_id");
    format!("customer_id=keeper&customer_card_id={id}")
}
