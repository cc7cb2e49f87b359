//! ENTRY and LOOKUP rows.

use crate::Row::{self, Case};
use crate::common::{card, run_curl, value, verdict};

const LOOKUP: &str = "LOOKUP 021 022 023 028 029";

pub(crate) fn rows() -> Vec<(&'static str, u32, Row)> {
    vec![
        (
            "ENTRY",
            1,
            Case(|bench| bench.expect_of("maintenance", "094", "payment_id=1", "P017")),
        ),
        (
            "ENTRY",
            2,
            Case(|bench| {
                bench.expect_of("other address", "094", "payment_id=1", "P015");
                bench.expect_of("this address", "094", "payment_id=1", "13001");
            }),
        ),
        (
            "ENTRY",
            3,
            Case(|bench| {
                let url = format!("{}/n/ref/paymentref", bench.sandbox.telegram_url);
                let ca = bench.sandbox.kit("curl-ca-bundle.crt");
                let out = run_curl(&["-sS", "--cacert", &ca, "--data", "telegram_kind=094", &url]);
                assert_eq!(verdict(&out.stdout), "P016");
            }),
        ),
        (
            "ENTRY",
            4,
            Case(|bench| {
                for wrong in ["merchant_id=", "connect_id=", "connect_password="] {
                    let body = format!("{}telegram_kind=094&{wrong}", bench.login(""));
                    let answer = bench.sandbox.curl("/n/ref/paymentref", &body, &[]).stdout;
                    assert_eq!(verdict(&answer), "P001", "{wrong}");
                }
            }),
        ),
        (
            "ENTRY",
            5,
            Case(|bench| {
                for wrong in ["merchant_id=1", "connect_id=x", "connect_password=x"] {
                    let body = format!("{}telegram_kind=094&{wrong}", bench.login(""));
                    let answer = bench.sandbox.curl("/n/ref/paymentref", &body, &[]).stdout;
                    assert_eq!(verdict(&answer), "P002", "{wrong}");
                }
                bench.expect_of("hash", "094", "payment_id=1", "P002");
                bench.expect_of(
                    "hash",
                    "094",
                    "payment_id=1&request_date=20260101000000&hc=0",
                    "P002",
                );
            }),
        ),
        (
            "ENTRY",
            6,
            Case(|bench| bench.expect_of("other certificate", "094", "payment_id=1", "P016")),
        ),
        (
            "ENTRY",
            7,
            Case(|bench| bench.expect_of("unavailable", "094", "payment_id=1", "P018")),
        ),
        (
            "ENTRY",
            8,
            Case(|bench| {
                for kind in [
                    "telegram_kind=",
                    "",
                    "telegram_kind=999",
                    "telegram_kind=020",
                ] {
                    let body = format!("{}{kind}", bench.login(""));
                    let answer = bench.sandbox.curl("/n/ref/paymentref", &body, &[]).stdout;
                    assert_eq!(verdict(&answer), "P004", "{kind}");
                }
            }),
        ),
        (
            "ENTRY",
            9,
            Case(|bench| {
                bench.expect("094", "telegram_version=", "P006 telegram_version");
                bench.expect("094", "telegram_version=1.1", "P003");
                let body = bench
                    .login("")
                    .replace("telegram_version=1.0", "telegram_kind=094");
                let answer = bench.sandbox.curl("/n/ref/paymentref", &body, &[]).stdout;
                assert_eq!(verdict(&answer), "P005 telegram_version");
            }),
        ),
        (
            "ENTRY",
            10,
            Case(|bench| {
                bench.expect_of("no card", "020", &card("0000", "payment_amount=1"), "P007");
                bench.expect("113", "", "P007");
            }),
        ),
        (
            "ENTRY",
            11,
            Case(|bench| {
                bench.expect("020", "", "P005 payment_amount");
                bench.expect("020", "payment_amount=", "P006 payment_amount");
                bench.expect("020", "payment_amount=1.5", "P008 payment_amount");
                bench.expect("020", "payment_amount=12345678", "P009 payment_amount");
                bench.expect(
                    "020",
                    "payment_amount=1&payment_class=99",
                    "P010 payment_class",
                );
            }),
        ),
        (
            "ENTRY",
            12,
            Case(|bench| {
                bench.expect("020", &card("0000", "payment_amount=0"), "P014");
                bench.expect("060", "amount=0&claim_kana=A&claim_kanji=%8e%8e", "P014");
                bench.expect("070", "claim_amount=0", "P014");
            }),
        ),
        (
            "ENTRY",
            13,
            Case(|bench| {
                bench.expect_of("limit", "020", &card("0000", "payment_amount=5001"), "P011");
                bench.expect_of("limit", "020", &card("0000", "payment_amount=5000"), "ok");
            }),
        ),
        (
            "ENTRY",
            14,
            Case(|bench| {
                let fields = "payment_amount=1&payment_detail=%8e%8e&payment_detail_kana=A";
                bench.expect("010", &format!("{fields}&payment_limit_date=61"), "P012");
                bench.expect("010", &format!("{fields}&payment_limit_date=60"), "ok");
            }),
        ),
        (
            "ENTRY",
            15,
            Case(|bench| {
                let fields = card("0000", "payment_amount=1&site_id=S001");
                bench.expect("020", &fields, "P010 site_id");
                bench.expect_of("site", "020", &fields, "ok");
            }),
        ),
        (
            "ENTRY",
            16,
            Case(|bench| {
                let id = bench.authorised("0000", "");
                bench.while_locked(|| bench.expect("022", &format!("payment_id={id}"), "9005"));
                assert_eq!(bench.sandbox.status(&id), "20");
            }),
        ),
        (
            LOOKUP,
            1,
            Case(|bench| bench.expect("022", "", "P006 payment_id")),
        ),
        (
            LOOKUP,
            2,
            Case(|bench| {
                bench.expect("021", "payment_id=1", "2006");
                let id = bench.authorised("0000", "trading_id=own");
                bench.expect("021", &format!("payment_id={id}&trading_id=other"), "2006");
                bench.expect_of("limit", "021", &format!("payment_id={id}"), "2006");
                let atm = "payment_amount=1&payment_detail=%8e%8e&payment_detail_kana=A";
                let atm = bench.value_of("010", atm, "payment_id");
                bench.expect("023", &format!("payment_id={atm}"), "2006");
            }),
        ),
        (
            LOOKUP,
            3,
            Case(|bench| {
                bench.authorised("0000", "trading_id=twice");
                bench.authorised("0000", "trading_id=twice");
                bench.expect("022", "trading_id=twice", "2005");
                bench.expect(
                    "029",
                    "trading_id=twice&payment_amount=1&reduction_flag=0",
                    "2005",
                );
            }),
        ),
        (
            LOOKUP,
            4,
            Case(|bench| {
                bench.expect("023", "trading_id=never", "2006");
                let answer =
                    bench.answer("", "020", &card("0000", "payment_amount=1&trading_id=once"));
                assert!(!value(&answer, "payment_id").is_empty());
                bench.expect("022", "trading_id=once", "ok");
            }),
        ),
    ]
}
