//! Rows of the mobile carriers.

use serde_json::json;

use crate::Bench;
use crate::Row::{self, Case};
use crate::common::shopper::{application, identification};
use crate::common::value;

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
    let mut rows = lookup_rows();
    rows.extend(application_rows());
    rows.extend(sale_rows());
    rows.extend(cancel_rows());
    rows.extend(amendment_rows());
    rows.extend(identity_rows());
    rows
}

const LOOKUP: &str = "LOOKUP 101 102 103";
const FOLLOW_UPS: [&str; 3] = ["101", "102", "103"];

fn lookup_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            LOOKUP,
            1,
            Case(|bench| {
                for kind in FOLLOW_UPS {
                    bench.expect(kind, "amount=1", "P006 payment_id");
                }
            }),
        ),
        (
            LOOKUP,
            2,
            Case(|bench| {
                let card = bench.authorised("0000", "");
                let (carrier, _) = bench.sandbox.bought("6", "", "trading_id=carrier_ids");
                for kind in FOLLOW_UPS {
                    for wrong in [
                        "payment_id=1".to_owned(),
                        "trading_id=nobody".to_owned(),
                        format!("payment_id={card}"),
                        format!("payment_id={carrier}&trading_id=other"),
                    ] {
                        bench.expect(kind, &format!("amount=1&{wrong}"), "7002");
                    }
                }
            }),
        ),
        (
            LOOKUP,
            3,
            Case(|bench| {
                for _ in 0..2 {
                    bench.sandbox.applied("2", "trading_id=carrier_twice");
                }
                for kind in FOLLOW_UPS {
                    bench.expect(kind, "amount=1&trading_id=carrier_twice", "7001");
                }
            }),
        ),
    ]
}

fn order(bench: &Bench, contract: &str, career_type: &str, more: &str) -> String {
    bench
        .sandbox
        .order(&bench.login(contract), career_type, more)
}

fn application_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "100",
            1,
            Case(|bench| {
                bench.expect("100", &application("1", ""), "P010 career_type");
                bench.expect("100", &application("22", ""), "P009 career_type");
                bench.expect_of("no au", "100", &application("4", ""), "P007");
                bench.expect_of("no card", "100", &application("2", ""), "P007");
            }),
        ),
        (
            "100",
            2,
            Case(|bench| {
                for career_type in ["4", "5", "6", "7"] {
                    let service = "service_code=SC01&";
                    let with =
                        |device: &str| application(career_type, &format!("{service}{device}"));
                    bench.expect("100", &with(""), "P006 pc_mobile_type");
                    bench.expect("100", &with("pc_mobile_type=3"), "P010 pc_mobile_type");
                }
            }),
        ),
        (
            "100",
            3,
            Case(|bench| {
                let order = application("5", "pc_mobile_type=0").replace("other_url", "unknown");
                bench.expect("100", &order, "P006 other_url");
            }),
        ),
        (
            "100",
            4,
            Case(|bench| {
                for career_type in ["4", "5", "7"] {
                    let more = "service_code=SC01&pc_mobile_type=4";
                    bench.expect("100", &application(career_type, more), "P006 open_id");
                }
                // A feature phone of docomo needs none.
                bench.expect("100", &application("5", "pc_mobile_type=1"), "ok");
                let more = "pc_mobile_type=0&open_id=x";
                bench.expect("100", &application("7", more), "P006 service_code");
            }),
        ),
        (
            "100",
            5,
            Case(|bench| {
                let more = "pc_mobile_type=4&open_id=nobody";
                bench.expect("100", &application("4", more), "7403");
                // Another carrier's, another merchant's.
                let docomo = bench.sandbox.open_id(&bench.login(""), "5");
                let more = format!("pc_mobile_type=4&open_id={docomo}");
                bench.expect("100", &application("4", &more), "7403");
                let own = order(bench, "", "4", "");
                bench.expect_of("site", "100", &own, "7403");
                bench.expect("100", &own, "ok");
                bench.expect("100", &own, "ok");
            }),
        ),
        (
            "100",
            6,
            Case(|bench| {
                let good = order(bench, "softbank", "7", "");
                let wrong = good.replace("service_code=SC01", "service_code=SC02");
                bench.expect_of("softbank", "100", &wrong, "7604");
                bench.expect_of("softbank", "100", &good, "ok");
                bench.sql("UPDATE carrier_open_ids SET made = made - 3600 WHERE career_type = '7'");
                let old = order(bench, "softbank", "7", "");
                bench.sql("UPDATE carrier_open_ids SET made = made - 3601 WHERE career_type = '7'");
                bench.expect_of("softbank", "100", &old, "7605");
                let unknown = "service_code=SC01&pc_mobile_type=4&open_id=nobody";
                bench.expect("100", &application("7", unknown), "7605");
            }),
        ),
        (
            "100",
            7,
            Case(|bench| {
                let good = order(bench, "", "5", "");
                bench.expect("100", &good, "ok");
                bench.expect("100", &good, "7101");
                let old = order(bench, "", "5", "");
                bench.sql("UPDATE carrier_open_ids SET made = made - 1801 WHERE career_type = '5'");
                bench.expect("100", &old, "7101");
                let unknown = "pc_mobile_type=0&open_id=nobody";
                bench.expect("100", &application("5", unknown), "7101");
            }),
        ),
        (
            "100",
            8,
            Case(|bench| {
                let order = order(bench, "not eligible", "7", "");
                bench.expect_of("not eligible", "100", &order, "7603");
            }),
        ),
        (
            "100",
            9,
            Case(|bench| {
                for career_type in ["2", "4", "5", "6", "7"] {
                    let (id, page) = bench.sandbox.applied(career_type, "");
                    page.is_readable();
                    assert_eq!(bench.sandbox.status(&id), "10", "{career_type}");
                }
            }),
        ),
    ]
}

/// Code and the carrier's own code, which is the whole detail.
fn refused(bench: &Bench, contract: &str, kind: &str, fields: &str, expected: &str) {
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

fn identity_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "104",
            1,
            Case(|bench| {
                for career_type in ["2", "6", "9"] {
                    let fields = identification(career_type, "");
                    bench.expect("104", &fields, "P010 career_type");
                }
                bench.expect_of("no au", "104", &identification("4", ""), "P007");
                let none = identification("", "");
                bench.expect("104", &none, "P006 career_type");
            }),
        ),
        (
            "104",
            2,
            Case(|bench| {
                let without = |career_type| identification(career_type, "pc_mobile_type=");
                bench.expect("104", &without("4"), "P006 pc_mobile_type");
                bench.expect("104", &without("7"), "P006 pc_mobile_type");
                bench.expect("104", &without("5"), "ok");
            }),
        ),
        (
            "104",
            3,
            Case(|bench| {
                let without = identification("7", "auth_url=");
                bench.expect("104", &without, "P006 auth_url");
                let good = identification("7", "");
                bench.expect_of("softbank", "104", &good, "ok");
                let wrong = identification("7", "auth_url=http%3A%2F%2Fother.example%2F");
                refused(bench, "softbank", "104", &wrong, "7601 local");
            }),
        ),
        (
            "104",
            4,
            Case(|bench| {
                for career_type in ["4", "5", "7"] {
                    bench.expect("104", &identification(career_type, ""), "ok");
                    bench.sandbox.open_id(&bench.login(""), career_type);
                }
                let without = identification("5", "cancel_url=");
                bench.expect("104", &without, "P006 cancel_url");
                bench.expect("104", &identification("4", "cancel_url="), "ok");
            }),
        ),
        (
            "105",
            1,
            Case(|bench| {
                bench.expect("105", "", "P006 open_id");
                bench.expect("105", "open_id=", "P006 open_id");
                bench.expect_of("no au", "105", "open_id=x", "P007");
            }),
        ),
        (
            "105",
            2,
            Case(|bench| {
                bench.expect("105", "open_id=nobody", "7404");
                let docomo = bench.sandbox.open_id(&bench.login(""), "5");
                bench.expect("105", &format!("open_id={docomo}"), "7404");
            }),
        ),
        (
            "105",
            3,
            Case(|bench| {
                let login = bench.login("");
                let open_id = bench.sandbox.open_id(&login, "4");
                assert_eq!(bench.sandbox.open_id(&login, "4"), open_id);
                let release = format!("open_id={open_id}");
                bench.expect("105", &release, "ok");
                bench.expect("105", &release, "7404");
                let more = format!("pc_mobile_type=4&{release}");
                bench.expect("100", &application("4", &more), "7403");
                assert_ne!(bench.sandbox.open_id(&login, "4"), open_id);
            }),
        ),
        (
            "109",
            1,
            Case(|bench| {
                bench.expect("109", "", "P005 serviceurl");
                bench.expect("109", "serviceurl=", "P006 serviceurl");
                // Counted as it stands in a form: three bytes for each of these.
                let url = format!("http://shop.example/?{}", "/".repeat(624));
                bench.expect("109", &format!("serviceurl={url}"), "P009 serviceurl");
                let base = "serviceurl=http%3A%2F%2Fshop.example%2F";
                let body = format!("{base}&rbody={}", "%2F".repeat(2777));
                bench.expect("109", &body, "P009 rbody");
            }),
        ),
        (
            "109",
            2,
            Case(|bench| {
                let fields = "serviceurl=http%3A%2F%2Fshop.example%2Fbye&rbody=a%3D1%26b%3D2";
                let answer = bench.answer("", "109", fields);
                let page = bench.sandbox.enter(&answer);
                page.is_readable();
                assert!(page.body.contains("action=\"http://shop.example/bye\""));
                assert_eq!((page.input("a"), page.input("b")), ("1".into(), "2".into()));
            }),
        ),
    ]
}
