//! Rows of 450.

use crate::Bench;
use crate::Row::{self, Case};

const BASE: &str = "term_url=https://shop.example/back&merchant_name=Shop&authentication_type=01&";

/// A 450 with a card number, but for its amount.
pub(crate) const DIRECT: &str = "term_url=https://shop.example/back&merchant_name=Shop&authentication_type=01&\
    card_set_method=direct&card_number=4900000000000000&card_valid_term=1230&";

fn good() -> String {
    format!("{DIRECT}payment_amount=1000")
}

fn by_customer(more: &str) -> String {
    format!("{BASE}payment_amount=1000&card_set_method=customer&customer_id=emv{more}")
}

fn by_token(token: &str) -> String {
    format!("{BASE}payment_amount=1000&card_set_method=token&card_token={token}")
}

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "450",
            1,
            Case(|bench| bench.expect_of("no emv", "450", &good(), "P063")),
        ),
        ("450", 2, Case(values)),
        ("450", 3, Case(ways)),
        (
            "450",
            4,
            Case(|bench| bench.expect_of("no direct", "450", &good(), "2023")),
        ),
        ("450", 5, Case(google)),
        ("450", 6, Case(tokens)),
        (
            "450",
            7,
            Case(|bench| bench.expect_of("no storage", "450", &by_customer(""), "P021")),
        ),
        ("450", 8, Case(customers)),
        (
            "450",
            9,
            Case(|bench| {
                bench.expect("450", &good().replace("49000000", "99990000"), "31001");
                let master = good().replace("49000000", "52500000");
                bench.expect_of("visa only", "450", &master, "31001");
            }),
        ),
        (
            "450",
            10,
            Case(|bench| bench.expect("450", &good().replace("4900", "6440"), "31012")),
        ),
        (
            "450",
            11,
            Case(|bench| bench.expect_of("one try", "450", &good(), "2054")),
        ),
        ("450", 12, Case(|bench| bench.expect("450", &good(), "ok"))),
    ]
}

fn values(bench: &Bench) {
    for (more, expected) in [
        ("&authentication_type=02", "P010 authentication_type"),
        ("&card_set_method=cash", "P010 card_set_method"),
        ("&currency_code=XXX", "P010 currency_code"),
        (".0", "P010 payment_amount"),
        (".001&currency_code=USD", "P010 payment_amount"),
        (".01&currency_code=USD", "ok"),
        ("&site_id=S999", "P010 site_id"),
    ] {
        bench.expect("450", &format!("{}{more}", good()), expected);
    }
    bench.expect("450", "term_url=ftp://shop.example/", "P008 term_url");
    bench.expect(
        "450",
        &format!("{BASE}card_set_method=token"),
        "P005 payment_amount",
    );
}

fn ways(bench: &Bench) {
    for fields in [
        "card_set_method=token",
        "card_set_method=customer",
        "card_set_method=direct&card_number=4900000000000000",
        "card_set_method=direct&card_valid_term=1230",
        "card_set_method=google",
        "card_set_method=token&card_token=t&customer_id=c",
        "card_set_method=token&card_token=t&card_number=4900000000000000",
        "card_set_method=customer&customer_id=c&card_token=t",
        "card_set_method=direct&card_number=4900000000000000&card_valid_term=1230&card_token=t",
    ] {
        bench.expect(
            "450",
            &format!("{BASE}payment_amount=1000&{fields}"),
            "31002",
        );
    }
}

fn google(bench: &Bench) {
    let id = bench.merchant_id("");
    let with = |token: &str| {
        format!(
            "{BASE}payment_amount=1000&card_set_method=google&google_payment_method_token={token}"
        )
    };
    bench.expect("450", &with("nonsense"), "25001");
    bench.expect("450", &with(&format!("04900000000000000122030{id}")), "ok");
    bench.expect("450", &with(&format!("036000000000000++122030{id}")), "ok");
    bench.expect(
        "450",
        &with(&format!("24900000000000000122030{id}")),
        "25001",
    );
    bench.expect(
        "450",
        &with(&format!("14900000000000000122030{id}")),
        "25002",
    );
}

fn tokens(bench: &Bench) {
    bench.expect("450", &by_token("tok_unknown"), "31004");
    let card = bench.sandbox.card_token("4900000000000000", "");
    bench.expect("450", &by_token(&card), "ok");
    // 450 does not use it up, 020 does.
    bench.expect("450", &by_token(&card), "ok");
    bench.expect("020", &super::plain(&format!("card_token={card}")), "ok");
    bench.expect("450", &by_token(&card), "31005");
    let old = bench.token_of("old tokens");
    bench.expect_of("old tokens", "450", &by_token(&old), "31003");
    bench.expect("450", &by_token(&bench.sandbox.code_token()), "31002");
}

fn customers(bench: &Bench) {
    bench.expect("450", &by_customer(""), "31006");
    let store = || {
        let fields = "customer_id=emv&card_number=4900000000000000&card_valid_term=1230";
        bench.value_of("025", fields, "customer_card_id")
    };
    let first = store();
    bench.expect("450", &by_customer(""), "ok");
    store();
    bench.expect("450", &by_customer(""), "31006");
    let chosen = |id: &str| by_customer(&format!("&customer_card_id={id}"));
    bench.expect("450", &chosen(&first), "ok");
    bench.expect("450", &chosen("999999"), "31006");
}
