//! What the type column of the request fields means, byte by byte (telegrams-overview §5.1, §16).

use super::table::Type;
use crate::clock::is_date;
use crate::text;

/// The simulated kind that is sent in UTF-8 (telegrams-overview §1).
const UTF8: &str = "450";

/// The size of a value as its kind counts it: bytes, in 450 characters (telegrams-overview §5.2).
pub(super) fn size(kind: &str, value: &[u8]) -> usize {
    match std::str::from_utf8(value) {
        Ok(text) if kind == UTF8 => text.chars().count(),
        _ => value.len(),
    }
}

/// Whether the bytes are of the type.
pub(super) fn has_type(form: Type, kind: &str, name: &str, value: &[u8]) -> bool {
    match form {
        Type::Digits | Type::Date | Type::DateTime => value.iter().all(u8::is_ascii_digit),
        Type::Decimal => value
            .iter()
            .all(|byte| byte.is_ascii_digit() || *byte == b'.'),
        Type::Alnum => {
            let underscore = takes_underscore(name);
            value
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || (underscore && *byte == b'_'))
        }
        // The table lets a stored card holder's name have half-width kana.
        Type::Ascii if name == "cardholder_name" && kind != UTF8 => value
            .iter()
            .all(|byte| matches!(byte, 0x20..=0x7e | 0xa1..=0xdf)),
        Type::Ascii => value.iter().all(|byte| (0x20..=0x7e).contains(byte)),
        Type::Url => {
            (value.starts_with(b"http://") || value.starts_with(b"https://"))
                && value.iter().all(|byte| (0x21..=0x7e).contains(byte))
        }
        Type::FullWidth => is_full_width(value),
        Type::HalfKana => value.iter().all(|byte| is_kana_set(*byte, kind)),
        // A whole file: its records are looked at by 200 itself (9101).
        Type::Mixed if name == "data" => true,
        Type::Mixed if kind == UTF8 => is_mixed_utf8(value),
        Type::Mixed => is_mixed(name, value),
    }
}

/// Whether a value of the right type and length can be: dates that exist, months that exist.
pub(super) fn is_possible(form: Type, name: &str, value: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(value) else {
        return true;
    };
    match (form, name) {
        (Type::Date, _) => is_date(text),
        (Type::DateTime, _) => is_date_time(text),
        (_, "card_valid_term") => is_valid_term(text),
        (_, "asp_payment_term") => text.starts_with(['0', '1']),
        _ => true,
    }
}

/// MMYY with a month from 01 to 12.
fn is_valid_term(text: &str) -> bool {
    text.get(..2)
        .and_then(|month| month.parse::<u8>().ok())
        .is_some_and(|month| (1..=12).contains(&month))
}

/// Trading ids and customer ids may hold `_`, whatever the field is called.
fn takes_underscore(name: &str) -> bool {
    name.ends_with("trading_id") || name == "customer_id"
}

fn is_date_time(text: &str) -> bool {
    let part = |from: usize, limit: u32| {
        text.get(from..from + 2)
            .and_then(|part| part.parse::<u32>().ok())
            .is_some_and(|part| part < limit)
    };
    text.get(..8).is_some_and(is_date) && part(8, 24) && part(10, 60) && part(12, 60)
}

/// Two-byte codes of JIS X 0208 rows 1-8, 16-47, 48-84 that exist.
fn is_full_width(value: &[u8]) -> bool {
    value.len().is_multiple_of(2)
        && value.chunks_exact(2).all(|code| match code {
            [lead, trail] => row(*lead, *trail).is_some_and(|row| matches!(row, 1..=8 | 16..=84)),
            _ => false,
        })
        && text::is_valid(value)
}

/// The JIS row (区) of a Shift_JIS code.
fn row(lead: u8, trail: u8) -> Option<u8> {
    let base = match lead {
        0x81..=0x9f => lead - 0x81,
        0xe0..=0xef => lead - 0xc1,
        _ => return None,
    };
    match trail {
        0x40..=0x7e | 0x80..=0x9e => Some(base * 2 + 1),
        0x9f..=0xfc => Some(base * 2 + 2),
        _ => None,
    }
}

/// The bank transfer set; kind 030 adds the long vowel mark.
fn is_kana_set(byte: u8, kind: &str) -> bool {
    match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' => true,
        b' ' | b'\\' | b',' | b'.' | b'(' | b')' | b'-' | b'/' => true,
        // ｢ ｣ ｦ ｧ-ｯ, then ｱ-ﾝ and both voiced marks; 0xB0 is ｰ.
        0xa2 | 0xa3 | 0xa6..=0xaf | 0xb1..=0xdf => true,
        0xb0 => kind == "030",
        _ => false,
    }
}

/// Any valid Windows-31J without control characters; ticket fields may break lines.
fn is_mixed(name: &str, value: &[u8]) -> bool {
    let lines = name.contains("_field");
    let control = value
        .iter()
        .any(|byte| (*byte < 0x20 && !(lines && matches!(byte, b'\r' | b'\n'))) || *byte == 0x7f);
    !control && text::is_valid(value)
}

/// Any valid UTF-8 without control characters.
fn is_mixed_utf8(value: &[u8]) -> bool {
    std::str::from_utf8(value).is_ok_and(|text| !text.chars().any(char::is_control))
}
