//! Rows of the card telegrams.

use crate::Row::{self, Case, NotReachable};
use crate::common::{card, value};

const ADJUST: &str = "028 029";
const NO_TOKENS: &str = "the token script is not served yet: every token is unknown";

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
    let mut rows = authorise_rows();
    rows.extend(judgement_rows());
    rows.extend(follow_rows());
    rows.extend(adjust_rows());
    rows
}

fn authorise_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "020",
            1,
            Case(|bench| {
                bench.expect(
                    "020",
                    "payment_amount=1&payment_class=11",
                    "P010 payment_class",
                );
                bench.expect(
                    "020",
                    "payment_amount=1&payment_class=61&split_count=x",
                    "P008 split_count",
                );
            }),
        ),
        (
            "020",
            2,
            Case(|bench| {
                bench.expect(
                    "020",
                    "payment_amount=1&payment_class=61",
                    "P006 split_count",
                )
            }),
        ),
        (
            "020",
            3,
            Case(|bench| {
                let with = |class: &str, number: &str| {
                    format!(
                        "payment_amount=1&payment_class={class}&3dsecure_ryaku=1&card_number={number}&card_valid_term=1230"
                    )
                };
                bench.expect("020", &with("23", "4900000000000000"), "P030");
                bench.expect("020", &with("61&split_count=4", "4900000000000000"), "P030");
                bench.expect("020", &with("80", "4000000000000000"), "P030");
                bench.expect("020", &with("61&split_count=3", "4900000000000000"), "ok");
                bench.expect("020", &with("10", "4000000000000000"), "ok");
            }),
        ),
        (
            "020",
            4,
            Case(|bench| {
                let fields = "payment_amount=1&payment_class=10&3dsecure_ryaku=1&stock_card_mode=1&customer_id=c&customer_card_id=1";
                bench.expect_of("no storage", "020", fields, "P024");
            }),
        ),
        (
            "020",
            5,
            Case(|bench| {
                bench.expect(
                    "020",
                    &card("0000", "payment_amount=1&3ds_auth_id=a"),
                    "31008",
                )
            }),
        ),
        (
            "020",
            6,
            Case(|bench| bench.expect("020", &no_3ds("3dsecure_use_type=2"), "31009")),
        ),
        (
            "020",
            7,
            Case(|bench| {
                let fields = card("0000", "payment_amount=1&3dsecure_use_type=2&3ds_auth_id=a");
                bench.expect("020", &fields, "P010 3dsecure_ryaku");
            }),
        ),
        (
            "020",
            8,
            Case(|bench| {
                bench.expect_of(
                    "no emv",
                    "020",
                    &no_3ds("3dsecure_use_type=2&3ds_auth_id=a"),
                    "P063",
                );
            }),
        ),
        (
            "020",
            9,
            Case(|bench| {
                bench.expect(
                    "020",
                    &card("0000", "payment_amount=1&3dsecure_use_type=1"),
                    "ok",
                )
            }),
        ),
        (
            "020",
            10,
            Case(|bench| {
                bench.expect("020", &no_3ds(""), "P010 3dsecure_ryaku");
                bench.expect("020", &no_3ds("3dsecure_use_type=1"), "P010 3dsecure_ryaku");
            }),
        ),
        (
            "020",
            11,
            Case(|bench| {
                bench.expect(
                    "020",
                    &card("0000", "payment_amount=1&card_token=tok_1"),
                    "2024",
                )
            }),
        ),
        (
            "020",
            12,
            Case(|bench| {
                let fields = card(
                    "0000",
                    "payment_amount=1&card_token=tok_1&security_code_token=1",
                );
                bench.expect("020", &fields, "2025");
            }),
        ),
        (
            "020",
            13,
            Case(|bench| {
                bench.expect("020", &plain("security_code_token=1"), "P006 card_token");
                bench.expect(
                    "020",
                    &plain("security_code_token=1&card_token=t"),
                    "P006 stock_card_mode",
                );
            }),
        ),
        (
            "020",
            14,
            Case(|bench| {
                bench.expect_of(
                    "no direct",
                    "020",
                    &card("0000", "payment_amount=1"),
                    "2023",
                )
            }),
        ),
        (
            "020",
            15,
            Case(|bench| bench.expect("020", &plain(""), "P006 card_token")),
        ),
        (
            "020",
            16,
            Case(|bench| bench.expect("020", &plain("card_token=tok_unknown"), "2021")),
        ),
        ("020", 17, NotReachable(NO_TOKENS)),
        ("020", 18, NotReachable(NO_TOKENS)),
        ("020", 19, NotReachable(NO_TOKENS)),
        (
            "020",
            20,
            Case(|bench| {
                let stored = "stock_card_mode=1&customer_id=nobody&customer_card_id=1";
                bench.expect("020", &plain(stored), "P025");
                let id = bench.value_of(
                    "025",
                    "customer_id=payer&card_number=4900000000000000&card_valid_term=1230",
                    "customer_card_id",
                );
                let stored = format!("stock_card_mode=1&customer_id=payer&customer_card_id={id}");
                bench.expect("020", &plain(&stored), "ok");
            }),
        ),
        (
            "020",
            21,
            Case(|bench| {
                bench.expect("020", &plain("ref_trading_id=nothing"), "2009");
                bench.expect(
                    "020",
                    &card("8212", "payment_amount=1&trading_id=failed"),
                    "2001 1G12",
                );
                bench.expect("020", &plain("ref_trading_id=failed"), "2009");
                bench.authorised("0000", "trading_id=earlier");
                bench.expect("020", &plain("ref_trading_id=earlier"), "ok");
            }),
        ),
        (
            "020",
            22,
            Case(|bench| {
                let fields = card("0000", "payment_amount=1&security_code_use=1");
                bench.expect("020", &fields, "P006 card_conf_number");
                bench.expect("020", &format!("{fields}&card_conf_number=123"), "ok");
            }),
        ),
        (
            "020",
            23,
            Case(|bench| {
                bench.expect(
                    "020",
                    &no_3ds("3dsecure_use_type=2&3ds_auth_id=unknown"),
                    "31011",
                )
            }),
        ),
        (
            "020",
            24,
            NotReachable("authentications are made by 450, which is not simulated yet"),
        ),
        (
            "020",
            25,
            NotReachable("authentications are made by 450, which is not simulated yet"),
        ),
        (
            "020",
            26,
            Case(|bench| {
                bench.expect(
                    "020",
                    &card("0000", "payment_amount=1&payment_id=1"),
                    "2001 P901",
                );
                let id = bench.value_of(
                    "020",
                    &card("8283", "payment_amount=1&trading_id=a"),
                    "payment_id",
                );
                let fields = card(
                    "0000",
                    &format!("payment_amount=1&trading_id=b&payment_id={id}"),
                );
                bench.expect("020", &fields, "2001 P901");
            }),
        ),
        (
            "020",
            27,
            Case(|bench| {
                let id = bench.authorised("0000", "");
                let fields = card("0000", &format!("payment_amount=1&payment_id={id}"));
                bench.expect("020", &fields, "2001 P902");
                assert_eq!(bench.sandbox.status(&id), "20");
            }),
        ),
        (
            "020",
            28,
            Case(|bench| {
                let id = bench.value_of("020", &card("8283", "payment_amount=1"), "payment_id");
                let again = |tail: &str| card(tail, &format!("payment_amount=1&payment_id={id}"));
                for _ in 0..3 {
                    bench.expect("020", &again("8283"), "2003 1G83");
                    assert_eq!(bench.sandbox.status(&id), "10");
                }
                bench.expect("020", &again("0000"), "2001 P903");
                assert_eq!(bench.sandbox.status(&id), "11");
            }),
        ),
        (
            "020",
            29,
            Case(|bench| {
                let answer = bench.answer(
                    "",
                    "020",
                    &card("8283", "payment_amount=7&trading_id=again"),
                );
                let id = value(&answer, "payment_id");
                assert_eq!(value(&answer, "trading_id"), "again");
                let fields = card("0000", &format!("payment_amount=7&payment_id={id}"));
                assert_eq!(
                    bench.value_of("020", &fields, "payment_id"),
                    id,
                    "a retry keeps its payment"
                );
                assert_eq!(bench.sandbox.status(&id), "20");
            }),
        ),
    ]
}

fn judgement_rows() -> Vec<(&'static str, u32, Row)> {
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
                // Ten minutes pass.
                bench.sql(&format!(
                    "UPDATE timers SET due = due - 600 WHERE payment_id = {id}"
                ));
                for _ in 0..50 {
                    if bench.sandbox.status(&id) == "32" {
                        return;
                    }
                    std::thread::sleep(std::time::Duration::from_millis(100));
                }
                panic!("31 does not end");
            }),
        ),
        (
            "020",
            37,
            NotReachable("the 3-D Secure 1.0 pages are not built yet"),
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

fn follow_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "021",
            1,
            Case(|bench| bench.follow("021", "0000", "40", "2004", "40")),
        ),
        (
            "021",
            2,
            Case(|bench| bench.follow("021", "0000", "33", "ok", "33")),
        ),
        (
            "021",
            3,
            Case(|bench| {
                for (tail, code) in [
                    ("2115", "2002 1C15"),
                    ("2512", "2002 1K12"),
                    ("2612", "2002 1P12"),
                    ("2300", "2002 2999"),
                ] {
                    bench.follow("021", tail, "20", code, "31");
                }
                bench.follow("021", "2200", "20", "ok", "32");
            }),
        ),
        (
            "021",
            4,
            Case(|bench| bench.follow("021", "3000", "20", "2008 2999", "31")),
        ),
        (
            "021",
            5,
            Case(|bench| bench.follow("021", "0000", "31", "ok", "32")),
        ),
        (
            "022",
            1,
            Case(|bench| bench.follow("022", "0000", "33", "2007", "33")),
        ),
        (
            "022",
            2,
            Case(|bench| bench.follow("022", "0000", "32", "2004", "32")),
        ),
        (
            "022",
            3,
            Case(|bench| bench.follow("022", "0000", "41", "ok", "41")),
        ),
        (
            "022",
            4,
            Case(|bench| {
                let fields = card("0000", "payment_amount=1").replace("class=10", "class=23");
                let id = value(&bench.answer("bonus always", "020", &fields), "payment_id");
                // The same payment under a contract whose bonus period is over.
                let index = |name: &str| {
                    100 + super::super::contracts()
                        .iter()
                        .position(|(n, _)| *n == name)
                        .unwrap()
                };
                let over = index("bonus never");
                bench.sql(&format!(
                    "UPDATE payments SET merchant_id = '{over}' WHERE id = {id}"
                ));
                bench.expect_of("bonus never", "022", &format!("payment_id={id}"), "2018");
            }),
        ),
        (
            "022",
            5,
            Case(|bench| bench.follow("022", "0000", "30", "ok", "40")),
        ),
        (
            "023",
            1,
            Case(|bench| bench.follow("023", "0000", "41", "2007", "41")),
        ),
        (
            "023",
            2,
            Case(|bench| bench.follow("023", "0000", "20", "2004", "20")),
        ),
        (
            "023",
            3,
            Case(|bench| bench.follow("023", "0000", "60", "ok", "60")),
        ),
        (
            "023",
            4,
            Case(|bench| bench.follow("023", "2115", "40", "2002 1C15", "42")),
        ),
        (
            "023",
            5,
            Case(|bench| bench.follow("023", "3000", "42", "2008 2999", "42")),
        ),
        (
            "023",
            6,
            Case(|bench| bench.follow("023", "0000", "42", "ok", "60")),
        ),
    ]
}

fn adjust_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            ADJUST,
            1,
            Case(|bench| {
                let id = value(
                    &bench.answer("no reduction", "020", &card("0000", "payment_amount=9")),
                    "payment_id",
                );
                let fields = format!("payment_id={id}&payment_amount=1&reduction_flag=0");
                bench.expect_of("no reduction", "028", &fields, "P029");
            }),
        ),
        (
            ADJUST,
            2,
            Case(|bench| {
                let fields = "payment_id=1&payment_amount=1&reduction_flag=";
                bench.expect("028", &format!("{fields}2"), "P010 reduction_flag");
                let fields = format!("{fields}0&base_payment_cancel_timing=2");
                bench.expect("029", &fields, "P010 base_payment_cancel_timing");
            }),
        ),
        (ADJUST, 3, Case(|bench| both(bench, "33", "41", "2007"))),
        (ADJUST, 4, Case(|bench| both(bench, "40", "20", "2004"))),
        (
            ADJUST,
            5,
            Case(|bench| {
                let id = bench.authorised("0000", "");
                for (amount, flag, code) in [
                    ("1001", "0", "2013"),
                    ("0", "0", "2013"),
                    ("1000", "1", "2013"),
                    ("1000", "0", "ok"),
                ] {
                    let fields =
                        format!("payment_id={id}&payment_amount={amount}&reduction_flag={flag}");
                    bench.expect("028", &fields, code);
                }
            }),
        ),
        (
            ADJUST,
            6,
            Case(|bench| {
                let answer = bench.answer("3ds1 all", "020", &no_3ds("3dsecure_use_type=1"));
                let id = value(&answer, "payment_id");
                let fields = format!("payment_id={id}&payment_amount=1&reduction_flag=0");
                bench.expect_of("3ds1 all", "028", &fields, "2014");
            }),
        ),
        (
            ADJUST,
            7,
            Case(|bench| {
                for tail in ["2115", "2512", "2612", "2300", "3000"] {
                    let id = bench.authorised(tail, &format!("trading_id=a{tail}"));
                    let fields = format!("payment_id={id}&payment_amount=1&reduction_flag=0");
                    bench.expect("028", &format!("{fields}&trading_id=a{tail}"), "2010");
                    assert_eq!(bench.sandbox.status(&id), "20");
                    let fields = format!("trading_id=a{tail}");
                    bench.expect("094", &fields, "13002");
                }
            }),
        ),
        (
            ADJUST,
            8,
            Case(|bench| {
                let old = bench.authorised("2115", "sales_mode=1");
                let answer = bench.answer(
                    "",
                    "029",
                    &format!("payment_id={old}&payment_amount=1&reduction_flag=0"),
                );
                assert_eq!(value(&answer, "response_code"), "2012");
                let new = value(&answer, "payment_id");
                assert_eq!(value(&answer, "base_payment_id"), old);
                assert_eq!(
                    (bench.sandbox.status(&new), bench.sandbox.status(&old)),
                    ("40".into(), "40".into())
                );
            }),
        ),
        (
            ADJUST,
            9,
            Case(|bench| {
                let timing = "payment_amount=1&reduction_flag=0&base_payment_cancel_timing=1";
                let old = bench.authorised("2115", "");
                let answer = bench.answer("", "028", &format!("payment_id={old}&{timing}"));
                assert_eq!(value(&answer, "response_code"), "2010");
                assert_eq!(
                    (value(&answer, "payment_id"), bench.sandbox.status(&old)),
                    (String::new(), "20".into())
                );
                let old = bench.authorised("3000", "sales_mode=1");
                bench.expect("029", &format!("payment_id={old}&{timing}"), "2012");
                assert_eq!(bench.sandbox.status(&old), "40");
            }),
        ),
        (
            ADJUST,
            10,
            NotReachable("a fault rule makes it; fault rules are not built yet"),
        ),
        (
            ADJUST,
            11,
            Case(|bench| {
                for (kind, mode, new_status, old_status) in
                    [("028", "", "20", "32"), ("029", "sales_mode=1", "40", "60")]
                {
                    let old = bench.authorised("0000", mode);
                    let fields = format!("payment_id={old}&payment_amount=300&reduction_flag=1");
                    let answer = bench.answer("", kind, &fields);
                    let new = value(&answer, "payment_id");
                    assert_eq!(value(&answer, "reduced_amount"), "700");
                    assert_eq!(bench.sandbox.status(&new), new_status);
                    assert_eq!(bench.sandbox.status(&old), old_status);
                }
            }),
        ),
    ]
}

fn both(bench: &crate::Bench, of_028: &str, of_029: &str, code: &str) {
    for (kind, status) in [("028", of_028), ("029", of_029)] {
        let id = bench.authorised("0000", "");
        bench.force(&id, status);
        let fields = format!("payment_id={id}&payment_amount=1&reduction_flag=0");
        bench.expect(kind, &fields, code);
        assert_eq!(bench.sandbox.status(&id), status);
    }
}

/// Rows of 025, 116, 026, 027.
pub(crate) fn stored_rows() -> Vec<(&'static str, u32, Row)> {
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

/// Fields of 020 without any card, no 3-D Secure.
fn plain(more: &str) -> String {
    format!("payment_amount=1&payment_class=10&3dsecure_ryaku=1&{more}")
}

/// Fields of 020 with a card and without `3dsecure_ryaku`.
fn no_3ds(more: &str) -> String {
    card("0000", &format!("payment_amount=1&{more}")).replace("3dsecure_ryaku=1&", "")
}
