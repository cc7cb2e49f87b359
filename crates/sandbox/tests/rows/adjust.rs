//! Rows of 028 and 029.

use serde_json::json;

use super::no_3ds;
use crate::Row::{self, Case};
use crate::common::{card, value};

const ADJUST: &str = "028 029";

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
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
            Case(|bench| {
                let old = bench.authorised("0000", "sales_mode=1&trading_id=unsold");
                let rule = json!({"trading_id": "unsold", "do": {"sale_of_new_fails": true}});
                bench.sandbox.strike(&rule);
                let fields = format!("payment_id={old}&payment_amount=400&reduction_flag=0");
                let answer = bench.answer("", "029", &fields);
                assert_eq!(value(&answer, "response_code"), "2011");
                let new = value(&answer, "payment_id");
                let statuses = [&new, &old].map(|id| bench.sandbox.status(id));
                assert_eq!(statuses, ["20", "40"]);
            }),
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
