//! Rows of the mobile carriers: captures, cancels, smaller amounts.

use serde_json::json;

use crate::Bench;
use crate::Row::{self, Case};
use crate::common::value;

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
    let mut rows = sale_rows();
    rows.extend(cancel_rows());
    rows.extend(amendment_rows());
    rows
}

/// Code and the carrier's own code, which is the whole detail.
pub(super) fn refused(bench: &Bench, contract: &str, kind: &str, fields: &str, expected: &str) {
    let answer = bench.answer(contract, kind, fields);
    let words = ["response_code", "response_detail"].map(|name| value(&answer, name));
    assert_eq!(words.join(" "), expected, "{kind} {fields}");
}

/// Puts a payment of a carrier into every status and sends a follow-up: what happens in the listed ones,
/// 7003 in all others (carrier §7).
fn matrix(bench: &Bench, kind: &str, career_type: &str, allowed: &[(&str, &str)]) {
    const STATUSES: [&str; 15] = [
        "10", "15", "20", "21", "30", "32", "33", "34", "36", "40", "41", "42", "44", "60", "62",
    ];
    let (id, _) = bench.sandbox.bought(career_type, "", "");
    for before in STATUSES {
        bench.sql(&format!(
            "UPDATE payments SET status = '{before}', amount = 1000,
             details = json_remove(details, '$.carrier_amended') WHERE id = {id}"
        ));
        let (code, after) = allowed
            .iter()
            .find(|(status, _)| *status == before)
            .map_or(("7003", before), |(_, after)| ("ok", *after));
        bench.expect(kind, &format!("amount=999&payment_id={id}"), code);
        let status = bench.sandbox.status(&id);
        assert_eq!(status, after, "{kind} of {career_type} in {before}");
    }
}

fn silence(bench: &Bench, kind: &str, career_type: &str, code: &str, after: &str) {
    let trading_id = format!("silent_{kind}_{career_type}");
    let (id, _) = bench
        .sandbox
        .bought(career_type, "", &format!("trading_id={trading_id}"));
    let before = bench.sandbox.status(&id);
    let rule = json!({"trading_id": trading_id, "kind": kind, "do": {"carrier_timeout": true}});
    bench.sandbox.strike(&rule);
    let fields = format!("amount=999&payment_id={id}");
    bench.expect(kind, &fields, code);
    let after = if after.is_empty() { &before } else { after };
    assert_eq!(&bench.sandbox.status(&id), after, "{kind} {career_type}");
    // The rule struck once: the same request again goes on.
    bench.expect(kind, &fields, "ok");
}

fn sale_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "101",
            1,
            Case(|bench| {
                let docomo = ["20", "21", "30", "34", "42"].map(|status| (status, "40"));
                matrix(bench, "101", "5", &docomo);
                matrix(bench, "101", "4", &[("20", "40")]);
                matrix(bench, "101", "2", &[("20", "40")]);
                matrix(bench, "101", "6", &[("20", "40"), ("21", "40")]);
                matrix(bench, "101", "7", &[]);
            }),
        ),
        (
            "101",
            2,
            Case(|bench| {
                for (effect, code, after) in [
                    ("au_user_error", "7405 35000", "20"),
                    ("au_auth_cancelled", "7406 35000", "32"),
                ] {
                    let (id, _) = bench
                        .sandbox
                        .bought("4", "", &format!("trading_id={effect}"));
                    bench
                        .sandbox
                        .strike(&json!({"trading_id": effect, "do": {effect: true}}));
                    refused(bench, "", "101", &format!("payment_id={id}"), code);
                    assert_eq!(bench.sandbox.status(&id), after);
                }
            }),
        ),
        (
            "101",
            3,
            Case(|bench| {
                silence(bench, "101", "5", "7105", "30");
                silence(bench, "101", "2", "7302", "");
                silence(bench, "101", "4", "7402", "");
                silence(bench, "101", "6", "7502", "");
            }),
        ),
        (
            "101",
            4,
            Case(|bench| {
                let (id, _) = bench.sandbox.bought("6", "", "trading_id=sold");
                let answer = bench.answer("", "101", &format!("payment_id={id}"));
                assert_eq!(value(&answer, "payment_id"), id);
                assert!(value(&answer, "career_payment_id").starts_with("SB"));
                assert_eq!(bench.sandbox.status(&id), "40");
            }),
        ),
    ]
}

fn cancel_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "102",
            1,
            Case(|bench| {
                let (id, _) = bench.sandbox.bought("4", "03", "sales_flg=1");
                for status in ["10", "40"] {
                    bench.force(&id, status);
                    bench.expect("102", &format!("payment_id={id}"), "7408");
                }
            }),
        ),
        (
            "102",
            2,
            Case(|bench| {
                let docomo = ["20", "21", "30", "34", "42", "44"].map(|status| (status, "60"));
                matrix(bench, "102", "5", &docomo);
                matrix(bench, "102", "4", &[("20", "32"), ("40", "60")]);
                matrix(bench, "102", "2", &[("20", "32")]);
                let softbank = [("20", "32"), ("21", "32"), ("40", "60")];
                matrix(bench, "102", "6", &softbank);
                matrix(bench, "102", "7", &[]);
            }),
        ),
        (
            "102",
            3,
            Case(|bench| {
                for payer in ["bank", ""] {
                    let (id, _) = bench.sandbox.bought("6", payer, "");
                    bench.expect("101", &format!("payment_id={id}"), "ok");
                    // Sold long ago: the deadline of a bank debit payer is over.
                    bench.sql(&format!(
                        "UPDATE payments SET details = json_set(details, '$.payment_date', '20260105120000')
                         WHERE id = {id}"
                    ));
                    let fields = format!("payment_id={id}");
                    if payer == "bank" {
                        refused(bench, "", "102", &fields, "7501 40531999");
                    } else {
                        bench.expect("102", &fields, "ok");
                    }
                }
            }),
        ),
        (
            "102",
            4,
            Case(|bench| {
                silence(bench, "102", "5", "7105", "42");
                silence(bench, "102", "2", "7302", "");
                silence(bench, "102", "4", "7402", "");
                silence(bench, "102", "6", "7502", "");
            }),
        ),
        (
            "102",
            5,
            Case(|bench| {
                for (career_type, after) in [("5", "60"), ("4", "32"), ("2", "32"), ("6", "32")] {
                    let (id, _) = bench.sandbox.bought(career_type, "", "");
                    bench.expect("102", &format!("payment_id={id}"), "ok");
                    assert_eq!(bench.sandbox.status(&id), after);
                }
            }),
        ),
    ]
}

fn amendment_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "103",
            1,
            Case(|bench| {
                for payer in ["02", "03"] {
                    let (id, _) = bench.sandbox.bought("4", payer, "sales_flg=1");
                    bench.force(&id, "20");
                    bench.expect("103", &format!("amount=1&payment_id={id}"), "7409");
                }
            }),
        ),
        (
            "103",
            2,
            Case(|bench| {
                let docomo = ["20", "21", "30", "34", "42", "44"].map(|status| (status, "60"));
                matrix(bench, "103", "5", &docomo);
                matrix(bench, "103", "4", &[("20", "40")]);
                matrix(bench, "103", "2", &[("20", "40")]);
                matrix(bench, "103", "6", &[("20", "40"), ("21", "40")]);
                matrix(bench, "103", "7", &[]);
                // Once only, whatever the status.
                let (id, _) = bench.sandbox.bought("6", "", "");
                bench.expect("103", &format!("amount=900&payment_id={id}"), "ok");
                bench.force(&id, "21");
                bench.expect("103", &format!("amount=800&payment_id={id}"), "7003");
            }),
        ),
        (
            "103",
            3,
            Case(|bench| {
                for career_type in ["2", "4", "5", "6"] {
                    let (id, _) = bench.sandbox.bought(career_type, "", "");
                    for amount in ["0", "1000", "1001"] {
                        let fields = format!("payment_id={id}&amount={amount}");
                        bench.expect("103", &fields, "P010 amount");
                    }
                }
            }),
        ),
        (
            "103",
            4,
            Case(|bench| {
                silence(bench, "103", "5", "7105", "34");
                silence(bench, "103", "2", "7302", "");
                silence(bench, "103", "4", "7402", "");
                silence(bench, "103", "6", "7502", "");
            }),
        ),
        (
            "103",
            5,
            Case(|bench| {
                let (old, _) = bench.sandbox.bought("5", "", "trading_id=smaller");
                let answer = bench.answer("", "103", &format!("amount=1&payment_id={old}"));
                let new = value(&answer, "payment_id");
                assert_ne!(new, old);
                assert_eq!(value(&answer, "base_payment_id"), old);
                assert_eq!(bench.sandbox.status(&old), "60");
                assert_eq!(bench.sandbox.status(&new), "40");
                let (id, _) = bench.sandbox.bought("6", "", "");
                let answer = bench.answer("", "103", &format!("amount=1&payment_id={id}"));
                assert_eq!(value(&answer, "payment_id"), id);
                assert_eq!(value(&answer, "base_payment_id"), id);
                assert_eq!(bench.sandbox.status(&id), "40");
            }),
        ),
    ]
}
