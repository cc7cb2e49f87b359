//! Rows of WebMoney and Paidy.

use serde_json::json;

use crate::Bench;
use crate::Row::{self, Case};
use crate::common::value;

const WEBMONEY: &str = "amount=1000&return_url=http%3A%2F%2Fshop.example%2Fok&cancel_url=http%3A%2F%2Fshop.example%2Fno";

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
    let mut rows = webmoney_rows();
    rows.extend(paidy_rows());
    rows.extend(refund_rows());
    rows
}

fn webmoney_rows() -> Vec<(&'static str, u32, Row)> {
    const BOTH: &str = "152 153";
    vec![
        (
            "150",
            1,
            Case(|bench| {
                bench.expect(
                    "150",
                    &format!("emoney_type=2&{WEBMONEY}"),
                    "P010 emoney_type",
                );
            }),
        ),
        (
            "150",
            2,
            Case(|bench| {
                let answer = bench.answer("", "150", &format!("emoney_type=1&{WEBMONEY}"));
                let id = value(&answer, "payment_id");
                assert_eq!(bench.sandbox.status(&id), "10");
                bench.sandbox.enter(&answer).is_readable();
                let nothing = "emoney_type=1&amount=0&return_url=http%3A%2F%2Fa%2F&cancel_url=http%3A%2F%2Fa%2F";
                bench.expect("150", nothing, "P014");
            }),
        ),
        (
            BOTH,
            1,
            Case(|bench| {
                bench.expect("152", "", "P006 payment_id");
                bench.expect("153", "amount=1", "P006 payment_id");
            }),
        ),
        (
            BOTH,
            2,
            Case(|bench| {
                let card = bench.authorised("0000", "");
                for id in ["1", &card] {
                    bench.expect("152", &format!("payment_id={id}"), "11001");
                    bench.expect("153", &format!("amount=1&payment_id={id}"), "11001");
                }
            }),
        ),
        (
            BOTH,
            3,
            Case(|bench| {
                bench.sandbox.webmoney("", "trading_id=wm_twice");
                bench.sandbox.webmoney("", "trading_id=wm_twice");
                bench.expect("152", "trading_id=wm_twice", "11002");
                bench.expect("153", "amount=1&trading_id=wm_twice", "11002");
            }),
        ),
        (
            BOTH,
            4,
            Case(|bench| {
                let id = bench.sandbox.webmoney("", "");
                for amount in ["0", "1000", "1001"] {
                    let fields = format!("payment_id={id}&amount={amount}");
                    bench.expect("153", &fields, "11009");
                }
            }),
        ),
        (
            BOTH,
            5,
            Case(|bench| {
                let id = bench.sandbox.webmoney("", "");
                for status in ["10", "41", "60"] {
                    bench.force(&id, status);
                    bench.expect("152", &format!("payment_id={id}"), "11008");
                    bench.expect("153", &format!("amount=1&payment_id={id}"), "11008");
                    assert_eq!(bench.sandbox.status(&id), status);
                }
            }),
        ),
        (
            BOTH,
            6,
            Case(|bench| {
                for code in ["11005", "11010", "11003"] {
                    let id = bench.sandbox.webmoney(code, "");
                    bench.expect("152", &format!("payment_id={id}"), code);
                    bench.expect("153", &format!("amount=1&payment_id={id}"), code);
                    assert_eq!(bench.sandbox.status(&id), "40");
                }
            }),
        ),
        (
            BOTH,
            7,
            Case(|bench| {
                let id = bench.sandbox.webmoney("11003", "");
                bench.expect("152", &format!("payment_id={id}"), "11003");
                // The buyer's choice answers first for ever; without it the failure is remembered.
                bench.sql(&format!(
                    "UPDATE payments SET details = json_remove(details, '$.emoney_cancel_code')
                     WHERE id = {id}"
                ));
                bench.expect("153", &format!("amount=1&payment_id={id}"), "11011");
            }),
        ),
        (
            BOTH,
            8,
            Case(|bench| {
                let old = bench.sandbox.webmoney("", "trading_id=wm_smaller");
                let answer = bench.answer("", "153", &format!("amount=400&payment_id={old}"));
                let new = value(&answer, "payment_id");
                assert_eq!(value(&answer, "base_payment_id"), old);
                assert_eq!(value(&answer, "refund_emoney_user_id").len(), 24);
                assert_eq!(bench.sandbox.status(&old), "60");
                assert_eq!(bench.sandbox.status(&new), "40");
                bench.expect("152", &format!("payment_id={new}"), "ok");
                assert_eq!(bench.sandbox.status(&new), "60");
            }),
        ),
    ]
}

const LOOKUP: &str = "LOOKUP 340 341 342";
const FOLLOW_UPS: [&str; 3] = ["340", "341", "342"];
const STATUSES: [&str; 9] = ["20", "30", "31", "32", "33", "40", "41", "42", "60"];

/// A follow-up in every status but the one that it is for.
fn refused_in_others(bench: &Bench, kind: &str, good: &str) {
    let (id, _) = bench.sandbox.paidy_payment(&format!("p_statuses_{kind}"));
    for status in STATUSES.iter().filter(|status| **status != good) {
        bench.force(&id, status);
        bench.expect(kind, &format!("payment_id={id}"), "24003");
        assert_eq!(bench.sandbox.status(&id), *status);
    }
}

/// The two rules for Paidy, each on a fresh payment in `before`.
fn trouble(bench: &Bench, kind: &str, before: &str, waiting: &str) {
    for (effect, code, after) in [
        ("paidy_error", "24004", before),
        ("paidy_timeout", "24005", waiting),
    ] {
        let trading_id = format!("p_{kind}_{effect}");
        let (id, _) = bench.sandbox.paidy_payment(&trading_id);
        if before == "40" {
            bench.expect("341", &format!("payment_id={id}"), "ok");
        }
        let rule = json!({"trading_id": trading_id, "kind": kind, "do": {effect: true}});
        bench.sandbox.strike(&rule);
        bench.expect(kind, &format!("payment_id={id}"), code);
        assert_eq!(bench.sandbox.status(&id), after, "{kind} {effect}");
    }
}

/// Makes an authorisation older than its life.
fn outlive(bench: &Bench, kind: &str) {
    let (id, _) = bench.sandbox.paidy_payment(&format!("p_old_{kind}"));
    bench.sql(&format!(
        "UPDATE payments SET details = json_set(details, '$.authorized_date', '20260101000000')
         WHERE id = {id}"
    ));
    bench.expect(kind, &format!("payment_id={id}"), "24006");
    assert_eq!(bench.sandbox.status(&id), "20");
}

fn paidy_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            LOOKUP,
            1,
            Case(|bench| {
                for kind in FOLLOW_UPS {
                    bench.expect(kind, "", "P006 payment_id");
                }
            }),
        ),
        (
            LOOKUP,
            2,
            Case(|bench| {
                let card = bench.authorised("0000", "");
                let (id, _) = bench.sandbox.paidy_payment("p_ids");
                for kind in FOLLOW_UPS {
                    bench.expect(kind, "payment_id=1", "24001");
                    bench.expect(kind, &format!("payment_id={card}"), "24001");
                    bench.expect(kind, &format!("payment_id={id}&trading_id=x"), "24001");
                }
            }),
        ),
        (
            LOOKUP,
            3,
            Case(|bench| {
                for _ in 0..2 {
                    bench
                        .sandbox
                        .paidy("p_twice", "successful.payment@paidy.com");
                }
                for kind in FOLLOW_UPS {
                    bench.expect(kind, "trading_id=p_twice", "24002");
                }
                bench.expect("094", "trading_id=p_twice", "13002");
            }),
        ),
        (
            "340",
            1,
            Case(|bench| refused_in_others(bench, "340", "20")),
        ),
        ("340", 2, Case(|bench| outlive(bench, "340"))),
        ("340", 3, Case(|bench| trouble(bench, "340", "20", "31"))),
        (
            "340",
            4,
            Case(|bench| {
                let (id, _) = bench.sandbox.paidy_payment("p_cancelled");
                bench.expect("340", "trading_id=p_cancelled", "ok");
                assert_eq!(bench.sandbox.status(&id), "32");
            }),
        ),
        (
            "341",
            1,
            Case(|bench| refused_in_others(bench, "341", "20")),
        ),
        ("341", 2, Case(|bench| outlive(bench, "341"))),
        ("341", 3, Case(|bench| trouble(bench, "341", "20", "30"))),
        (
            "341",
            4,
            Case(|bench| {
                let (id, _) = bench.sandbox.paidy_payment("p_sold");
                let answer = bench.answer("", "341", &format!("payment_id={id}"));
                assert_eq!(value(&answer, "trading_id"), "p_sold");
                assert_eq!(bench.sandbox.status(&id), "40");
            }),
        ),
        (
            "343",
            1,
            Case(|bench| {
                let verify = |contract: &str, id: &str| {
                    let answer = bench.answer(contract, "343", &format!("paidy_payment_id={id}"));
                    (value(&answer, "result"), value(&answer, "retrieve_result"))
                };
                let none = ("0".to_owned(), "1".to_owned());
                assert_eq!(verify("", "pay_nothing"), none);
                let (_, id) = bench.sandbox.paidy_payment("p_foreign");
                assert_eq!(verify("site", &id), none);
                assert_eq!(verify("", &id), ("0".to_owned(), "0".to_owned()));
            }),
        ),
        (
            "343",
            2,
            Case(|bench| {
                // Paidy knows what it refused; Paygent does not.
                let refused = bench
                    .sandbox
                    .paidy("p_refused", "rejected.payment@paidy.com");
                assert_eq!(refused["status"], "rejected");
                let fields = format!("paidy_payment_id={}", refused["id"].as_str().unwrap());
                let answer = bench.answer("", "343", &fields);
                assert_eq!(value(&answer, "retrieve_result"), "0");
                assert_eq!(value(&answer, "payment_amount"), "3300");
                bench.expect("094", "trading_id=p_refused", "13001");
            }),
        ),
    ]
}

fn refund_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "342",
            1,
            Case(|bench| refused_in_others(bench, "342", "40")),
        ),
        (
            "342",
            2,
            Case(|bench| {
                let id = sold(bench, "p_refund_0");
                bench.expect("342", &format!("payment_id={id}&amount=0"), "P014");
            }),
        ),
        (
            "342",
            3,
            Case(|bench| {
                let id = sold(bench, "p_refund_more");
                bench.expect("342", &format!("payment_id={id}&amount=3301"), "24007");
                assert_eq!(bench.sandbox.status(&id), "40");
            }),
        ),
        ("342", 4, Case(|bench| trouble(bench, "342", "40", "42"))),
        (
            "342",
            5,
            Case(|bench| {
                for (trading_id, amount) in [("p_refund_all", ""), ("p_refund_equal", "3300")] {
                    let id = sold(bench, trading_id);
                    let answer =
                        bench.answer("", "342", &format!("payment_id={id}&amount={amount}"));
                    assert_eq!(value(&answer, "payment_id"), id);
                    assert_eq!(bench.sandbox.status(&id), "60");
                }
            }),
        ),
        (
            "342",
            6,
            Case(|bench| {
                let old = sold(bench, "p_refund_part");
                let answer = bench.answer("", "342", &format!("payment_id={old}&amount=300"));
                let new = value(&answer, "payment_id");
                assert_ne!(new, old);
                assert_eq!(value(&answer, "trading_id"), "p_refund_part");
                let answer = bench.answer("", "094", &format!("payment_id={new}"));
                assert_eq!(value(&answer, "payment_status"), "40");
                assert_eq!(value(&answer, "payment_amount"), "3000");
                assert_eq!(value(&answer, "cancel_date"), "");
                assert_eq!(value(&answer, "buyer_name_kanji"), "山田 太郎");
                assert_eq!(bench.sandbox.status(&old), "60");
            }),
        ),
    ]
}

fn sold(bench: &Bench, trading_id: &str) -> String {
    let (id, _) = bench.sandbox.paidy_payment(trading_id);
    bench.expect("341", &format!("payment_id={id}"), "ok");
    id
}
