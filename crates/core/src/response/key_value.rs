//! `key=value` lines, perhaps ending in an HTML block (connection-module §8.2).

use std::sync::Arc;

use bytes::Bytes;

use super::csv::Field;
use super::record::{Columns, Record, RowSource};
use super::{Depth, Reading, Status, find_byte, find_crlf};

/// The field that takes the rest of the body ends so.
const HTML_SUFFIX: &[u8] = b"_html";

/// Most answers have fewer fields.
const USUAL: usize = 48;

/// Reads the result and, with [`Depth::Full`], the record.
pub(super) fn read(body: &Bytes, depth: Depth) -> Reading {
    let mut status = Status::default();
    let mut names = Vec::with_capacity(USUAL);
    let mut values = Vec::with_capacity(USUAL);
    for (name, value) in Pairs::new(body) {
        let place = match name.as_ref() {
            b"result" => &mut status.result,
            b"response_code" => &mut status.code,
            b"response_detail" => &mut status.detail,
            _ => {
                names.push(name);
                values.push(value);
                continue;
            }
        };
        *place = value.bytes(body);
    }
    let rows = if depth == Depth::ResultOnly || names.is_empty() {
        RowSource::None
    } else {
        let columns = Arc::new(Columns::new(names.into_iter(), 0));
        RowSource::One(Record::new(body.clone(), columns, values))
    };
    Reading {
        status,
        rows,
        ..Reading::default()
    }
}

/// Names and values, up to and including the first HTML field.
struct Pairs<'a> {
    body: &'a Bytes,
    position: Option<usize>,
}

impl<'a> Pairs<'a> {
    const fn new(body: &'a Bytes) -> Self {
        Self {
            body,
            position: Some(0),
        }
    }

    /// A pair, or `None` for a line without `=`.
    fn pair(&mut self, start: usize) -> Option<(Bytes, Field)> {
        let line_end = find_crlf(self.body, start);
        let end = line_end.unwrap_or(self.body.len());
        self.position = line_end.map(|end| end + 2);
        let line = self.body.get(start..end)?;
        let equals = find_byte(line, b'=');
        let name = line.get(..equals.unwrap_or(line.len()))?;
        let value = equals.map(|equals| start + equals + 1);
        let field = if name.ends_with(HTML_SUFFIX) {
            let after_line = self.position.take().unwrap_or(self.body.len());
            // O-26: text on the key's own line belongs to the block; an empty one is no line of it.
            let html = value.filter(|value| *value < end).unwrap_or(after_line);
            Field::Plain {
                start: html,
                end: self.body.len(),
            }
        } else {
            Field::Plain { start: value?, end }
        };
        Some((self.body.slice_ref(name), field))
    }
}

impl Iterator for Pairs<'_> {
    type Item = (Bytes, Field);

    fn next(&mut self) -> Option<Self::Item> {
        while let Some(start) = self.position {
            if let Some(pair) = self.pair(start) {
                return Some(pair);
            }
        }
        None
    }
}
