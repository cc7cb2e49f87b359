//! Step 4, *encode*: the caller's bytes to what the telegram kind is exchanged in, and the answer
//! back (connection-module §6.5). Field names are never converted.

use std::borrow::Cow;

use bytes::Bytes;

use super::{Field, Origin, TextMode, WireEncoding};
use crate::charset::{self, Encoding};
use crate::error::{Code, Error};

/// Converts every value. Returns the names of fields in which `?` took the place of a character
/// (vendor's face only; O-22: a log line each).
///
/// # Errors
/// E01006: an encoding is declared for a Windows-31J kind or missing for a UTF-8 kind; a text that
/// is not UTF-8 or cannot be encoded, naming field and character position, never the value.
pub fn encode(
    fields: &mut [Field<'_>],
    mode: TextMode,
    wire: WireEncoding,
) -> Result<Vec<String>, Error> {
    match (mode, wire) {
        (TextMode::Text, _) => {
            fields
                .iter_mut()
                .try_for_each(|field| encode_text(field, wire))?;
            Ok(Vec::new())
        }
        (TextMode::Declared(None), WireEncoding::Windows31J)
        | (TextMode::Declared(Some(Encoding::Utf8)), WireEncoding::Utf8) => Ok(Vec::new()),
        (TextMode::Declared(Some(encoding)), WireEncoding::Utf8) => Ok(fields
            .iter_mut()
            .filter_map(|field| convert(field, encoding))
            .collect()),
        (TextMode::Declared(Some(_)), WireEncoding::Windows31J) => Err(Error::Request {
            code: Code::Encoding,
            field: None,
            message: "this telegram kind is Windows-31J: no encoding can be set for it".to_owned(),
        }),
        (TextMode::Declared(None), WireEncoding::Utf8) => Err(Error::Request {
            code: Code::Encoding,
            field: None,
            message: "this telegram kind is UTF-8: set the encoding of your values".to_owned(),
        }),
    }
}

/// The answer in the caller's encoding, and how many characters became `?` (O-22). Only a declared
/// encoding other than UTF-8 changes anything: the modern face decodes value by value.
#[must_use]
pub fn decode_answer(body: Bytes, mode: TextMode, wire: WireEncoding) -> (Bytes, usize) {
    match (mode, wire) {
        (
            TextMode::Declared(Some(encoding @ (Encoding::ShiftJis | Encoding::EucJp))),
            WireEncoding::Utf8,
        ) => {
            let (body, replaced) = encoding.from_utf8_bytes(&body);
            (Bytes::from(body), replaced)
        }
        _ => (body, 0),
    }
}

/// UTF-8 to the wire. A send file is no text and goes as it is.
fn encode_text(field: &mut Field<'_>, wire: WireEncoding) -> Result<(), Error> {
    if field.origin == Origin::File || field.value.is_ascii() {
        return Ok(());
    }
    let text = match std::str::from_utf8(&field.value) {
        Ok(text) => text,
        Err(error) => {
            let valid = field.value.get(..error.valid_up_to()).unwrap_or_default();
            let place = characters(&String::from_utf8_lossy(valid)) + 1;
            return Err(unencodable(field, place, "is not UTF-8"));
        }
    };
    if wire == WireEncoding::Utf8 {
        return Ok(());
    }
    match charset::encode_sjis_win(text) {
        Ok(bytes) => {
            field.value = Cow::Owned(bytes);
            Ok(())
        }
        Err(unmappable) => {
            let place = characters(text.get(..unmappable.offset).unwrap_or_default()) + 1;
            Err(unencodable(field, place, "does not exist in Windows-31J"))
        }
    }
}

fn characters(text: &str) -> usize {
    text.chars().count()
}

fn unencodable(field: &Field<'_>, place: usize, problem: &str) -> Error {
    let name = field.name();
    Error::Request {
        code: Code::Encoding,
        message: format!("field {name}: character {place} {problem}"),
        field: Some(name),
    }
}

/// A declared encoding to UTF-8; the field's name if a character was replaced.
fn convert(field: &mut Field<'_>, encoding: Encoding) -> Option<String> {
    // No byte of a longer character is `?` in Shift_JIS or EUC-JP: more of them afterwards means
    // characters were replaced.
    let question_marks = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'?').count();
    let converted = encoding.to_utf8_bytes(&field.value);
    let replaced = question_marks(&converted) > question_marks(&field.value);
    field.value = Cow::Owned(converted);
    replaced.then(|| field.name())
}

#[cfg(test)]
mod tests {
    use super::WireEncoding::{Utf8, Windows31J};
    use super::*;

    const GIVEN: TextMode = TextMode::Declared(None);

    fn declared(encoding: Encoding) -> TextMode {
        TextMode::Declared(Some(encoding))
    }

    fn encoded(value: &[u8], mode: TextMode, wire: WireEncoding) -> Result<Vec<u8>, Error> {
        let mut fields = [Field::text(b"customer_name", value)];
        encode(&mut fields, mode, wire)?;
        Ok(fields[0].value.to_vec())
    }

    fn refused(value: &[u8], mode: TextMode, wire: WireEncoding) -> String {
        let error = encoded(value, mode, wire).unwrap_err();
        assert_eq!(error.code(), Code::Encoding);
        error.to_string()
    }

    #[test]
    fn bytes_of_cp932_kinds_go_as_given() {
        let any = b"\x87\x40\x95\x5c\xff\x80";
        assert_eq!(encoded(any, GIVEN, Windows31J).unwrap(), any);
    }

    #[test]
    fn e01006_for_a_declared_encoding_where_none_belongs_and_the_other_way_round() {
        for encoding in [Encoding::Utf8, Encoding::ShiftJis, Encoding::EucJp] {
            assert!(refused(b"x", declared(encoding), Windows31J).contains("no encoding"));
        }
        assert!(refused(b"x", GIVEN, Utf8).contains("set the encoding"));
    }

    #[test]
    fn utf_8_kinds_take_the_three_encodings() {
        let text = "①㈱髙".as_bytes();
        assert_eq!(encoded(text, declared(Encoding::Utf8), Utf8).unwrap(), text);
        let shift_jis = b"\x87\x40\x87\x8a\xfb\xfc";
        assert_eq!(
            encoded(shift_jis, declared(Encoding::ShiftJis), Utf8).unwrap(),
            text
        );
        let euc = b"\xb4\xc1\x8e\xb1";
        assert_eq!(
            encoded(euc, declared(Encoding::EucJp), Utf8).unwrap(),
            "漢ｱ".as_bytes()
        );
    }

    #[test]
    fn o_22_a_replaced_character_is_reported_by_field_name() {
        let mode = declared(Encoding::ShiftJis);
        let mut fields = [
            Field::text(b"whole", &b"\x8a\xbf?"[..]),
            Field::text(b"broken", &b"\x8a\xbf\xff"[..]),
        ];
        assert_eq!(encode(&mut fields, mode, Utf8).unwrap(), ["broken"]);
        assert_eq!(fields[1].value, "漢?".as_bytes());
    }

    #[test]
    fn text_is_utf_8_in_and_cp932_out() {
        assert_eq!(
            encoded("表①～".as_bytes(), TextMode::Text, Windows31J).unwrap(),
            b"\x95\x5c\x87\x40\x81\x60"
        );
        let text = "表𠮷".as_bytes();
        assert_eq!(encoded(text, TextMode::Text, Utf8).unwrap(), text);
    }

    #[test]
    fn what_cannot_be_encoded_names_field_and_position_but_not_the_value() {
        let message = refused("山田𠮷子".as_bytes(), TextMode::Text, Windows31J);
        assert_eq!(
            message,
            "field customer_name: character 3 does not exist in Windows-31J"
        );
    }

    #[test]
    fn a_text_that_is_not_utf_8_is_an_error_for_every_kind() {
        for wire in [Windows31J, Utf8] {
            let message = refused(b"\xe5\xb1\xb1\x95\x5c", TextMode::Text, wire);
            assert_eq!(message, "field customer_name: character 2 is not UTF-8");
        }
    }

    #[test]
    fn a_send_file_goes_as_it_is() {
        let data = b"\x95\x5c,1\r\n";
        let mut fields = [Field {
            key: b"data",
            value: Cow::Borrowed(&data[..]),
            origin: Origin::File,
        }];
        encode(&mut fields, TextMode::Text, Windows31J).unwrap();
        assert_eq!(fields[0].value, &data[..]);
    }

    #[test]
    fn the_answer_comes_back_in_the_declared_encoding() {
        let body = Bytes::from_static("detail=漢①𠮷\r\n".as_bytes());
        let shift_jis = decode_answer(body.clone(), declared(Encoding::ShiftJis), Utf8);
        assert_eq!(
            shift_jis,
            (Bytes::from_static(b"detail=\x8a\xbf\x87\x40?\r\n"), 1)
        );
        for mode in [declared(Encoding::Utf8), TextMode::Text] {
            assert_eq!(decode_answer(body.clone(), mode, Utf8), (body.clone(), 0));
        }
        let cp932 = Bytes::from_static(b"detail=\x8a\xbf\xff");
        assert_eq!(decode_answer(cp932.clone(), GIVEN, Windows31J), (cp932, 0));
    }
}
