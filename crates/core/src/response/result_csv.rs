//! Result CSV files (connection-module §8.5), byte for byte as the vendor's module writes them
//! (O-31).

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use super::{Format, Response, is_blank, lines};
use crate::error::{Code, Error};

/// The one refusal of a reference kind whose answer is written all the same.
const WRITTEN_REFUSAL: &[u8] = b"9003";

/// Writes the answer's lines to `path`, overwriting it, where §8.5 wants a file: always for 201;
/// for reference kinds unless result is 1, and then for code 9003 only. Does nothing otherwise.
///
/// # Errors
/// E01004 when the file cannot be opened or written.
pub fn write_result_csv(path: &Path, response: &Response, format: Format) -> Result<(), Error> {
    if !wants_result_csv(response, format) {
        return Ok(());
    }
    write_lines(path, response.body(), format).map_err(|error| Error::Response {
        code: Code::CsvOutput,
        message: format!(
            "cannot write the result CSV {}: {error}; the answer itself arrived, do not send the \
             telegram again because of this",
            path.display()
        ),
    })
}

/// Whether §8.5 wants a file of this answer, a path given.
#[must_use]
pub fn wants_result_csv(response: &Response, format: Format) -> bool {
    match format {
        Format::KeyValue => false,
        Format::Reference => response.result() != b"1" || response.code() == WRITTEN_REFUSAL,
        Format::FilePayment => true,
    }
}

fn write_lines(path: &Path, body: &[u8], format: Format) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(path)?);
    for line in lines(body) {
        // The empty line after a final CRLF is written for reference kinds: O-31.
        if format == Format::FilePayment && is_blank(line) {
            continue;
        }
        file.write_all(line)?;
        file.write_all(b"\r\n")?;
    }
    file.flush()
}
