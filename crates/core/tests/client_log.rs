//! What a whole telegram leaves in connectmodule.log and in the `log` crate.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests say what is wrong by panicking"
)]

mod client_support;
mod transport_support;

use client_support::{OK, Shop, card, http};
use paygent_core::telegram::Telegram;
use transport_support::server::Act;

/// Secrets and personal data that must not show, and the telegram that holds them.
const HIDDEN: [&str; 6] = [
    "defpw",
    "4980000000000001",
    "tok-secret",
    "Yamada",
    "Hanako",
    "0312345678",
];

fn sensitive() -> Telegram {
    card()
        .field("Card_Number", "4980000000000001")
        .field("card_conf_number", "123")
        .field("card_token", "tok-secret")
        .field("customer_family_name", "Yamada")
        .field("customer_tel", "0312345678")
}

const ANSWER: &str = "\r\nresult=0\r\npayment_id=77\r\ncustomer_name=Hanako\r\n\
                      card_token=tok-secret\r\nout_acs_html=\r\n<b>Yamada</b>";

#[test]
fn o_33_request_and_answer_are_masked_and_keep_their_layout() {
    let shop = Shop::new(vec![Act::Answer(ANSWER)], &["debug_flg=1"]);
    shop.vendor().send(&sensitive()).result.unwrap();
    let log = shop.log();
    for secret in HIDDEN {
        assert!(!log.contains(secret), "{secret}: {log}");
    }
    let class = "PaygentModule\\Util\\HttpsRequestSender";
    let request = format!(
        " {class} request: telegram_kind=020&merchant_id=M001&trading_id=T1&Card_Number=XXXX\
         &card_conf_number=XXXX&card_token=XXXX&customer_family_name=XXXX&customer_tel=XXXX\
         &connect_id=defid&connect_password=XXXX\n"
    );
    let (before, response) = log.split_once(&request).expect(&log);
    assert_eq!(before.len(), "2026/11/23 18:00:00".len());
    let answer = "\r\nresult=0\r\npayment_id=77\r\ncustomer_name=XXXX\r\ncard_token=XXXX\r\n\
                  out_acs_html=\r\nXXXX\n";
    assert!(
        response.ends_with(&format!(" {class} response: \r\n{answer}")),
        "{response}"
    );
}

#[test]
fn without_debugging_a_good_telegram_leaves_no_line() {
    let shop = Shop::new(vec![Act::Answer(ANSWER)], &["debug_flg=off"]);
    shop.vendor().send(&sensitive()).result.unwrap();
    assert!(!shop.path("connectmodule.log").exists());
}

#[test]
fn a_bad_status_leaves_its_line_and_an_empty_answer() {
    let shop = Shop::new(
        vec![Act::Raw(http("500 Broken", b"secret"))],
        &["debug_flg=1"],
    );
    shop.vendor().send(&card()).result.unwrap_err();
    let log = shop.log();
    let lines: Vec<_> = log.split('\n').collect();
    assert!(lines[1].contains("500"), "{log}");
    assert!(lines[2].ends_with(" response: \r"), "{log}");
    assert_eq!(lines[3..], ["", ""], "{log}");
}

#[test]
fn a_log_that_cannot_be_written_warns_and_the_telegram_succeeds() {
    let shop = Shop::new(
        vec![Act::Answer(OK)],
        &["log_output_path=/dev/full", "debug_flg=1"],
    );
    let sent = shop.vendor().send(&card());
    assert_eq!(sent.warnings.len(), 1);
    assert!(
        sent.warnings[0].starts_with("E01901:log file cannot be written"),
        "{:?}",
        sent.warnings
    );
    assert!(sent.warnings[0].ends_with("(/dev/full)"));
    assert_eq!(sent.result.unwrap().result(), b"0");
}

#[test]
fn a_failure_that_cannot_be_logged_warns_about_the_log_first() {
    let bad = Act::Raw(http("500 Broken", b""));
    let shop = Shop::new(vec![bad], &["log_output_path=/nowhere/x.log"]);
    let sent = shop.vendor().send(&card());
    assert_eq!(sent.warnings.len(), 2);
    assert!(
        sent.warnings[0].starts_with("E01901:"),
        "{:?}",
        sent.warnings
    );
    assert!(
        sent.warnings[1].starts_with("E02005: "),
        "{:?}",
        sent.warnings
    );
}

#[test]
fn the_class_name_is_the_callers() {
    let shop = Shop::new(vec![Act::Answer(OK)], &["debug_flg=true"]);
    let _ = shop
        .client(|options| options.log.class = "HttpsRequestSender".into())
        .send(&card());
    assert!(
        shop.log()
            .lines()
            .next()
            .unwrap()
            .contains(" HttpsRequestSender request: ")
    );
}
