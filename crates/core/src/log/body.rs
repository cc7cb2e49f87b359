//! An answer that shows itself masked, in its own layout (O-33).

use std::fmt;

use super::mask::{MASK, masked};
use crate::response::Format;

const CRLF: &[u8] = b"\r\n";

/// The body of an answer as received; every way to show it masks secrets and personal data.
#[derive(Clone, Copy)]
pub struct MaskedBody<'a> {
    /// The body.
    pub body: &'a [u8],
    /// Which grammar it follows.
    pub format: Format,
}

impl MaskedBody<'_> {
    /// The body with masks.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        match self.format {
            _ if is_page(self.body) => MASK.to_vec(),
            Format::KeyValue => key_value(self.body),
            Format::Reference => reference(self.body),
            Format::FilePayment => file_payment(self.body),
        }
    }
}

impl fmt::Display for MaskedBody<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&String::from_utf8_lossy(&self.bytes()))
    }
}

impl fmt::Debug for MaskedBody<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A maintenance or error page instead of an answer.
fn is_page(body: &[u8]) -> bool {
    body.trim_ascii_start().first() == Some(&b'<')
}

fn lines(body: &[u8]) -> Vec<&[u8]> {
    let mut lines = Vec::new();
    let mut rest = body;
    while let Some(end) = rest.windows(CRLF.len()).position(|window| window == CRLF) {
        lines.push(rest.get(..end).unwrap_or_default());
        rest = rest.get(end + CRLF.len()..).unwrap_or_default();
    }
    lines.push(rest);
    lines
}

/// `name=value` lines; what is no such line is hidden, and all that follows an `_html` name.
fn key_value(body: &[u8]) -> Vec<u8> {
    let mut shown: Vec<Vec<u8>> = Vec::new();
    for line in lines(body) {
        let split = line
            .iter()
            .position(|byte| *byte == b'=')
            .unwrap_or(line.len());
        let (name, value) = line.split_at_checked(split).unwrap_or((line, b""));
        if name.ends_with(b"_html") {
            let name = if is_name(name) { name } else { MASK };
            shown.extend([[name, b"="].concat(), MASK.to_vec()]);
            break;
        }
        shown.push(match value.strip_prefix(b"=") {
            // The next line of an answer that does not end its lines properly is part of the value.
            Some(value) if is_name(name) && !has_break(value) => {
                [name, b"=", masked(name, value)].concat()
            }
            None if line.is_empty() => Vec::new(),
            _ => MASK.to_vec(),
        });
    }
    shown.join(CRLF)
}

fn is_name(name: &[u8]) -> bool {
    let fits = |byte: &u8| byte.is_ascii_alphanumeric() || b"_-.[]".contains(byte);
    !name.is_empty() && name.iter().all(fits)
}

fn has_break(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| matches!(byte, b'\r' | b'\n'))
}

/// Reference CSV: values of data records by the name of their column.
fn reference(body: &[u8]) -> Vec<u8> {
    let mut names: Vec<Vec<u8>> = Vec::new();
    let mut shown = Vec::with_capacity(body.len());
    for Record { fields, end } in records(body) {
        let first = fields
            .first()
            .map(|field| unquoted(field))
            .unwrap_or_default();
        let is_broken = fields.iter().any(|field| has_break(field));
        let as_it_is = match first.as_slice() {
            b"1" | b"2" | b"4" => !is_broken,
            other => other.is_empty() && fields.len() == 1,
        };
        if first == b"2" {
            names = fields.iter().map(|field| unquoted(field)).collect();
        }
        let columns = fields.iter().enumerate().map(|(column, field)| {
            let name = names.get(column).filter(|_| names.len() == fields.len());
            if as_it_is {
                field
            } else {
                cell(column, name.map(Vec::as_slice), field)
            }
        });
        shown.extend(columns.collect::<Vec<_>>().join(&b","[..]));
        shown.extend(end);
    }
    shown
}

/// One field of a data record: the type stays, a value whose column is unknown is hidden.
fn cell<'a>(column: usize, name: Option<&[u8]>, field: &'a [u8]) -> &'a [u8] {
    let value = unquoted(field);
    let quoted_mask: &[u8] = b"\"XXXX\"";
    let mask = if field.starts_with(b"\"") {
        quoted_mask
    } else {
        MASK
    };
    match name {
        _ if column == 0 && value == b"3" => field,
        Some(name) if masked(name, &value) == value.as_slice() => field,
        None if value.is_empty() => field,
        _ => mask,
    }
}

/// File payment results have no column names: of the data lines only the record type stays.
fn file_payment(body: &[u8]) -> Vec<u8> {
    let shown = lines(body).into_iter().map(|line| {
        let first = line.split(|byte| *byte == b',').next().unwrap_or_default();
        match first {
            b"" if line.is_empty() => Vec::new(),
            b"1" if !has_break(line) => line.to_vec(),
            b"1" | b"3" | b"4" => [first, b",", MASK].concat(),
            _ => MASK.to_vec(),
        }
    });
    shown.collect::<Vec<_>>().join(CRLF)
}

/// A record in its own bytes.
struct Record<'a> {
    fields: Vec<&'a [u8]>,
    /// CRLF, or nothing at the end of the body.
    end: &'a [u8],
}

/// Splits at commas and CRLFs outside quotes; an unterminated quote runs to the end of the body,
/// so that no part of a value can pass for a record.
fn records(body: &[u8]) -> Vec<Record<'_>> {
    let mut records = Vec::new();
    let mut rest = body;
    while !rest.is_empty() {
        let mut fields = Vec::new();
        loop {
            let length = field_length(rest);
            let (field, behind) = rest.split_at_checked(length).unwrap_or((rest, b""));
            fields.push(field);
            if let Some(next) = behind.strip_prefix(b",") {
                rest = next;
                continue;
            }
            let (end, next) = behind.split_at_checked(CRLF.len()).unwrap_or((b"", b""));
            records.push(Record { fields, end });
            rest = next;
            break;
        }
    }
    records
}

fn field_length(bytes: &[u8]) -> usize {
    let mut quoted = bytes.first() == Some(&b'"');
    for (at, byte) in bytes.iter().enumerate().skip(usize::from(quoted)) {
        match byte {
            // A doubled quote closes and opens again.
            b'"' if bytes.first() == Some(&b'"') => quoted = !quoted,
            b',' if !quoted => return at,
            b'\r' if !quoted && bytes.get(at + 1) == Some(&b'\n') => return at,
            _ => {}
        }
    }
    bytes.len()
}

fn unquoted(field: &[u8]) -> Vec<u8> {
    if !field.starts_with(b"\"") {
        return field.to_vec();
    }
    field.iter().copied().filter(|byte| *byte != b'"').collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(body: &str, format: Format) -> String {
        let body = MaskedBody {
            body: body.as_bytes(),
            format,
        };
        assert_eq!(format!("{body:?}"), body.to_string());
        String::from_utf8(body.bytes()).unwrap()
    }

    #[test]
    fn o_33_key_value_lines_keep_their_layout() {
        let body = "\r\nresult=0\r\npayment_id=123\r\nmasked_card_number=****1234\r\n\
                    customer_name=\r\nbuyer_email=a=b@example\r\nCARD_TOKEN=t\r\n";
        let expected = "\r\nresult=0\r\npayment_id=123\r\nmasked_card_number=XXXX\r\n\
                        customer_name=\r\nbuyer_email=XXXX\r\nCARD_TOKEN=XXXX\r\n";
        assert_eq!(shown(body, Format::KeyValue), expected);
    }

    #[test]
    fn o_33_html_is_hidden_to_the_end() {
        let body = "result=7\r\nout_acs_html=x\r\n<input value=\"secret\">\r\nname=y";
        assert_eq!(
            shown(body, Format::KeyValue),
            "result=7\r\nout_acs_html=\r\nXXXX"
        );
        assert_eq!(
            shown("redirect_html\r\n<a>", Format::KeyValue),
            "redirect_html=\r\nXXXX"
        );
    }

    #[test]
    fn what_is_no_line_of_an_answer_is_hidden() {
        assert_eq!(
            shown("山田\r\nresult=0\r\n 山 田=1", Format::KeyValue),
            "XXXX\r\nresult=0\r\nXXXX"
        );
        for format in [Format::KeyValue, Format::Reference, Format::FilePayment] {
            assert_eq!(shown("\n<html>山田</html>", format), "XXXX");
        }
    }

    #[test]
    fn o_33_columns_are_masked_by_their_names() {
        let body = "\"1\",\"0\",\"\",\"\"\r\n\"2\",\"customer_card_id\",\"card_brand\",\"Card_Number\"\r\n\
                    \"3\",\"9\",\"VISA\",\"****1\"\r\n3,9,,\"\"\r\n\"4\",\"2\"\r\n";
        let expected = "\"1\",\"0\",\"\",\"\"\r\n\"2\",\"customer_card_id\",\"card_brand\",\"Card_Number\"\r\n\
             \"3\",\"XXXX\",\"VISA\",\"XXXX\"\r\n3,XXXX,,\"\"\r\n\"4\",\"2\"\r\n";
        assert_eq!(shown(body, Format::Reference), expected);
    }

    #[test]
    fn rows_that_do_not_fit_their_columns_are_hidden() {
        let body = "2,card_brand\r\n3,VISA,extra\r\nstray";
        assert_eq!(
            shown(body, Format::Reference),
            "2,card_brand\r\n3,XXXX,XXXX\r\nXXXX"
        );
        assert_eq!(shown("3,VISA", Format::Reference), "3,XXXX");
    }

    #[test]
    fn what_only_looks_like_an_answer_is_hidden() {
        for (body, format, expected) in [
            ("=山田", Format::KeyValue, "XXXX"),
            ("result=0\ncustomer_name=山田\n", Format::KeyValue, "XXXX"),
            ("山田_html=", Format::KeyValue, "XXXX=\r\nXXXX"),
            (",山田", Format::Reference, ",XXXX"),
            ("山田", Format::Reference, "XXXX"),
            ("1,0\n3,山田", Format::Reference, "XXXX,XXXX,XXXX"),
            ("山田", Format::FilePayment, "XXXX"),
            ("1,0\n3,山田", Format::FilePayment, "1,XXXX"),
        ] {
            assert_eq!(shown(body, format), expected, "{body:?}");
        }
    }

    #[test]
    fn line_breaks_inside_quotes_do_not_open_a_record() {
        let body = "2,customer_name,card_brand\r\n3,\"山\r\n1,田\",\"a\"\"b\"\r\n";
        let expected = "2,customer_name,card_brand\r\n3,\"XXXX\",\"a\"\"b\"\r\n";
        assert_eq!(shown(body, Format::Reference), expected);
        let open = "2,customer_name\r\n3,\"山\r\n1,田\r\n";
        assert_eq!(
            shown(open, Format::Reference),
            "2,customer_name\r\n3,\"XXXX\""
        );
    }

    #[test]
    fn file_results_keep_their_header_and_record_types() {
        let body = "1,01,0,a,b,c,0,,\r\n3,山田,4980\r\n4,1\r\nx,y\r\n";
        let expected = "1,01,0,a,b,c,0,,\r\n3,XXXX\r\n4,XXXX\r\nXXXX\r\n";
        assert_eq!(shown(body, Format::FilePayment), expected);
    }
}
