//! From what the server does to result, partial answer, warnings, message and outcome.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests say what is wrong by panicking"
)]

mod client_support;
mod transport_support;

use std::net::TcpListener;
use std::time::Duration;

use client_support::{OK, Shop, card, http};
use paygent_core::charset::Encoding;
use paygent_core::client::{Client, Sent};
use paygent_core::error::Error;
use paygent_core::telegram::Telegram;
use paygent_core::transport::Outcome;
use transport_support::pki::{Use, ec_key};
use transport_support::server::Act;

fn failed(client: &Client, telegram: &Telegram, code: &str, outcome: Outcome) -> Sent {
    let sent = client.send(telegram);
    let error = sent.result.as_ref().expect_err("must fail");
    assert_eq!(error.code().as_str(), code, "{error}");
    assert_eq!(sent.outcome, Some(outcome), "{error}");
    assert_eq!(sent.warnings.last().unwrap(), &format!("{code}: {error}"));
    sent
}

fn raw(bytes: Vec<u8>) -> Shop {
    Shop::new(vec![Act::Raw(bytes)], &[])
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

#[test]
fn o_32_the_message_of_a_success_is_a_colon_and_a_blank() {
    let sent = Shop::answering(OK).vendor().send(&card());
    assert_eq!(sent.message(), b": ");
    assert_eq!(sent.outcome, Some(Outcome::Answered));
    assert_eq!(sent.warnings, [""; 0]);
    assert_eq!(sent.result.unwrap().result(), b"0");
}

#[test]
fn a_refusal_by_paygent_is_an_answer() {
    let body = b"\r\nresult=1\r\nresponse_code=P010\r\nresponse_detail=\x95\x5c\r\n";
    let sent = Shop::answering_bytes(body).vendor().send(&card());
    assert_eq!(sent.message(), b"P010: \x95\x5c");
    assert_eq!(sent.result.unwrap().result(), b"1");
}

#[test]
fn the_modern_face_decodes_value_by_value() {
    let body = b"\r\nresult=1\r\nresponse_code=P010\r\nresponse_detail=\x95\x5c\r\n";
    let sent = Shop::answering_bytes(body).modern().send(&card());
    let answer = sent.result.as_ref().unwrap();
    assert_eq!(answer.body().as_ref(), body, "as received");
    assert_eq!(sent.wire_text.decode(answer.detail()), "表");

    let sent = Shop::answering("result=1\r\nresponse_detail=表\r\n")
        .modern()
        .send(&Telegram::new("450"));
    assert_eq!(
        sent.wire_text
            .decode(sent.result.as_ref().unwrap().detail()),
        "表"
    );
}

#[test]
fn the_vendors_face_answers_in_the_declared_encoding() {
    for (encoding, expected) in [
        (Encoding::Utf8, "漢".as_bytes()),
        (Encoding::ShiftJis, b"\x8a\xbf"),
        (Encoding::EucJp, b"\xb4\xc1"),
    ] {
        let shop = Shop::answering("result=1\r\nresponse_detail=漢");
        let sent = shop.declared(encoding).send(&Telegram::new("450"));
        assert_eq!(sent.result.unwrap().detail(), expected);
    }
}

#[test]
fn o_22_a_character_replaced_in_an_answer_leaves_a_log_line() {
    let shop = Shop::answering("result=1\r\nresponse_detail=𠮷𠮷");
    let sent = shop
        .declared(Encoding::ShiftJis)
        .send(&Telegram::new("450"));
    assert_eq!(sent.result.unwrap().detail(), b"??");
    assert!(
        shop.log().contains("2 characters of the answer became ?"),
        "{}",
        shop.log()
    );
}

#[test]
fn o_09_an_empty_body_is_e02005() {
    for status in ["200 OK", "204 No Content"] {
        let shop = raw(http(status, b""));
        let sent = failed(&shop.vendor(), &card(), "E02005", Outcome::Unknown);
        assert_eq!(
            sent.answer().map(|answer| answer.result().to_vec()),
            Some(Vec::new()),
            "getters are empty, not null"
        );
    }
    let shop = raw(b"HTTP/1.1 200 OK\r\nresult=0: x\r\nContent-Length: 0\r\n\r\n".to_vec());
    failed(&shop.vendor(), &card(), "E02005", Outcome::Unknown);
}

#[test]
fn o_11_a_bad_status_warns_and_is_named() {
    for (status, outcome) in [
        ("207 Multi", Outcome::Unknown),
        ("302 Found", Outcome::Unknown),
        ("307 Temporary Redirect", Outcome::Answered),
        ("404 Not Found", Outcome::Answered),
        ("500 Broken", Outcome::Unknown),
    ] {
        let shop = raw(http(status, b"\r\nresult=0\r\n"));
        let sent = failed(&shop.vendor(), &card(), "E02005", outcome);
        let message = text(&sent.message());
        assert!(
            message.starts_with("E02005: ") && message.contains(&status[..3]),
            "{message}"
        );
        assert!(sent.answer().is_none());
        assert_eq!(shop.server.telegrams(), 1, "no redirect, no second try");
        assert!(shop.log().contains(&status[..3]), "{}", shop.log());
    }
    let fine = raw(http("206 Partial", OK.as_bytes()));
    fine.vendor().send(&card()).result.unwrap();
}

#[test]
fn o_12_a_time_out_is_e02005_with_28_and_the_outcome_is_unknown() {
    let shop = Shop::new(
        vec![Act::Silence(Duration::from_secs(20))],
        &["timeout_value=1"],
    );
    let sent = failed(&shop.vendor(), &card(), "E02005", Outcome::Unknown);
    assert!(
        text(&sent.message()).starts_with("E02005: 28: "),
        "{:?}",
        text(&sent.message())
    );
    assert!(sent.warnings[0].starts_with("E02005: 28: "));
    assert_eq!(shop.server.telegrams(), 1);
}

#[test]
fn o_13_a_tls_failure_other_than_verification_is_e02005_and_not_sent() {
    let shop = Shop::answering(OK);
    // The server insists on a certificate.
    let client = shop.client(|options| options.settings.set("not_use_client_cert", "true"));
    let sent = client.send(&card());
    assert_eq!(sent.result.unwrap_err().code().as_str(), "E02005");
    assert_eq!(shop.server.telegrams(), 0);
}

#[test]
fn e02004_for_certificate_files_and_verification() {
    let shop = Shop::answering(OK);
    for (key, file) in [
        ("client_file_path", "missing.pem"),
        ("ca_file_path", "missing.crt"),
        ("ca_file_path", "other-ca.crt"),
    ] {
        let path = shop.path(file).display().to_string();
        let client = shop.client(|options| options.settings.set(key, path.as_str()));
        let sent = failed(&client, &card(), "E02004", Outcome::NotSent);
        assert!(sent.answer().is_none());
    }
    assert_eq!(shop.server.telegrams(), 0);
}

#[test]
fn a_refused_port_is_e02005_and_logged_with_debugging_off() {
    let free = TcpListener::bind("127.0.0.1:0")
        .unwrap()
        .local_addr()
        .unwrap()
        .port();
    let line = format!("url.021=https://localhost:{free}/");
    let shop = Shop::new(vec![Act::Answer(OK)], &[&line]);
    failed(
        &shop.vendor(),
        &Telegram::new("021"),
        "E02005",
        Outcome::NotSent,
    );
    let log = shop.log();
    assert_eq!(log.lines().count(), 1, "{log}");
    assert!(
        log.contains(" PaygentModule\\Util\\HttpsRequestSender 7: "),
        "{log}"
    );
}

#[test]
fn a_body_without_result_is_answered_and_partly_readable() {
    let shop = Shop::answering("response_code=X1\r\nresponse_detail=odd\r\npayment_id=1");
    let sent = failed(&shop.vendor(), &card(), "E02005", Outcome::Answered);
    assert_eq!(sent.message(), b"X1: odd");
    assert_eq!(sent.partial.unwrap().code(), b"X1");
}

#[test]
fn e01901_keeps_the_rows_before_the_wrong_one() {
    let shop = Shop::answering("1,0,,\r\n2,a,b\r\n3,1,2\r\n3,1\r\n3,1,2\r\n4,3\r\n");
    let sent = failed(
        &shop.vendor(),
        &Telegram::new("027"),
        "E01901",
        Outcome::Answered,
    );
    assert_eq!(sent.partial.unwrap().row_count(), 1);
}

#[test]
fn o_29_a_wrong_trailer_is_logged_and_nothing_else() {
    let shop = Shop::answering("1,0,,\r\n2,a\r\n3,1\r\n4,7\r\n");
    let sent = shop.vendor().send(&Telegram::new("027"));
    assert_eq!(sent.warnings, [""; 0]);
    assert_eq!(sent.result.unwrap().row_count(), 1);
    assert_eq!(shop.log().lines().count(), 1, "{}", shop.log());
}

#[test]
fn o_31_the_result_csv_is_written_and_its_rows_are_not_offered() {
    let shop = Shop::answering("1,0,,\r\n2,a\r\n3,1\r\n4,1\r\n");
    let path = shop.path("out.csv");
    let client = shop.client(|options| options.result_csv = Some(path.clone()));
    let answer = client.send(&Telegram::new("027")).result.unwrap();
    assert_eq!(answer.row_count(), 0);
    assert_eq!(
        std::fs::read(path).unwrap(),
        b"1,0,,\r\n2,a\r\n3,1\r\n4,1\r\n\r\n"
    );
}

#[test]
fn e01004_when_the_result_csv_cannot_be_written_keeps_the_answer() {
    let shop = Shop::answering("1,f,,,,,0,,\r\n");
    let client = shop.client(|options| options.result_csv = Some("/nowhere/out.csv".into()));
    let sent = failed(&client, &Telegram::new("201"), "E01004", Outcome::Answered);
    assert_eq!(sent.partial.as_ref().unwrap().result(), b"0");
    assert_eq!(sent.message(), b": ");
}

#[test]
fn o_49_a_body_cut_short_is_e02005_and_the_outcome_is_unknown() {
    let cut = b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n\r\nresult=0\r\n".to_vec();
    let shop = Shop::new(vec![Act::RawThenCut(cut)], &[]);
    let sent = failed(&shop.vendor(), &card(), "E02005", Outcome::Unknown);
    assert!(sent.answer().is_none());
    assert!(matches!(sent.result, Err(Error::Transport(_))));
    assert_eq!(shop.server.telegrams(), 1);
}

#[test]
fn o_16_a_failure_carries_nothing_of_an_earlier_answer() {
    let shop = Shop::new(
        vec![Act::Answer(OK), Act::Raw(http("500 Broken", b""))],
        &[],
    );
    let client = shop.vendor();
    client.send(&card()).result.unwrap();
    let sent = failed(&client, &card(), "E02005", Outcome::Unknown);
    assert!(sent.answer().is_none());
}

#[test]
fn o_07_an_encrypted_key_opens_with_changeit_or_the_configured_phrase() {
    let shop = Shop::answering(OK);
    let leaf = &shop.kit.client;
    for (phrase, setting) in [("changeit", None), ("other", Some("other"))] {
        let cipher = openssl::symm::Cipher::aes_256_cbc();
        let key = leaf
            .key
            .private_key_to_pem_pkcs8_passphrase(cipher, phrase.as_bytes())
            .unwrap();
        let pem = [leaf.certificate.to_pem().unwrap(), key].concat();
        let path = shop
            .kit
            .write(&format!("{phrase}.pem"), &pem)
            .display()
            .to_string();
        let client = shop.client(|options| {
            options.settings.set("client_file_path", path.as_str());
            if let Some(phrase) = setting {
                options.settings.set("client_key_password", phrase);
            }
        });
        client.send(&card()).result.unwrap();
    }
}

#[test]
fn an_expired_client_certificate_warns_and_the_server_decides() {
    let shop = Shop::answering(OK);
    let kit = &shop.kit;
    let expired = kit
        .authority
        .issue_dated("merchant", ec_key(), Use::Client, -10, -1);
    let path = kit
        .write("expired.pem", &expired.pem())
        .display()
        .to_string();
    let client = shop.client(|options| options.settings.set("client_file_path", path.as_str()));
    let sent = client.send(&card());
    assert!(
        sent.warnings[0].starts_with("E02004: the client certificate "),
        "{:?}",
        sent.warnings
    );
    assert!(sent.warnings[0].contains("expired"), "{:?}", sent.warnings);
    let error = sent.result.unwrap_err();
    assert_eq!(error.code().as_str(), "E02005", "{error}");
    assert_eq!(shop.server.telegrams(), 0);
}
