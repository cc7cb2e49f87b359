use super::check;
use crate::form::Form;

fn code(kind: &'static str, body: &[u8]) -> String {
    check(kind, &Form::parse(body))
        .err()
        .map_or("ok".to_owned(), |refusal| {
            format!("{} {}", refusal.code, refusal.subject)
        })
}

#[test]
fn checks_in_the_order_of_the_table() {
    assert_eq!(code("020", b""), "P005 payment_amount");
    assert_eq!(code("020", b"payment_amount="), "P006 payment_amount");
    assert_eq!(code("020", b"payment_amount=1x"), "P008 payment_amount");
    assert_eq!(
        code("020", b"payment_amount=12345678"),
        "P009 payment_amount"
    );
    assert_eq!(code("020", b"payment_amount=1"), "P005 payment_class");
    assert_eq!(
        code("020", b"payment_amount=1&payment_class=99"),
        "P010 payment_class"
    );
    assert_eq!(
        code("020", b"payment_amount=1&payment_class=1"),
        "P009 payment_class"
    );
    assert_eq!(
        code("020", b"payment_amount=1&payment_class=61"),
        "P006 split_count"
    );
    assert_eq!(code("020", b"payment_amount=1&payment_class=10"), "ok");
    assert_eq!(
        code("020", b"trading_id=a-b&payment_amount=1&payment_class=10"),
        "P008 trading_id"
    );
    assert_eq!(
        code("020", b"trading_id=a_b&payment_amount=1&payment_class=10"),
        "ok"
    );
}

#[test]
fn checks_card_fields() {
    let with = |rest: &str| {
        code(
            "020",
            format!("payment_amount=1&payment_class=10&{rest}").as_bytes(),
        )
    };
    assert_eq!(
        with("card_number=4900000000000000&card_valid_term=1230"),
        "ok"
    );
    assert_eq!(
        with("card_number=490000000000&card_valid_term=1230"),
        "P009 card_number"
    );
    assert_eq!(with("card_number=4900000000000000"), "P006 card_valid_term");
    assert_eq!(
        with("card_number=4900000000000000&card_valid_term=1330"),
        "P010 card_valid_term"
    );
    assert_eq!(
        with("card_number=4900000000000000&card_valid_term=130"),
        "P009 card_valid_term"
    );
    assert_eq!(with("card_conf_number=12"), "P009 card_conf_number");
    assert_eq!(with("stock_card_mode=1"), "P006 customer_id");
}

#[test]
fn checks_japanese_text() {
    let atm = |detail: &[u8], kana: &[u8]| {
        let mut body = b"payment_amount=1&payment_detail=".to_vec();
        body.extend_from_slice(detail);
        body.extend_from_slice(b"&payment_detail_kana=");
        body.extend_from_slice(kana);
        code("010", &body)
    };
    assert_eq!(atm(b"\x8e\x8e\x8c\xb1", b"\xbc\xb9\xdd"), "ok");
    // ASCII in a full-width field; NEC row 13; IBM extension; a code that does not exist; half a code.
    for wrong in [
        &b"A"[..],
        b"\x87\x40",
        b"\xfb\xfc",
        b"\x81\xad",
        b"\x8e\x8e\x8c",
    ] {
        assert_eq!(atm(wrong, b"A"), "P008 payment_detail", "{wrong:x?}");
    }
    // The long vowel mark is for 030 alone.
    assert_eq!(atm(b"\x8e\x8e", b"\xb0"), "P008 payment_detail_kana");
    assert_eq!(atm(b"\x8e\x8e", b"\x8e\x8e"), "P008 payment_detail_kana");
    assert_eq!(atm(&b"\x8e\x8e".repeat(13), b"A"), "P009 payment_detail");
}

#[test]
fn knows_numbered_fields() {
    let base =
        b"payment_amount=1&customer_family_name=\x8e\x8e&customer_name=\x8e\x8e&customer_tel=03&";
    let with = |rest: &str| code("030", &[base, rest.as_bytes()].concat());
    assert_eq!(with("t01_field01_align=4"), "P010 t01_field01_align");
    assert_eq!(with("t23_field01_align=4"), "ok");
    assert_eq!(with("t22template=%83"), "P008 t22template");
}

/// The request of an EMV authentication with one field changed.
fn authentication(change: &[u8]) -> String {
    let mut body = b"term_url=https://shop.example/&merchant_name=Shop&authentication_type=01\
        &card_set_method=token&payment_amount=1000&merchant_id=1&connect_id=1&connect_password=1\
        &telegram_kind=450&telegram_version=1.0&"
        .to_vec();
    body.extend_from_slice(change);
    code("450", &body)
}

#[test]
fn counts_characters_of_utf8_in_authentications() {
    assert_eq!(authentication(b""), "ok");
    let city = "渋".repeat(50);
    assert_eq!(
        authentication(format!("bill_address_city={city}").as_bytes()),
        "ok"
    );
    assert_eq!(
        authentication(format!("bill_address_city={city}区").as_bytes()),
        "P009 bill_address_city"
    );
    // Windows-31J where UTF-8 is asked for.
    assert_eq!(
        authentication(b"bill_address_city=%8Fa%92J"),
        "P008 bill_address_city"
    );
    assert_eq!(
        authentication(b"cardholder_name=%B1%B2"),
        "P008 cardholder_name"
    );
    assert_eq!(authentication(b"cardholder_name=A"), "P009 cardholder_name");
    assert_eq!(authentication(b"payment_amount=1.5"), "ok");
    assert_eq!(authentication(b"payment_amount=-1"), "P008 payment_amount");
    assert_eq!(
        authentication(b"authentication_type=1"),
        "P009 authentication_type"
    );
    assert_eq!(
        authentication(b"authentication_type=02"),
        "P010 authentication_type"
    );
    assert_eq!(authentication(b"currency_code=XXX"), "P010 currency_code");
    assert_eq!(authentication(b"login_date=20260101"), "P009 login_date");
}
