//! Answers of any bytes: the result and rows that a second, simpler reading finds.

use std::borrow::Cow;

use bytes::Bytes;
use paygent_core::response::{Depth, Format, Parsed, Response};

use super::{Target, fingerprint, magnitude};

pub const TARGET: Target = Target {
    name: "response",
    dictionary: &[
        b"\r\n",
        b"\r",
        b"\n",
        b",",
        b"\"",
        b"\"\"",
        b"\",\"",
        b"=",
        b"result=0\r\n",
        b"result=1\r\n",
        b"response_code=P010\r\n",
        b"response_detail=\r\n",
        b"out_acs_html=\r\n",
        b"_html",
        b"1,0,,\r\n",
        b"\"1\",\"0\",\"\",\"\"\r\n",
        b"2,a,b\r\n",
        b"2,a,a\r\n",
        b"3,x,y\r\n",
        b"\"3\",\"x\r\ny\",\"\"\"\"\r\n",
        b"4,1\r\n",
        b"1,,,,,,0,,\r\n",
        b"\x83\x5c",
        b"\x95\x5c\"",
    ],
    run: |input| vec![run(input)],
};

/// Names and values in order, names once.
type Row = Vec<(Vec<u8>, Vec<u8>)>;

fn run(input: &[u8]) -> u64 {
    let body = Bytes::copy_from_slice(input);
    let (key_value, rows) = read(&body, Format::KeyValue);
    let record = simple_record(input);
    assert_eq!(
        rows,
        if record.is_empty() {
            vec![]
        } else {
            vec![record]
        }
    );
    let (reference, rows) = read(&body, Format::Reference);
    assert_eq!(
        (rows, reference.error.is_some()),
        simple_rows(input, &reference)
    );
    for format in [Format::KeyValue, Format::Reference, Format::FilePayment] {
        let result_only = Response::parse(body.clone(), format, Depth::ResultOnly);
        assert_eq!(result_only.response.rows().count(), 0);
    }
    let file = Response::parse(body, Format::FilePayment, Depth::ResultOnly);
    fingerprint((facts(&key_value), facts(&reference), facts(&file)))
}

fn read(body: &Bytes, format: Format) -> (Parsed, Vec<Row>) {
    let parsed = Response::parse(body.clone(), format, Depth::Full);
    let pair = |(name, value): (&[u8], Cow<'_, [u8]>)| (name.to_vec(), value.into_owned());
    let rows: Vec<Row> = parsed
        .response
        .rows()
        .map(|record| record.iter().map(pair).collect())
        .collect();
    assert_eq!(rows.len(), parsed.response.row_count());
    (parsed, rows)
}

fn facts(parsed: &Parsed) -> impl std::hash::Hash {
    let response = &parsed.response;
    (
        parsed.error.as_ref().map(|error| error.code().as_str()),
        magnitude(response.row_count()),
        response.rows().next().map(|record| magnitude(record.len())),
        [response.result(), response.code(), response.detail()].map(|text| magnitude(text.len())),
        magnitude(parsed.notes.len()),
    )
}

/// The record of a key=value answer, line by line.
fn simple_record(body: &[u8]) -> Row {
    let mut row = Row::new();
    let mut rest = Some(body);
    while let Some(text) = rest {
        let (line, after) = cut(text, b"\r\n");
        rest = after;
        let (name, value) = cut(line, b"=");
        if name.ends_with(b"_html") {
            let on_the_line = value
                .filter(|value| !value.is_empty())
                .map(|_| &text[name.len() + 1..]);
            put(
                &mut row,
                name.to_vec(),
                on_the_line.or(after).unwrap_or_default().to_vec(),
            );
            break;
        }
        match (name, value) {
            (b"result" | b"response_code" | b"response_detail", _) | (_, None) => {}
            (name, Some(value)) => put(&mut row, name.to_vec(), value.to_vec()),
        }
    }
    row
}

/// The rows of a reference answer, and whether it ends in an error.
fn simple_rows(body: &[u8], reference: &Parsed) -> (Vec<Row>, bool) {
    let mut rows = Vec::new();
    let mut names: Vec<Vec<u8>> = Vec::new();
    let mut at = 0;
    while at < body.len() {
        let fields = simple_fields(body, &mut at);
        let (kind, values) = fields.split_first().expect("a record has a field");
        match kind.as_slice() {
            b"2" => names = values.to_vec(),
            b"3" if values.len() != names.len() => return (rows, true),
            b"3" => {
                let mut row = Row::new();
                for (name, value) in names.iter().zip(values) {
                    put(&mut row, name.clone(), value.clone());
                }
                rows.push(row);
            }
            _ => {}
        }
    }
    let blank = reference
        .response
        .result()
        .iter()
        .all(|byte| b" \t\r\n\0\x0b".contains(byte));
    (rows, blank)
}

/// One record, byte by byte.
fn simple_fields(body: &[u8], at: &mut usize) -> Vec<Vec<u8>> {
    let mut fields = vec![Vec::new()];
    let mut first = true;
    let mut open = false;
    while let Some(byte) = body.get(*at) {
        let next = body.get(*at + 1);
        let field = fields.last_mut().expect("never empty");
        *at += 1;
        match (open, byte) {
            (false, b'"') if first && closes(&body[*at..]) => open = true,
            (false, b'"') if first => {
                let (line, after) = cut(&body[*at..], b"\r\n");
                *at = after.map_or(body.len(), |after| body.len() - after.len());
                // In an envelope that never closes all quotes are doubled.
                let mut quotes = 0;
                for byte in line {
                    quotes += usize::from(*byte == b'"');
                    if *byte != b'"' || quotes % 2 == 1 {
                        field.push(*byte);
                    }
                }
                return fields;
            }
            (false, b',') => {
                fields.push(Vec::new());
                first = true;
                continue;
            }
            (false, b'\r') if next == Some(&b'\n') => {
                *at += 1;
                return fields;
            }
            (true, b'"') if next == Some(&b'"') => {
                field.push(b'"');
                *at += 1;
            }
            (true, b'"') => open = false,
            _ => field.push(*byte),
        }
        first = false;
    }
    fields
}

/// Whether an envelope that is open at the beginning of `text` ever closes.
fn closes(text: &[u8]) -> bool {
    let mut quotes = 0;
    for byte in text {
        match byte {
            b'"' => quotes += 1,
            _ if quotes % 2 == 1 => return true,
            _ => quotes = 0,
        }
    }
    quotes % 2 == 1
}

fn put(row: &mut Row, name: Vec<u8>, value: Vec<u8>) {
    match row.iter_mut().find(|(known, _)| *known == name) {
        Some(pair) => pair.1 = value,
        None => row.push((name, value)),
    }
}

/// The text before a separator and, where there is one, after it.
fn cut<'a>(text: &'a [u8], separator: &[u8]) -> (&'a [u8], Option<&'a [u8]>) {
    let at = text
        .windows(separator.len())
        .position(|window| window == separator);
    match at {
        Some(at) => (&text[..at], Some(&text[at + separator.len()..])),
        None => (text, None),
    }
}
