//! Step 2, *check*: what can be known to be wrong before any network (connection-module §4.3 step
//! 3, §6.2). Every limit is inclusive. No error shows a value.

use std::path::Path;

use super::{DATA, Field, TextMode, WireEncoding};
use crate::config::{Config, Settings};
use crate::error::{Code, Error};

/// Longest field name, bytes (O-39).
pub const MAX_KEY_BYTES: usize = 8_190;
/// Longest value, bytes; the send file is exempt.
pub const MAX_VALUE_BYTES: usize = 102_400;
/// Longest telegram, bytes.
pub const MAX_TELEGRAM_BYTES: usize = 102_400;
/// Longest telegram that carries `data`, bytes.
pub const MAX_FILE_TELEGRAM_BYTES: usize = 10_485_760;
/// The kind whose answer goes only to a result CSV.
pub const FILE_PAYMENT_RESULT: &[u8] = b"201";

/// How long a value will be: the limits are about bytes of the telegram's own encoding.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Measure {
    /// The bytes as they are.
    Bytes,
    /// UTF-8 that will be Windows-31J: one byte for ASCII and half-width kana, else two.
    Windows31J,
}

impl Measure {
    /// How the caller's bytes are measured.
    #[must_use]
    pub fn new(mode: TextMode, wire: WireEncoding) -> Self {
        match (mode, wire) {
            (TextMode::Text, WireEncoding::Windows31J) => Self::Windows31J,
            _ => Self::Bytes,
        }
    }

    fn of(self, value: &[u8]) -> usize {
        match (self, std::str::from_utf8(value)) {
            (Self::Windows31J, Ok(text)) => text.chars().map(windows_31j_length).sum(),
            _ => value.len(),
        }
    }
}

fn windows_31j_length(character: char) -> usize {
    match character {
        '\u{0}'..='\u{7f}' | '\u{ff61}'..='\u{ff9f}' => 1,
        _ => 2,
    }
}

/// E02001: time-out and maximum count, overridden by the caller, are positive integers.
///
/// # Errors
/// [`Code::ModuleParameter`].
pub fn module_numbers(settings: Settings<'_>) -> Result<(), Error> {
    let fine = settings.total_timeout().is_some() && settings.select_max_cnt().is_some();
    if fine {
        return Ok(());
    }
    let message = "time-out (seconds) and maximum count must be whole numbers greater than 0";
    Err(request(Code::ModuleParameter, None, message))
}

/// E02003: the telegram has a kind.
///
/// # Errors
/// [`Code::TelegramKind`].
pub fn kind(kind: &[u8]) -> Result<(), Error> {
    if is_blank(kind) {
        let message = "telegram_kind is missing: put the three-character telegram kind";
        return Err(request(Code::TelegramKind, Some("telegram_kind"), message));
    }
    Ok(())
}

/// E02007: a result CSV belongs to reference kinds and 201, and 201 needs one.
///
/// # Errors
/// [`Code::ResultCsv`].
pub fn result_csv(kind: &[u8], path: Option<&Path>, config: &Config) -> Result<(), Error> {
    let message = match path {
        None if kind == FILE_PAYMENT_RESULT => {
            "this telegram kind answers with a file: set a result CSV path"
        }
        Some(_) if kind != FILE_PAYMENT_RESULT && !config.is_reference_kind(kind) => {
            "this telegram kind has no result CSV: unset its path"
        }
        _ => return Ok(()),
    };
    Err(request(Code::ResultCsv, None, message))
}

/// All checks of §4.3 step 3, in the vendor's order.
///
/// # Errors
/// Of the first that fails.
pub fn all(
    fields: &[Field<'_>],
    telegram_kind: &[u8],
    result_csv_path: Option<&Path>,
    config: &Config,
    settings: Settings<'_>,
    measure: Measure,
) -> Result<(), Error> {
    module_numbers(settings)?;
    kind(telegram_kind)?;
    result_csv(telegram_kind, result_csv_path, config)?;
    keys(fields)?;
    values(fields, measure)
}

/// E02002: every field has a name (O-48).
///
/// # Errors
/// [`Code::TelegramLength`].
pub fn empty_key(fields: &[Field<'_>]) -> Result<(), Error> {
    if fields.iter().any(|field| field.key.is_empty()) {
        return Err(request(
            Code::TelegramLength,
            None,
            "a field has an empty name",
        ));
    }
    Ok(())
}

/// E02002: no name is too long (O-39, O-48).
///
/// # Errors
/// [`Code::TelegramLength`].
pub fn key_length(fields: &[Field<'_>]) -> Result<(), Error> {
    match fields
        .iter()
        .find(|field| !is_blank(field.key) && field.key.len() > MAX_KEY_BYTES)
    {
        None => Ok(()),
        Some(field) => {
            let start: String = field.name().chars().take(20).collect();
            let message = format!(
                "the field name starting with {start} is longer than {MAX_KEY_BYTES} bytes"
            );
            Err(request(Code::TelegramLength, None, &message))
        }
    }
}

/// E02002: [`empty_key`], then [`key_length`].
///
/// # Errors
/// [`Code::TelegramLength`].
pub fn keys(fields: &[Field<'_>]) -> Result<(), Error> {
    empty_key(fields)?;
    key_length(fields)
}

/// E02002: no value but `data` is too long.
///
/// # Errors
/// [`Code::TelegramLength`].
pub fn values(fields: &[Field<'_>], measure: Measure) -> Result<(), Error> {
    let too_long = |field: &&Field<'_>| {
        field.key != DATA.as_bytes() && measure.of(&field.value) > MAX_VALUE_BYTES
    };
    match fields.iter().find(too_long) {
        None => Ok(()),
        Some(field) => {
            let name = field.name();
            let message =
                format!("the value of field {name} is longer than {MAX_VALUE_BYTES} bytes");
            Err(request(Code::TelegramLength, Some(&name), &message))
        }
    }
}

/// E02002: the whole telegram, measured as URL, `?` and `key=value` joined by `&`, before encoding
/// (O-02: the vendor's module computes this and does not act on it).
///
/// # Errors
/// [`Code::TelegramLength`].
pub fn total(url: &str, fields: &[Field<'_>], measure: Measure) -> Result<(), Error> {
    let carries_data = fields.iter().any(|field| field.key == DATA.as_bytes());
    let limit = if carries_data {
        MAX_FILE_TELEGRAM_BYTES
    } else {
        MAX_TELEGRAM_BYTES
    };
    let length = total_length(url, fields, measure);
    if length <= limit {
        return Ok(());
    }
    let message = format!("the telegram has {length} bytes, more than {limit}");
    Err(request(Code::TelegramLength, None, &message))
}

/// The measure of [`total`], bytes.
#[must_use]
pub fn total_length(url: &str, fields: &[Field<'_>], measure: Measure) -> usize {
    // One separator per field: `?` before the first, `&` before the others; and its `=`.
    let field = |field: &Field<'_>| field.key.len() + measure.of(&field.value) + "?=".len();
    let questionless = usize::from(fields.is_empty()) * "?".len();
    url.len() + questionless + fields.iter().map(field).sum::<usize>()
}

/// Empty, or nothing but what PHP's `trim` removes (StringUtil, connection-module §3.7).
fn is_blank(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0b))
}

fn request(code: Code, field: Option<&str>, message: &str) -> Error {
    Error::Request {
        code,
        field: field.map(str::to_owned),
        message: message.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::{Overrides, sample};

    fn code(result: Result<(), Error>) -> Option<&'static str> {
        result.err().map(|error| error.code().as_str())
    }

    fn field<'a>(key: &'a str, value: &'a [u8]) -> Field<'a> {
        Field::text(key.as_bytes(), value)
    }

    #[test]
    fn overridden_numbers_must_be_positive() {
        let config = sample::config("");
        for (key, value, expected) in [
            ("timeout_value", "35", None),
            ("timeout_value", "0", Some("E02001")),
            ("timeout_value", "", Some("E02001")),
            ("select_max_cnt", "-1", Some("E02001")),
            ("select_max_cnt", "1.5", Some("E02001")),
        ] {
            let mut overrides = Overrides::default();
            overrides.set(key, value);
            assert_eq!(
                code(module_numbers(config.settings(&overrides))),
                expected,
                "{key}={value}"
            );
        }
    }

    #[test]
    fn a_kind_is_required() {
        assert_eq!(code(kind(b"020")), None);
        for blank in [&b""[..], b" ", b"\t\r\n\0\x0b"] {
            assert_eq!(code(kind(blank)), Some("E02003"));
        }
    }

    #[test]
    fn a_result_csv_belongs_to_reference_kinds_and_201() {
        let config = sample::config("");
        let csv = Some(Path::new("/tmp/out.csv"));
        assert_eq!(code(result_csv(b"201", None, &config)), Some("E02007"));
        assert_eq!(code(result_csv(b"201", csv, &config)), None);
        assert_eq!(code(result_csv(b"020", csv, &config)), Some("E02007"));
        assert_eq!(code(result_csv(b"020", None, &config)), None);
        assert_eq!(code(result_csv(b"027", csv, &config)), None);
        assert_eq!(code(result_csv(b"027", None, &config)), None);
        assert_eq!(
            code(result_csv(b"27", csv, &config)),
            Some("E02007"),
            "O-23"
        );
    }

    #[test]
    fn o_39_a_name_of_8190_bytes_passes_and_8191_fails() {
        let longest = "k".repeat(MAX_KEY_BYTES);
        assert_eq!(code(keys(&[field(&longest, b"")])), None);
        let longer = "k".repeat(MAX_KEY_BYTES + 1);
        assert_eq!(code(keys(&[field(&longer, b"")])), Some("E02002"));
    }

    #[test]
    fn o_48_the_messages_say_what_is_meant() {
        let empty = keys(&[field("", b"")]).unwrap_err().to_string();
        assert_eq!(empty, "a field has an empty name");
        let longer = "k".repeat(MAX_KEY_BYTES + 1);
        let long = keys(&[field(&longer, b"")]).unwrap_err().to_string();
        assert!(
            long.contains("longer than 8190 bytes") && long.len() < 100,
            "{long}"
        );
    }

    #[test]
    fn an_empty_name_is_found_before_a_long_one() {
        let longer = "k".repeat(MAX_KEY_BYTES + 1);
        let fields = [field(&longer, b""), field("", b"")];
        assert_eq!(
            keys(&fields).unwrap_err().to_string(),
            "a field has an empty name"
        );
    }

    #[test]
    fn a_value_of_102400_bytes_passes_and_102401_fails() {
        let value = vec![b'v'; MAX_VALUE_BYTES + 1];
        assert_eq!(
            code(values(&[field("k", &value[1..])], Measure::Bytes)),
            None
        );
        let error = values(&[field("memo", &value)], Measure::Bytes).unwrap_err();
        assert_eq!(error.code(), Code::TelegramLength);
        assert!(matches!(error, Error::Request { field: Some(name), .. } if name == "memo"));
        assert_eq!(code(values(&[field("data", &value)], Measure::Bytes)), None);
    }

    #[test]
    fn o_02_the_total_is_enforced_inclusively() {
        let url = "https://paygent.example/n/card/request";
        // URL ? k = v
        let room = MAX_TELEGRAM_BYTES - url.len() - 3;
        let value = vec![b'v'; room + 1];
        assert_eq!(
            code(total(url, &[field("k", &value[1..])], Measure::Bytes)),
            None
        );
        assert_eq!(
            code(total(url, &[field("k", &value)], Measure::Bytes)),
            Some("E02002")
        );
    }

    #[test]
    fn o_02_a_telegram_with_data_may_have_10_mb() {
        let url = "https://paygent.example/n/o/requestdata";
        let room = MAX_FILE_TELEGRAM_BYTES - url.len() - "?data=".len();
        let file = vec![b'1'; room + 1];
        assert_eq!(
            code(total(url, &[field("data", &file[1..])], Measure::Bytes)),
            None
        );
        assert_eq!(
            code(total(url, &[field("data", &file)], Measure::Bytes)),
            Some("E02002")
        );
    }

    #[test]
    fn the_total_counts_url_question_mark_names_and_separators() {
        let url = "https://a.example/b";
        let literal = format!("{url}?a=1&bc=&d=xyz");
        let fields = [field("a", b"1"), field("bc", b""), field("d", b"xyz")];
        assert_eq!(total_length(url, &fields, Measure::Bytes), literal.len());
        assert_eq!(total_length(url, &[], Measure::Bytes), url.len() + 1);
    }

    #[test]
    fn text_is_measured_in_the_bytes_it_will_have() {
        let text = "aｱ\u{ff9f}漢～\u{7f}".as_bytes();
        assert_eq!(Measure::Windows31J.of(text), 1 + 1 + 1 + 2 + 2 + 1);
        assert_eq!(Measure::Bytes.of(text), text.len());
        assert_eq!(
            Measure::Windows31J.of(b"\xff"),
            1,
            "invalid text is measured as bytes"
        );
    }
}
