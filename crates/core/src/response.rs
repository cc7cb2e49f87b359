//! Reading the answer (connection-module §8).
//!
//! The request's kind selects the grammar, not the content. Line ends are CRLF only, everything
//! works on bytes, nothing is trimmed or URL-decoded. Values are ranges of the body: it is kept
//! once, and rows are cut out of it while they are iterated.

mod columns;
mod csv;
mod csv_line;
mod file_payment;
mod key_value;
mod record;
mod reference;
mod result_csv;
#[cfg(test)]
mod tests;

use std::fmt;

use bytes::Bytes;

use crate::error::{Code, Error};

pub use csv_line::csv_fields;
pub use record::{Record, Rows};
pub use result_csv::{wants_result_csv, write_result_csv};

use record::RowSource;

/// Which grammar the answer follows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// `key=value` lines, perhaps ending in an HTML block: every kind not named below (§8.2).
    KeyValue,
    /// CSV with record types: the kinds of `telegram_kind.ref` (§8.3).
    Reference,
    /// File payment result: kind 201 (§8.4).
    FilePayment,
}

/// How much of the answer is read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Depth {
    /// Result and rows.
    Full,
    /// The result alone: kind 201, and reference kinds with a result CSV.
    ResultOnly,
}

/// An answer of Paygent, in the bytes it came in. A clone shares the body.
#[derive(Clone)]
pub struct Response {
    body: Bytes,
    status: Status,
    rows: RowSource,
}

/// What parsing gave.
#[derive(Debug)]
pub struct Parsed {
    /// The answer; partly filled and readable even when `error` is set (§4.4).
    pub response: Response,
    /// E02005: no result. E01901: a row has another number of columns than named; the rows before
    /// it stay readable. E01005: a full parse of an answer of 201 was asked for.
    pub error: Option<Error>,
    /// Oddities for the log, one line each, without any value of the answer (O-29).
    pub notes: Vec<String>,
}

/// The three fields that say how it went.
#[derive(Clone, Default)]
struct Status {
    result: Bytes,
    code: Bytes,
    detail: Bytes,
}

impl Response {
    /// Parses a body.
    #[must_use]
    pub fn parse(body: Bytes, format: Format, depth: Depth) -> Parsed {
        let Reading {
            status,
            rows,
            error,
            notes,
        } = match format {
            Format::KeyValue => key_value::read(&body, depth),
            Format::Reference => reference::read(&body, depth),
            Format::FilePayment => file_payment::read(&body, depth),
        };
        let error = error.or_else(|| is_blank(&status.result).then(|| no_result(&body)));
        Parsed {
            response: Self { body, status, rows },
            error,
            notes,
        }
    }

    /// Field `result`: 0 normal, 1 refused, 7 3-D Secure page; empty when there is none.
    #[must_use]
    pub fn result(&self) -> &[u8] {
        &self.status.result
    }

    /// Field `response_code`, empty when there is none.
    #[must_use]
    pub fn code(&self) -> &[u8] {
        &self.status.code
    }

    /// Field `response_detail`, empty when there is none.
    #[must_use]
    pub fn detail(&self) -> &[u8] {
        &self.status.detail
    }

    /// The body as it was parsed.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Number of rows.
    #[must_use]
    pub fn row_count(&self) -> usize {
        self.rows.count()
    }

    /// The rows, one by one. The iterator is independent of this value and starts at the first.
    #[must_use]
    pub fn rows(&self) -> Rows {
        Rows::new(self.body.clone(), self.rows.clone())
    }
}

impl fmt::Debug for Response {
    /// Shows sizes only: an answer holds personal data.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response")
            .field("body_length", &self.body.len())
            .field("row_count", &self.row_count())
            .finish_non_exhaustive()
    }
}

/// What one grammar made of a body.
#[derive(Default)]
struct Reading {
    status: Status,
    rows: RowSource,
    error: Option<Error>,
    notes: Vec<String>,
}

/// O-09: an empty body is an answer without result like any other.
fn no_result(body: &Bytes) -> Error {
    let what = if body.is_empty() {
        "is empty"
    } else {
        "has no result"
    };
    Error::Response {
        code: Code::Connect,
        message: format!(
            "the answer {what} ({} bytes): Paygent may have acted, ask with telegram 094 before \
             deciding; if it happens again, check the URL and Paygent's maintenance notices",
            body.len()
        ),
    }
}

/// Blank as the vendor's module sees it: nothing but space, tab, CR, LF, NUL, VT (§3.7).
fn is_blank(bytes: &[u8]) -> bool {
    bytes
        .iter()
        .all(|byte| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0 | 0x0B))
}

/// The lines of a text that ends its lines with CRLF; a final CRLF is followed by an empty line,
/// as in PHP's `explode`.
fn lines(body: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = Some(body);
    std::iter::from_fn(move || {
        let text = rest?;
        let end = find_crlf(text, 0);
        rest = end.and_then(|end| text.get(end + 2..));
        text.get(..end.unwrap_or(text.len()))
    })
}

/// Offset of the first CRLF at or after `from`.
fn find_crlf(text: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += find_byte(text.get(at..)?, b'\r')?;
        if text.get(at + 1) == Some(&b'\n') {
            return Some(at);
        }
        at += 1;
    }
}

/// Offset of the first `wanted`, looking at eight bytes at a time.
fn find_byte(text: &[u8], wanted: u8) -> Option<usize> {
    const ONES: u64 = u64::from_ne_bytes([0x01; 8]);
    const HIGHS: u64 = u64::from_ne_bytes([0x80; 8]);
    let (words, rest) = text.as_chunks::<8>();
    for (place, word) in words.iter().enumerate() {
        // A byte that is the wanted one becomes 0, and only the first 0 is sure to set its high bit.
        let zeros = u64::from_le_bytes(*word) ^ (ONES * u64::from(wanted));
        let marks = zeros.wrapping_sub(ONES) & !zeros & HIGHS;
        if marks != 0 {
            return Some(place * 8 + marks.trailing_zeros() as usize / 8);
        }
    }
    let found = rest.iter().position(|byte| *byte == wanted)?;
    Some(words.len() * 8 + found)
}
