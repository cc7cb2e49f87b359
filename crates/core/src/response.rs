//! (being written)

use std::borrow::Cow;
use std::path::Path;

use bytes::Bytes;

use crate::error::Error;

/// Which grammar the answer follows.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// `key=value` lines.
    KeyValue,
    /// Reference CSV.
    Reference,
    /// Answer of 201.
    FilePayment,
}

/// How much is read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Depth {
    /// Status and rows.
    Full,
    /// Status only: 201, and reference kinds with a result CSV.
    ResultOnly,
}

/// An answer.
#[derive(Clone)]
pub struct Response {
    body: Bytes,
}

/// A parsed answer and what was wrong with it.
pub struct Parsed {
    /// Readable even when `error` is set (connection-module §4.4).
    pub response: Response,
    /// E02005 or E01901.
    pub error: Option<Error>,
    /// Texts for the log, without values.
    pub notes: Vec<String>,
}

impl Response {
    /// Parses.
    #[must_use]
    pub fn parse(body: Bytes, format: Format, depth: Depth) -> Parsed {
        let _ = (format, depth);
        Parsed {
            response: Self { body },
            error: None,
            notes: Vec::new(),
        }
    }

    /// `result`, empty when absent.
    #[must_use]
    pub fn result(&self) -> &[u8] {
        b""
    }

    /// `response_code`, empty when absent.
    #[must_use]
    pub fn code(&self) -> &[u8] {
        b""
    }

    /// `response_detail`, empty when absent.
    #[must_use]
    pub fn detail(&self) -> &[u8] {
        b""
    }

    /// The body.
    #[must_use]
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// Number of rows.
    #[must_use]
    pub fn row_count(&self) -> usize {
        0
    }

    /// Rows.
    #[must_use]
    pub fn rows(&self) -> Rows {
        Rows {
            _response: self.clone(),
        }
    }
}

/// Lazy rows; owns a handle on the answer.
pub struct Rows {
    _response: Response,
}

impl Iterator for Rows {
    type Item = Record;

    fn next(&mut self) -> Option<Record> {
        None
    }
}

/// One row.
#[derive(Clone, Default)]
pub struct Record {
    _fields: Vec<(Bytes, Bytes)>,
}

impl Record {
    /// Names and values in the answer's order; names are unique.
    pub fn iter(&self) -> impl Iterator<Item = (Cow<'_, [u8]>, Cow<'_, [u8]>)> {
        self._fields
            .iter()
            .map(|(name, value)| (Cow::Borrowed(&name[..]), Cow::Borrowed(&value[..])))
    }

    /// The value of a name.
    #[must_use]
    pub fn get(&self, name: &[u8]) -> Option<Cow<'_, [u8]>> {
        self.iter()
            .find(|(key, _)| key.as_ref() == name)
            .map(|(_, value)| value)
    }
}

/// Writes the result CSV (connection-module §8.5).
///
/// # Errors
/// E01004 when the file cannot be opened or written.
pub fn write_result_csv(path: &Path, response: &Response, format: Format) -> Result<(), Error> {
    let _ = (path, response, format);
    Ok(())
}
