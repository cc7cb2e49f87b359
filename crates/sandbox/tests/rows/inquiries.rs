//! Rows of 091 and 094.

use super::others::ATM;
use crate::Row::{self, Case};
use crate::common::value;

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "091",
            1,
            Case(|bench| bench.expect_of("no 091", "091", "", "P007")),
        ),
        (
            "091",
            2,
            Case(|bench| {
                // Chance decides when two meet, so many are sent until two have.
                let body = format!("{}telegram_kind=091", bench.login(""));
                let parallel = ["--parallel", "--parallel-immediate", "--no-progress-meter"];
                let met = (0..100).any(|_| {
                    let out = bench
                        .sandbox
                        .curl("/n/ref/paynotice?[1-100]", &body, &parallel);
                    String::from_utf8_lossy(&out.stdout).contains("response_code=9004")
                });
                assert!(met, "no two of 10,000 met");
            }),
        ),
        (
            "091",
            3,
            Case(|bench| {
                for fields in ["payment_notice_id=999999", "payment_notice_id=0"] {
                    let answer = bench.answer("visa only", "091", fields);
                    assert_eq!(
                        answer,
                        b"\r\nresult=0\r\nsuccess_code=1\r\nsuccess_detail=1"
                    );
                }
            }),
        ),
        (
            "091",
            4,
            Case(|bench| {
                let next = || {
                    let answer = bench.answer("two accounts", "091", "");
                    (
                        value(&answer, "success_code"),
                        value(&answer, "payment_notice_id"),
                    )
                };
                while next().0 != "1" {}
                for _ in 0..2 {
                    let fields = crate::common::card("0000", "payment_amount=1");
                    bench.expect_of("two accounts", "020", &fields, "ok");
                }
                let (code, first) = next();
                assert_eq!(code, "0");
                let purged: u64 = first.parse::<u64>().unwrap() + 1;
                bench.sql(&format!(
                    "UPDATE notices SET made = made - 700000 WHERE id = {purged} AND merchant_id =
                     (SELECT merchant_id FROM notices WHERE id = {purged} ORDER BY made DESC LIMIT 1)"
                ));
                // The default contract's merchant may own the newer record of that number; age all.
                bench.sql(&format!("UPDATE notices SET made = 1 WHERE id = {purged}"));
                let (code, after) = next();
                assert_eq!((code.as_str(), after), ("2", (purged + 1).to_string()));
                assert_eq!(next().0, "0");
            }),
        ),
        (
            "091",
            5,
            Case(|bench| {
                let fields =
                    crate::common::card("0000", "payment_amount=5&sales_mode=1&site_id=S001");
                let id = value(&bench.answer("site", "020", &fields), "payment_id");
                let answer = bench.answer("site", "091", "site_id=S001");
                assert_eq!(value(&answer, "payment_id"), id);
                assert_eq!(value(&answer, "payment_status"), "10");
                let answer = bench.answer("site", "091", "site_id=S001");
                assert_eq!(
                    value(&answer, "payment_status"),
                    "40",
                    "sales_mode=1 writes no 20"
                );
                assert_eq!(
                    value(&answer, "joho_code"),
                    "",
                    "not asked for in the contract"
                );
                assert_eq!(value(&answer, "site_id"), "S001");
            }),
        ),
        (
            "094",
            1,
            Case(|bench| bench.expect("094", "", "P006 payment_id")),
        ),
        (
            "094",
            2,
            Case(|bench| {
                bench.expect("094", "payment_id=1", "13001");
                bench.expect("094", "trading_id=nothing", "13001");
                let id = bench.authorised("0000", "trading_id=q");
                bench.expect("094", &format!("payment_id={id}&trading_id=r"), "13001");
                bench.expect("094", &format!("payment_id={id}&payment_type=01"), "13001");
            }),
        ),
        (
            "094",
            3,
            Case(|bench| {
                bench.authorised("0000", "trading_id=shared");
                bench.expect("010", &format!("{ATM}&trading_id=shared"), "ok");
                bench.expect("094", "trading_id=shared", "13002");
                bench.expect("094", "trading_id=shared&payment_type=01", "ok");
            }),
        ),
        (
            "094",
            4,
            Case(|bench| {
                let id = bench.value_of(
                    "010",
                    &format!("{ATM}&customer_name_kana=%bc%b9%dd"),
                    "payment_id",
                );
                let answer = bench.answer("", "094", &format!("payment_id={id}"));
                assert_eq!(value(&answer, "payment_type"), "01");
                assert_eq!(value(&answer, "customer_name_kana"), "ｼｹﾝ");
            }),
        ),
    ]
}
