//! From the caller's fields to the bytes at the server, and everything that stops before them.
#![allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::unwrap_used,
    reason = "tests say what is wrong by panicking"
)]

mod client_support;
mod transport_support;

use client_support::{OK, Shop, card};
use paygent_core::charset::Encoding;
use paygent_core::client::{Client, Sent};
use paygent_core::error::Error;
use paygent_core::telegram::Telegram;
use paygent_core::transport::Outcome;

/// The telegram is refused with this code, and nobody saw anything of it.
fn refused(shop: &Shop, client: &Client, telegram: &Telegram, code: &str) -> Sent {
    let sent = client.send(telegram);
    let error = sent.result.as_ref().expect_err("must be refused");
    assert_eq!(error.code().as_str(), code, "{error}");
    assert!(matches!(error, Error::Request { .. }));
    assert_eq!(sent.outcome, None);
    assert_eq!(sent.final_outcome(), Outcome::NotSent);
    assert!(sent.answer().is_none());
    assert_eq!(sent.warnings, [format!("{code}: {error}")]);
    assert_eq!(sent.message(), format!("{code}: {error}").into_bytes());
    shop.assert_nothing_arrived();
    sent
}

#[test]
fn the_test_vector_arrives_byte_for_byte() {
    let shop = Shop::answering(OK);
    let mut telegram = Telegram::empty()
        .field("merchant_id", "M001")
        .field("telegram_kind", "020");
    telegram.put("memo", b"a b&c=d/~*-_.\xe3\x81\x82".as_slice());
    telegram.put("nul", "");
    shop.vendor().send(&telegram).result.unwrap();
    let expected = "merchant_id=M001&telegram_kind=020&memo=a+b%26c%3Dd%2F%7E%2A-_.%E3%81%82\
                    &nul=&connect_id=defid&connect_password=defpw";
    assert_eq!(shop.received(0), expected);
}

#[test]
fn o_05_the_content_type_is_right_and_names_no_charset() {
    let shop = Shop::answering(OK);
    shop.vendor().send(&card()).result.unwrap();
    let request =
        String::from_utf8(shop.server.counts.requests.lock().unwrap()[0].clone()).unwrap();
    let head = request
        .split_once("\r\n\r\n")
        .unwrap()
        .0
        .to_ascii_lowercase();
    let types: Vec<_> = head
        .lines()
        .filter(|line| line.starts_with("content-type"))
        .collect();
    assert_eq!(types, ["content-type: application/x-www-form-urlencoded"]);
    assert!(
        !head.contains("charset") && !head.contains("windows-31j"),
        "{head}"
    );
}

#[test]
fn cp932_bytes_of_020_stay_and_kana_fields_become_half_width() {
    let shop = Shop::answering(OK);
    let mut telegram = card();
    telegram.put("customer_name", b"\x95\x5c\x87\x40".as_slice());
    telegram.put("customer_name_kana", b"\x83\x4b".as_slice());
    shop.vendor().send(&telegram).result.unwrap();
    let body = shop.received(0);
    assert!(
        body.contains("&customer_name=%95%5C%87%40&customer_name_kana=%B6%DE&"),
        "{body}"
    );
}

#[test]
fn the_modern_face_takes_utf_8_for_every_kind() {
    let shop = Shop::answering(OK);
    shop.modern()
        .send(&card().field("customer_name", "表①"))
        .result
        .unwrap();
    assert!(shop.received(0).contains("customer_name=%95%5C%87%40&"));
    let three_ds = Telegram::new("450").field("ship_name", "表𠮷");
    shop.modern().send(&three_ds).result.unwrap();
    assert!(
        shop.received(1)
            .contains("ship_name=%E8%A1%A8%F0%A0%AE%B7&")
    );
}

#[test]
fn utf_8_kinds_take_all_three_encodings() {
    for (encoding, bytes) in [
        (Encoding::Utf8, "漢ｱ".as_bytes()),
        (Encoding::ShiftJis, b"\x8a\xbf\xb1"),
        (Encoding::EucJp, b"\xb4\xc1\x8e\xb1"),
    ] {
        let shop = Shop::answering("result=0\r\n3ds_auth_id=x");
        let telegram = Telegram::new("450").field("ship_name", bytes);
        shop.declared(encoding).send(&telegram).result.unwrap();
        assert!(
            shop.received(0).contains("ship_name=%E6%BC%A2%EF%BD%B1&"),
            "{encoding:?}"
        );
    }
}

#[test]
fn e01006_for_an_encoding_missing_or_misplaced() {
    let shop = Shop::answering(OK);
    refused(&shop, &shop.vendor(), &Telegram::new("450"), "E01006");
    for encoding in [Encoding::Utf8, Encoding::ShiftJis, Encoding::EucJp] {
        refused(&shop, &shop.declared(encoding), &card(), "E01006");
    }
}

#[test]
fn the_modern_face_refuses_what_cannot_be_encoded_without_showing_it() {
    let shop = Shop::answering(OK);
    let telegram = card().field("customer_name", "山田𠮷子");
    let sent = refused(&shop, &shop.modern(), &telegram, "E01006");
    let error = sent.result.unwrap_err();
    assert_eq!(
        error.to_string(),
        "field customer_name: character 3 does not exist in Windows-31J"
    );
    assert!(matches!(error, Error::Request { field: Some(field), .. } if field == "customer_name"));
    assert!(!shop.log().contains('山'));
}

#[test]
fn o_01_a_kind_without_url_is_e02003() {
    let shop = Shop::answering(OK);
    refused(&shop, &shop.vendor(), &Telegram::new("999"), "E02003");
}

#[test]
fn o_02_a_telegram_of_200_kb_is_not_sent() {
    let shop = Shop::answering(OK);
    let half = "v".repeat(100_000);
    let telegram = card()
        .field("memo1", half.as_str())
        .field("memo2", half.as_str());
    refused(&shop, &shop.vendor(), &telegram, "E02002");
}

#[test]
fn o_02_a_value_of_102400_bytes_fails_at_the_total() {
    let shop = Shop::answering(OK);
    let telegram = |length| card().field("memo", "v".repeat(length));
    let total = refused(&shop, &shop.vendor(), &telegram(102_400), "E02002");
    assert!(
        total
            .result
            .unwrap_err()
            .to_string()
            .contains("the telegram has")
    );
    let value = refused(&shop, &shop.vendor(), &telegram(102_401), "E02002");
    assert!(
        value
            .result
            .unwrap_err()
            .to_string()
            .contains("the value of field memo")
    );
}

#[test]
fn o_03_missing_send_file_is_e01005_before_sending() {
    let shop = Shop::answering(OK);
    let mut telegram = Telegram::new("200");
    telegram.send_file(shop.path("nothing.csv"));
    let sent = refused(&shop, &shop.vendor(), &telegram, "E01005");
    assert!(sent.result.unwrap_err().to_string().contains("nothing.csv"));
}

#[test]
fn a_send_file_of_more_than_100_kb_goes_out_as_data_in_both_faces() {
    let shop = Shop::answering(OK);
    let content = [b"1,\x95\x5c\r\n".as_slice(), &[b'9'; 200_000]].concat();
    let mut telegram = Telegram::new("200").field("file_type", "01");
    telegram.send_file(shop.kit.write("send.csv", &content));
    for (number, client) in [shop.vendor(), shop.modern()].iter().enumerate() {
        client.send(&telegram).result.unwrap();
        let body = shop.received(number);
        let data = body
            .split_once("&data=1%2C%95%5C%0D%0A")
            .expect("at the end")
            .1;
        assert_eq!(data, "9".repeat(200_000));
    }
}

#[test]
fn o_17_a_telegram_sent_twice_is_the_same_twice() {
    let shop = Shop::answering("result=0\r\nx=1");
    let client = shop.declared(Encoding::ShiftJis);
    let telegram = Telegram::new("450")
        .field("ship_name", b"\x8a\xbf".as_slice())
        .field("customer_name_kana", b"\x83\x4b".as_slice());
    client.send(&telegram).result.unwrap();
    client.send(&telegram).result.unwrap();
    assert_eq!(shop.received(0), shop.received(1));
    assert_eq!(telegram.get("ship_name"), Some(&b"\x8a\xbf"[..]));
    assert_eq!(telegram.get("connect_id"), None);
}

#[test]
fn o_19_settings_belong_to_the_client() {
    let (one, other) = (Shop::answering(OK), Shop::answering(OK));
    one.vendor().send(&card()).result.unwrap();
    other.vendor().send(&card()).result.unwrap();
    assert_eq!((one.server.telegrams(), other.server.telegrams()), (1, 1));
}

#[test]
fn o_22_a_character_replaced_in_a_request_leaves_a_log_line() {
    let shop = Shop::answering("result=0\r\nx=1");
    let telegram = Telegram::new("450").field("ship_name", b"\x8a\xbf\xff".as_slice());
    shop.declared(Encoding::ShiftJis)
        .send(&telegram)
        .result
        .unwrap();
    assert!(shop.received(0).contains("ship_name=%E6%BC%A2%3F&"));
    assert!(
        shop.log().contains("field ship_name: characters became ?"),
        "{}",
        shop.log()
    );
}

#[test]
fn o_23_a_kind_is_compared_as_a_string() {
    // 27 is no reference kind, and has no URL; a loose comparison would take it for 027.
    let shop = Shop::answering(OK);
    refused(&shop, &shop.vendor(), &Telegram::new("27"), "E02003");
    let csv = shop.client(|options| options.result_csv = Some("/tmp/never.csv".into()));
    refused(&shop, &csv, &Telegram::new("0027"), "E02007");
}

#[test]
fn e02007_when_a_result_csv_is_set_for_the_wrong_kind_or_not_set_for_201() {
    let shop = Shop::answering(OK);
    let csv = shop.client(|options| options.result_csv = Some(shop.path("out.csv")));
    refused(&shop, &csv, &card(), "E02007");
    refused(&shop, &shop.vendor(), &Telegram::new("201"), "E02007");
    let blank = shop.client(|options| options.result_csv = Some("".into()));
    refused(&shop, &blank, &Telegram::new("201"), "E02007");
}

#[test]
fn e02001_when_the_caller_overrides_a_number_with_none() {
    let shop = Shop::answering(OK);
    for (key, value) in [
        ("timeout_value", "0"),
        ("timeout_value", "abc"),
        ("select_max_cnt", ""),
    ] {
        let client = shop.client(|options| options.settings.set(key, value));
        refused(&shop, &client, &card(), "E02001");
    }
}

#[test]
fn the_first_of_several_errors_is_the_vendors_first() {
    let shop = Shop::answering(OK);
    let telegram = Telegram::new("999").field("", "x");
    refused(&shop, &shop.vendor(), &telegram, "E02002");
    let client = shop.client(|options| options.settings.set("timeout_value", "0"));
    refused(&shop, &client, &Telegram::empty(), "E02001");
    // The URL is looked up before the encoding is checked.
    refused(
        &shop,
        &shop.declared(Encoding::Utf8),
        &Telegram::new("999"),
        "E02003",
    );
}

#[test]
fn overriding_id_and_password_are_sent() {
    let shop = Shop::answering(OK);
    let client = shop.client(|options| {
        options.settings.set("default_id", "other");
        options.settings.set("default_password", "pw");
    });
    client.send(&card()).result.unwrap();
    assert!(
        shop.received(0)
            .ends_with("&connect_id=other&connect_password=pw")
    );
}
