//! Rows 020/1-29: what is asked before the card company.

use super::{no_3ds, plain};
use crate::Row::{self, Case};
use crate::common::{card, value};

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
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
        (
            "020",
            17,
            Case(|bench| {
                let token = bench.sandbox.card_token("4900000000000000", "");
                let fields = plain(&format!("card_token={token}"));
                bench.expect("020", &fields, "ok");
                bench.expect("020", &fields, "2022");
            }),
        ),
        (
            "020",
            18,
            Case(|bench| {
                let token = bench.token_of("old tokens");
                bench.expect_of(
                    "old tokens",
                    "020",
                    &plain(&format!("card_token={token}")),
                    "2020",
                );
            }),
        ),
        (
            "020",
            19,
            Case(|bench| {
                let token = bench.sandbox.code_token();
                bench.expect("020", &plain(&format!("card_token={token}")), "2026");
            }),
        ),
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
            Case(|bench| {
                let id = bench.authentication("314010");
                let fields = no_3ds(&format!("3dsecure_use_type=2&3ds_auth_id={id}"));
                bench.expect("020", &fields, "ok");
                bench.expect("020", &fields, "31010");
            }),
        ),
        (
            "020",
            25,
            Case(|bench| {
                let id = bench.authentication("314010");
                let fields = no_3ds(&format!("3dsecure_use_type=2&3ds_auth_id={id}"));
                bench.expect(
                    "020",
                    &fields.replace("0000&card_valid", "1111&card_valid"),
                    "ok",
                );
                let said: Vec<String> = bench
                    .sandbox
                    .ledger("warning")
                    .iter()
                    .map(|line| line["text"].to_string())
                    .collect();
                assert!(said.iter().any(|text| text.contains("another amount")));
                assert!(said.iter().any(|text| text.contains("another card")));
            }),
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
