//! Rows of the mobile carriers: who the buyer is, applications, which payment is meant.

use crate::Bench;
use crate::Row::{self, Case};
use crate::common::shopper::{application, identification};

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
    let mut rows = lookup_rows();
    rows.extend(application_rows());
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
                super::carrier_follow::refused(bench, "softbank", "104", &wrong, "7601 local");
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
