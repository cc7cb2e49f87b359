//! Between *check* and *transliterate*: the send file becomes field `data` (connection-module §4.3
//! step 4, §6.3).

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use super::check::MAX_FILE_TELEGRAM_BYTES;
use super::{DATA, Field, Fields, Origin};
use crate::error::{Code, Error};

/// Reads the file into `data`, at the end of the fields. A `data` the caller put wins, even empty.
///
/// # Errors
/// E01005 when the file is missing, unreadable or no regular file. The vendor's module warns and
/// goes on without data (O-03).
pub fn send_file(fields: &mut Fields<'_>, path: Option<&Path>) -> Result<(), Error> {
    let Some(path) = path else { return Ok(()) };
    if fields.iter().any(|field| field.key == DATA.as_bytes()) {
        return Ok(());
    }
    let bytes = read(path).map_err(|error| Error::Request {
        code: Code::FilePayment,
        field: Some(DATA.to_owned()),
        message: format!("send file {} cannot be read: {error}", path.display()),
    })?;
    fields.push(Field {
        key: DATA.as_bytes(),
        value: Cow::Owned(bytes),
        origin: Origin::File,
    });
    Ok(())
}

/// At most one byte more than fits into a telegram: the check of the total refuses it then.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let metadata = std::fs::metadata(path)?;
    if !metadata.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut bytes = Vec::new();
    let limit = MAX_FILE_TELEGRAM_BYTES as u64 + 1;
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn data(fields: &Fields<'_>) -> Option<Vec<u8>> {
        fields
            .iter()
            .find(|field| field.key == b"data")
            .map(|field| field.value.to_vec())
    }

    #[test]
    fn the_file_goes_in_byte_by_byte_at_the_end() {
        let directory = tempfile::tempdir().unwrap();
        let path = directory.path().join("send.csv");
        std::fs::write(&path, b"1,\x95\x5c\r\n\0").unwrap();
        let mut fields = vec![Field::text(b"file_type", &b"01"[..])];
        send_file(&mut fields, Some(&path)).unwrap();
        assert_eq!(data(&fields).as_deref(), Some(&b"1,\x95\x5c\r\n\0"[..]));
        assert_eq!(fields[1].key, b"data");
        assert_eq!(fields[1].origin, Origin::File);
    }

    #[test]
    fn a_data_field_of_the_caller_wins_even_empty() {
        let mut fields = vec![Field::text(b"data", &b""[..])];
        send_file(&mut fields, Some(Path::new("/nowhere"))).unwrap();
        assert_eq!(data(&fields).as_deref(), Some(&b""[..]));
    }

    #[test]
    fn without_a_path_nothing_happens() {
        let mut fields = Vec::new();
        send_file(&mut fields, None).unwrap();
        assert!(fields.is_empty());
    }

    #[test]
    fn o_03_missing_send_file_is_e01005_before_sending() {
        let error = send_file(&mut Vec::new(), Some(Path::new("/nowhere/send.csv"))).unwrap_err();
        assert_eq!(error.code(), Code::FilePayment);
        assert!(error.to_string().contains("/nowhere/send.csv"), "{error}");
    }

    #[test]
    fn o_03_a_directory_is_e01005_too() {
        let directory = tempfile::tempdir().unwrap();
        let error = send_file(&mut Vec::new(), Some(directory.path())).unwrap_err();
        assert_eq!(error.code(), Code::FilePayment);
    }
}
