//! A telegram of any bytes gets an answer as Paygent gives them: form data, door, fields, the family's
//! handler. The answer is one of the three shapes, in its character set, and never an inner error.

use paygent_core::charset;
use paygent_sandbox::fuzzing;

use super::{Target, fingerprint, house, magnitude, story};

pub const TARGET: Target = Target {
    name: "telegram",
    dictionary: &[
        b"&",
        b"=",
        b"%",
        b"+",
        b"%00",
        b"%ff",
        b"%0d%0a",
        b"%81",
        b"%82%a0",
        b"%83%5c",
        b"&telegram_kind=",
        b"&trading_id=",
        b"&payment_id=",
        b"&site_id=",
        b"&payment_amount=",
        b"&amount=",
        b"&telegram_version=1.0",
        b"&card_number=4900000000000000",
        b"&card_valid_term=1230",
        b"&payment_class=61&split_count=3",
        b"&3dsecure_ryaku=1",
        b"&stock_card_mode=1&customer_id=c",
        b"&customer_card_id=1",
        b"&ref_trading_id=a",
        b"&add_info1=",
        b"&cvs_type=02",
        b"&payment_limit_date=",
        b"&service_type=2",
        b"&payment_notice_id=1",
        b"&data=",
        b"0",
        b"-1",
        b"999999999999999999999",
        b"99991231235959",
        b"00000000",
        b"20260230",
        b"020",
        b"021",
        b"022",
        b"025",
        b"028",
        b"030",
        b"060",
        b"070",
        b"091",
        b"094",
        b"100",
        b"150",
        b"200",
        b"340",
        b"450",
        b"\nSEND 020",
        b"\nSEND 021",
        b"\nSEND 022",
        b"\nSEND 023",
        b"\nSEND 025",
        b"\nSEND 028",
        b"\nSEND 029&reduction_flag=0",
        b"\nSEND 030",
        b"\nSEND 060",
        b"\nSEND 091",
        b"\nSEND 094",
        b"\nSEND 101",
        b"\nSEND 102",
        b"\nSEND 103",
        b"\nSEND 153",
        b"\nSEND 341",
        b"\nSEND 342",
        b"\nSEND 450",
        b"\nTIME 36",
        b"\nTIME 1500",
        b"\nMOVE 12",
        b"\nMOVE 40",
        b"\nMOVE 61",
        b"$payment_id",
        b"$trading_id",
        b"$customer_card_id",
    ],
    run,
};

/// Kinds whose answer is UTF-8 (telegrams-overview): those of the kit's settings file.
fn is_utf8(kind: &[u8]) -> bool {
    matches!(kind, b"098" | b"380" | b"450" | [b'4', b'1', b'0'..=b'8'])
}

fn run(input: &[u8]) -> Vec<u64> {
    story::run(input).unwrap_or_else(|| vec![alone(input)])
}

/// One telegram of just these bytes.
fn alone(input: &[u8]) -> u64 {
    let parameters = fuzzing::form(input);
    let last = |name: &str| {
        let found = parameters.iter().rev().find(|(key, _)| key == name);
        found.map(|(_, value)| value.clone()).unwrap_or_default()
    };
    let pieces = input
        .split(|byte| *byte == b'&')
        .filter(|piece| !piece.is_empty());
    assert_eq!(parameters.len(), pieces.count(), "one parameter per piece");
    for (name, value) in &parameters {
        assert!(name.len() + value.len() <= input.len() * 3);
    }
    let answer = house::with(|house| {
        // Without a login nothing gets through the door.
        let mut body = Vec::new();
        if last("merchant_id").is_empty() {
            body.extend_from_slice(house.login().as_bytes());
        }
        body.extend_from_slice(input);
        house.telegram(&body)
    });
    let kind = last("telegram_kind");
    let text = check(&kind, &answer);
    let line = |name: &str| {
        text.split("\r\n")
            .find_map(|line| line.strip_prefix(name))
            .map(str::to_owned)
    };
    // Kinds that nobody knows are all alike.
    let known = std::str::from_utf8(&kind).is_ok_and(story::is_kind);
    fingerprint((
        known.then_some(kind),
        line("result="),
        line("response_code="),
        line("response_detail=").map(|text| story::known_words(&text)),
        magnitude(text.len() / 64),
    ))
}

/// What every answer promises; its text.
pub fn check(kind: &[u8], answer: &[u8]) -> String {
    let text = if is_utf8(kind) {
        String::from_utf8(answer.to_vec()).expect("UTF-8")
    } else {
        charset::decode_sjis_win_strict(answer).expect("Windows-31J")
    };
    assert!(
        text.starts_with(['"', '1'])
            || text.starts_with("\r\nresult=")
            || text.starts_with("result="),
        "{text}"
    );
    assert!(
        !text.contains("response_code=E001") && !text.starts_with("\"1\",\"1\",\"E001\""),
        "{text}"
    );
    text
}
