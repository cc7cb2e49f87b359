//! Rows of the other payment methods.

use crate::Row::{self, Case};
use crate::common::value;

pub(crate) const ATM: &str =
    "payment_amount=100&payment_detail=%8e%8e%8c%b1&payment_detail_kana=%bc%b9%dd";
const STORE: &str = "payment_amount=100&customer_family_name=%8e%8e%8c%b1&customer_name=%91%be%98%59&customer_tel=0312345678";
const BANK: &str = "amount=100&claim_kana=%bc%b9%dd&claim_kanji=%8e%8e%8c%b1";

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
    let mut rows = store_rows();
    rows.extend(bank_rows());
    rows.extend(account_rows());
    rows
}

fn store(more: &str) -> String {
    format!("{STORE}&{more}")
}

fn store_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "010",
            1,
            Case(|bench| bench.expect("010", &format!("{ATM}&payment_id=1"), "P010 payment_id")),
        ),
        (
            "010",
            2,
            Case(|bench| {
                let answer = bench.answer("", "010", &format!("{ATM}&trading_id=atm"));
                let id = value(&answer, "payment_id");
                assert_eq!(value(&answer, "customer_number"), format!("{:0>14}", id));
                assert_eq!(bench.sandbox.status(&id), "10");
            }),
        ),
        (
            "030",
            1,
            Case(|bench| {
                bench.expect("030", &store("cvs_type=02&payment_id=1"), "P010 payment_id")
            }),
        ),
        (
            "030",
            2,
            Case(|bench| {
                bench.expect(
                    "030",
                    &store("cvs_type=04&service_type=1"),
                    "P010 service_type",
                );
                let elsewhere = store("cvs_type=02&service_type=1");
                bench.expect_of("tickets", "030", &elsewhere, "P010 service_type");
            }),
        ),
        (
            "030",
            3,
            Case(|bench| bench.expect("030", STORE, "P006 cvs_type")),
        ),
        (
            "030",
            4,
            Case(|bench| {
                bench.expect("030", &store("cvs_type=05"), "P010 cvs_type");
                bench.expect(
                    "030",
                    &store("cvs_type=05&cvs_company_id=00C001"),
                    "P010 cvs_type",
                );
                bench.expect(
                    "030",
                    &store("cvs_company_id=P0C002"),
                    "P010 cvs_company_id",
                );
            }),
        ),
        (
            "030",
            5,
            Case(|bench| {
                bench.expect("030", &store("cvs_company_id=00C001"), "P006 sales_type");
                bench.expect(
                    "030",
                    &store("cvs_company_id=00C001&sales_type=2"),
                    "P010 sales_type",
                );
                bench.expect("030", &store("cvs_company_id=00C001&sales_type=1"), "ok");
            }),
        ),
        (
            "030",
            6,
            Case(|bench| {
                let fields = store("cvs_type=02&customer_name=%81%40%81%40");
                bench.expect("030", &fields, "P010 customer_name");
                bench.expect("030", &store("cvs_type=04&customer_name=%81%40"), "ok");
            }),
        ),
        (
            "030",
            7,
            Case(|bench| {
                let with = |more: &str| store(&format!("cvs_type=04&service_type=1&{more}"));
                let check =
                    |more: &str, code: &str| bench.expect_of("tickets", "030", &with(more), code);
                check("", "P006 ticket_num");
                check("ticket_num=2&t01template=MAIN01", "P034");
                check("ticket_num=1&t01template=NONE", "P035");
                check("ticket_num=1&t01template=SUB01", "P036");
                check("ticket_num=1&t01template=MAIN01&t01master=1-x", "P037");
                check("ticket_num=2&t01template=MAIN01&t02template=SUB01", "ok");
                let only = store("cvs_type=04&service_type=2&payment_amount=0");
                bench.expect_of("tickets", "030", &only, "P006 ticket_start_date");
            }),
        ),
        (
            "030",
            8,
            Case(|bench| {
                let fields = store("cvs_type=02&customer_tel=99999999999&trading_id=notel");
                bench.expect("030", &fields, "3002");
                bench.expect("094", "trading_id=notel", "13001");
            }),
        ),
        (
            "030",
            9,
            Case(|bench| {
                let answer =
                    bench.answer("", "030", &store("cvs_company_id=00C002&trading_id=lawson"));
                assert_eq!(
                    value(&answer, "usable_cvs_company_id"),
                    "00C002-00C004-00C014"
                );
                assert_eq!(value(&answer, "receipt_number").len(), 11);
                assert_eq!(bench.sandbox.status(&value(&answer, "payment_id")), "10");
            }),
        ),
    ]
}

fn bank_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "060",
            1,
            Case(|bench| bench.expect("060", &format!("{BANK}&trading_id=b1&payment_id=1"), "ok")),
        ),
        (
            "060",
            2,
            Case(|bench| bench.expect("060", BANK, "P006 trading_id")),
        ),
        (
            "060",
            3,
            Case(|bench| {
                let answer = bench.answer("by paygent", "060", &format!("{BANK}&trading_id=mine"));
                let id = value(&answer, "trading_id");
                assert!(id.starts_with("PG") && id.len() == 22, "{id}");
            }),
        ),
        (
            "060",
            4,
            Case(|bench| {
                let with = |term: &str| format!("{BANK}&trading_id=b4&asp_payment_term={term}");
                bench.expect("060", &with("x050000"), "P008 asp_payment_term");
                bench.expect("060", &with("050000"), "P009 asp_payment_term");
                bench.expect("060", &with("2050000"), "P010 asp_payment_term");
            }),
        ),
        (
            "060",
            5,
            Case(|bench| {
                bench.expect("060", &format!("{BANK}&trading_id=b5"), "ok");
                paid_bank_payment(bench, "b5", "40");
                bench.expect("060", &format!("{BANK}&trading_id=b5"), "5008");
            }),
        ),
        (
            "060",
            6,
            Case(|bench| {
                bench.expect("060", &format!("{BANK}&trading_id=b6"), "ok");
                bench.sql("UPDATE bank_applications SET page_limit = 0 WHERE trading_id = 'b6'");
                bench.expect("060", &format!("{BANK}&trading_id=b6"), "5009");
            }),
        ),
        (
            "060",
            7,
            Case(|bench| {
                bench.expect("060", &format!("{BANK}&trading_id=b7"), "ok");
                for _ in 0..30 {
                    paid_bank_payment(bench, "b7", "15");
                }
                bench.expect("060", &format!("{BANK}&trading_id=b7"), "5011");
            }),
        ),
        (
            "060",
            8,
            Case(|bench| {
                let first = bench.answer("", "060", &format!("{BANK}&trading_id=b8"));
                let again = format!("{BANK}&trading_id=b8").replace("amount=100", "amount=200");
                let second = bench.answer("", "060", &again);
                assert_eq!(value(&second, "response_code"), "5010");
                for name in [
                    "asp_url",
                    "amount",
                    "claim_kana",
                    "asp_limit_date",
                    "trade_generation_date",
                ] {
                    assert_eq!(value(&first, name), value(&second, name), "{name}");
                    assert!(!value(&first, name).is_empty(), "{name}");
                }
            }),
        ),
        (
            "060",
            9,
            Case(|bench| {
                bench.expect("060", &format!("{BANK}&trading_id=b9"), "ok");
                bench.expect("094", "trading_id=b9", "13001");
            }),
        ),
    ]
}

/// A bank payment as the page will make it: a copy of an ATM payment.
fn paid_bank_payment(bench: &crate::Bench, trading_id: &str, status: &str) {
    let id = bench.value_of("010", ATM, "payment_id");
    bench.sql(&format!(
        "UPDATE payments SET payment_type = '05', trading_id = '{trading_id}', status = '{status}' WHERE id = {id}"
    ));
}

fn account_rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "070",
            1,
            Case(|bench| bench.expect("070", "claim_amount=1&payment_id=1", "P010 payment_id")),
        ),
        (
            "070",
            2,
            Case(|bench| {
                let fields = "claim_amount=1&virtual_account_bank_code=0033";
                bench.expect("070", fields, "P006 virtual_account_branch_code");
            }),
        ),
        (
            "070",
            3,
            Case(|bench| {
                bench.expect(
                    "070",
                    "claim_amount=1&fix_numbering_reg=x",
                    "P010 fix_numbering_reg",
                );
                bench.expect("070", "claim_amount=1&expire_days=365", "P010 expire_days");
            }),
        ),
        (
            "070",
            4,
            Case(|bench| bench.expect("070", &account("9999999"), "8003")),
        ),
        (
            "070",
            5,
            Case(|bench| {
                bench.expect(
                    "070",
                    &format!("{}&numbering_type=1", account("2000090")),
                    "ok",
                );
                bench.expect("070", &account("2000090"), "8002");
                bench.expect(
                    "070",
                    &format!("{}&numbering_type=1", account("2000090")),
                    "ok",
                );
            }),
        ),
        (
            "070",
            6,
            Case(|bench| {
                bench.expect("070", &account("2000091"), "ok");
                bench.expect("070", &account("2000091"), "8003");
            }),
        ),
        (
            "070",
            7,
            Case(|bench| {
                bench.expect_of("two accounts", "070", "claim_amount=1", "ok");
                bench.expect_of("two accounts", "070", "claim_amount=1", "ok");
                bench.expect_of("two accounts", "070", "claim_amount=1", "8001");
            }),
        ),
        (
            "070",
            8,
            Case(|bench| {
                let answer = bench.answer("", "070", "claim_amount=1&trading_id=va&expire_days=0");
                let id = value(&answer, "payment_id");
                assert_eq!(value(&answer, "virtual_account_number").len(), 7);
                assert_eq!(bench.sandbox.status(&id), "10");
            }),
        ),
    ]
}

fn account(number: &str) -> String {
    format!(
        "claim_amount=1&virtual_account_bank_code=0033&virtual_account_branch_code=001&virtual_account_number={number}"
    )
}
