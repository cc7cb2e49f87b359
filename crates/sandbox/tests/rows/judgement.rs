//! Rows 020/30-38: what the card company says.

use super::no_3ds;
use crate::Row::{self, Case};
use crate::common::{card, value};

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "020",
            30,
            Case(|bench| {
                let fields = card("0000", "payment_amount=1&trading_id=blocked");
                bench.expect_of("blocker", "020", &card("0000", "payment_amount=1"), "ok");
                bench.expect_of("blocker", "020", &fields, "2054");
                let answer = bench.answer("blocker", "094", "trading_id=blocked");
                assert_eq!(value(&answer, "payment_status"), "15");
            }),
        ),
        (
            "020",
            31,
            Case(|bench| {
                let fields = no_3ds("3dsecure_use_type=1&trading_id=attempt");
                bench.expect_of("3ds1", "020", &fields, "2015");
                let answer = bench.answer("3ds1", "094", "trading_id=attempt");
                assert_eq!(value(&answer, "payment_status"), "11");
                let answer = bench.answer("3ds1 all", "020", &fields);
                assert_eq!(value(&answer, "attempt_kbn"), "1");
            }),
        ),
        (
            "020",
            32,
            Case(|bench| {
                let with = |number: &str| {
                    format!(
                        "payment_amount=1&payment_class=10&3dsecure_ryaku=1&card_number={number}&card_valid_term=1230"
                    )
                };
                bench.expect_of("visa only", "020", &with("5250000000000000"), "2016");
                bench.expect("020", &with("9900000000000000"), "2016");
            }),
        ),
        (
            "020",
            33,
            Case(|bench| {
                let fields = card("0000", "payment_amount=1").replace("class=10", "class=23");
                bench.expect_of("bonus never", "020", &fields, "2018");
                bench.expect_of("bonus always", "020", &fields, "ok");
            }),
        ),
        (
            "020",
            34,
            Case(|bench| {
                let old = card(
                    "0000",
                    "payment_amount=1&card_valid_term=0120&trading_id=old",
                );
                bench.expect("020", &old, "2003 1G83");
                let far = card("0000", "payment_amount=1&card_valid_term=1299");
                bench.expect("020", &far, "2003 1G83");
                assert_eq!(
                    bench.value_of("094", "trading_id=old", "payment_status"),
                    "10"
                );
            }),
        ),
        (
            "020",
            35,
            Case(|bench| {
                for (tail, code, status) in [
                    ("8101", "2002 1C01", "11"),
                    ("8212", "2001 1G12", "11"),
                    ("8265", "2003 1G65", "10"),
                    ("8512", "2002 1K12", "11"),
                    ("8601", "2002 1P01", "11"),
                    ("8300", "2002 2999", "11"),
                ] {
                    let trading_id = format!("stub{tail}");
                    let fields = card(tail, &format!("payment_amount=1&trading_id={trading_id}"));
                    bench.expect("020", &fields, code);
                    let fields = format!("trading_id={trading_id}");
                    assert_eq!(
                        bench.value_of("094", &fields, "payment_status"),
                        status,
                        "{tail}"
                    );
                }
            }),
        ),
        (
            "020",
            36,
            Case(|bench| {
                let answer =
                    bench.answer("", "020", &card("9000", "payment_amount=1&trading_id=late"));
                assert_eq!(value(&answer, "response_code"), "2008");
                assert_eq!(value(&answer, "payment_id"), "");
                let id = bench.value_of("094", "trading_id=late", "payment_id");
                assert_eq!(bench.sandbox.status(&id), "31");
                bench.sandbox.advance("10m");
                assert_eq!(bench.sandbox.status(&id), "32");
            }),
        ),
        (
            "020",
            37,
            Case(|bench| {
                let fields = no_3ds(
                    "3dsecure_use_type=1&http_accept=*/*&http_user_agent=a&term_url=https://shop.example/&trading_id=asked",
                );
                let answer = bench.answer("3ds1 acs", "020", &fields);
                assert_eq!(value(&answer, "result"), "7");
                assert_eq!(value(&answer, "response_code"), "");
                let answer = bench.answer("3ds1 acs", "094", "trading_id=asked");
                assert_eq!(value(&answer, "payment_status"), "10");
            }),
        ),
        (
            "020",
            38,
            Case(|bench| {
                let id = bench.authorised("0000", "");
                assert_eq!(bench.sandbox.status(&id), "20");
                let id = bench.authorised("0000", "sales_mode=1");
                assert_eq!(bench.sandbox.status(&id), "40");
                let id = bench.authorised("0000", "valid_check_flg=1");
                assert_eq!(bench.sandbox.status(&id), "22");
            }),
        ),
    ]
}
