//! The tokenizer of reference CSV (connection-module §8.3), with O-27 and O-28 mended.
//!
//! A field is enveloped only if its very first byte is a double quote. Inside the envelope commas
//! and line ends are data and a doubled quote is one quote; what follows the closing quote is
//! appended as it is. An envelope that never closes ends with its line.

use std::borrow::Cow;

use bytes::Bytes;

use super::{find_byte, find_crlf};

/// Where a field's value lies in the body.
#[derive(Clone, Copy, Debug)]
pub(super) enum Field {
    /// The value is these bytes.
    Plain {
        /// Offset of the first byte.
        start: usize,
        /// Offset after the last.
        end: usize,
    },
    /// The value is `start..close` with doubled quotes made single, then what follows the quote.
    Escaped {
        /// Offset after the opening quote.
        start: usize,
        /// Offset of the closing quote; `end` when it is missing.
        close: usize,
        /// Offset after the last byte.
        end: usize,
    },
}

impl Field {
    /// The value; copied only where quotes were doubled.
    pub(super) fn value(self, body: &[u8]) -> Cow<'_, [u8]> {
        match self {
            Self::Plain { start, end } => Cow::Borrowed(body.get(start..end).unwrap_or_default()),
            Self::Escaped { start, close, end } => {
                let mut value = without_doubled_quotes(body.get(start..close).unwrap_or_default());
                value.extend_from_slice(body.get(close + 1..end).unwrap_or_default());
                Cow::Owned(value)
            }
        }
    }

    /// The value as a share of the body where possible.
    pub(super) fn bytes(self, body: &Bytes) -> Bytes {
        match self.value(body) {
            Cow::Borrowed(value) => body.slice_ref(value),
            Cow::Owned(value) => Bytes::from(value),
        }
    }

    /// Offset after the last byte, closing quote included.
    const fn end(self) -> usize {
        match self {
            Self::Plain { end, .. } | Self::Escaped { end, .. } => end,
        }
    }
}

/// Cuts records into fields, front to back.
#[derive(Clone)]
pub(super) struct Tokenizer {
    position: usize,
}

impl Tokenizer {
    /// At the beginning of a body.
    pub(super) const fn new() -> Self {
        Self { position: 0 }
    }

    /// Offset of the next record.
    pub(super) const fn position(&self) -> usize {
        self.position
    }

    /// Puts the fields of the next record into `fields`; false at the end of the body.
    pub(super) fn next_record(&mut self, body: &[u8], fields: &mut Vec<Field>) -> bool {
        fields.clear();
        if self.position >= body.len() {
            return false;
        }
        let mut start = self.position;
        loop {
            let (field, separator) = field_at(body, start);
            fields.push(field);
            if body.get(separator) != Some(&b',') {
                self.position = separator + 2;
                return true;
            }
            start = separator + 1;
        }
    }
}

/// The field that begins at `start` and the offset of the comma, CRLF or end of body after it.
fn field_at(body: &[u8], start: usize) -> (Field, usize) {
    if body.get(start) != Some(&b'"') {
        let end = end_of_bare(body, start);
        return (Field::Plain { start, end }, end);
    }
    let field = enveloped(body, start + 1);
    let separator = match field {
        // The closing quote is no part of the value.
        Field::Plain { end, .. } => end + 1,
        Field::Escaped { .. } => field.end(),
    };
    (field, separator)
}

/// The enveloped field whose first byte after the quote is `start`.
fn enveloped(body: &[u8], start: usize) -> Field {
    let mut at = start;
    let mut doubled = false;
    while let Some(quote) = find_quote(body, at) {
        if body.get(quote + 1) == Some(&b'"') {
            doubled = true;
            at = quote + 2;
            continue;
        }
        let end = end_of_bare(body, quote + 1);
        return if doubled || end > quote + 1 {
            Field::Escaped {
                start,
                close: quote,
                end,
            }
        } else {
            Field::Plain { start, end: quote }
        };
    }
    // Never closed. Happens at most once per body: the quotes that are left come in pairs, and a
    // field that begins with pairs closes. So this stays linear.
    let end = find_crlf(body, start).unwrap_or(body.len());
    Field::Escaped {
        start,
        close: end,
        end,
    }
}

fn find_quote(body: &[u8], from: usize) -> Option<usize> {
    find_byte(body.get(from..)?, b'"').map(|offset| from + offset)
}

/// Offset of the next comma or CRLF; a bare CR is data.
fn end_of_bare(body: &[u8], from: usize) -> usize {
    let mut at = from;
    while let Some(rest) = body.get(at..) {
        let Some(offset) = rest.iter().position(|byte| matches!(byte, b',' | b'\r')) else {
            break;
        };
        at += offset;
        if body.get(at) == Some(&b',') || body.get(at + 1) == Some(&b'\n') {
            return at;
        }
        at += 1;
    }
    body.len()
}

fn without_doubled_quotes(bytes: &[u8]) -> Vec<u8> {
    let mut value = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(quote) = find_quote(rest, 0) {
        let (head, tail) = rest.split_at_checked(quote + 1).unwrap_or((rest, &[]));
        value.extend_from_slice(head);
        rest = tail.strip_prefix(b"\"").unwrap_or(tail);
    }
    value.extend_from_slice(rest);
    value
}
