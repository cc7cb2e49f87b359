//! Reference CSV: header, column names, data, trailer (connection-module §8.3).

use std::sync::Arc;

use bytes::Bytes;

use super::csv::{Field, Tokenizer};
use super::record::{self, Columns, RowSource};
use super::{Depth, Reading, Status};
use crate::error::{Code, Error};

/// What the first field of a record says. Compared exactly (O-23); others are ignored.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum RecordType {
    /// 1: result, response code, response detail.
    Header,
    /// 2: column names.
    Names,
    /// 3: values.
    Data,
    /// 4: number of data records.
    Trailer,
}

impl RecordType {
    pub(super) fn of(body: &[u8], fields: &[Field]) -> Option<Self> {
        match fields.first()?.value(body).as_ref() {
            b"1" => Some(Self::Header),
            b"2" => Some(Self::Names),
            b"3" => Some(Self::Data),
            b"4" => Some(Self::Trailer),
            _ => None,
        }
    }
}

/// Reads the result, and with [`Depth::Full`] counts and checks the rows.
pub(super) fn read(body: &Bytes, depth: Depth) -> Reading {
    let mut reading = Reading::default();
    let mut tokenizer = Tokenizer::new();
    let mut columns: Arc<Columns> = Arc::default();
    let mut fields = Vec::new();
    let mut count = 0;
    let mut end = 0;
    while tokenizer.next_record(body, &mut fields) {
        match (RecordType::of(body, &fields), depth) {
            (Some(RecordType::Header), _) => read_header(body, &fields, &mut reading.status),
            (Some(RecordType::Names), Depth::Full) => columns = record::names(body, &fields),
            (Some(RecordType::Data), Depth::Full) => {
                let values = fields.len() - 1;
                if values != columns.width {
                    reading.error = Some(column_counts_differ(count + 1, columns.width, values));
                    break;
                }
                count += 1;
            }
            (Some(RecordType::Trailer), Depth::Full) => {
                reading.notes.extend(trailer_note(body, &fields, count));
            }
            _ => {}
        }
        end = tokenizer.position();
    }
    if depth == Depth::Full {
        reading.rows = RowSource::Reference { end, count };
    }
    reading
}

/// Each of the three only if present.
fn read_header(body: &Bytes, fields: &[Field], status: &mut Status) {
    let places = [&mut status.result, &mut status.code, &mut status.detail];
    for (place, field) in places.into_iter().zip(fields.iter().skip(1)) {
        *place = field.bytes(body);
    }
}

fn column_counts_differ(row: usize, expected: usize, found: usize) -> Error {
    Error::Response {
        code: Code::Other,
        message: format!(
            "row {row} of the answer has {found} columns where {expected} are named: the rows \
             before it are readable, the rest is not"
        ),
    }
}

/// O-29: a wrong count is only worth a line in the log.
fn trailer_note(body: &[u8], fields: &[Field], count: usize) -> Option<String> {
    let value = fields.get(1)?.value(body);
    let said = std::str::from_utf8(&value)
        .ok()
        .and_then(|text| text.parse::<usize>().ok());
    match said {
        Some(said) if said == count => None,
        Some(said) => Some(format!(
            "the answer's trailer counts {said} rows, {count} came"
        )),
        None => Some(format!(
            "the answer's trailer has no number of rows, {count} came"
        )),
    }
}
