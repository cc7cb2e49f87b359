//! (being written)

use std::borrow::Cow;

/// A character that SJIS-win does not have.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Unmappable {
    /// The character.
    pub character: char,
    /// Its offset in the text, in bytes.
    pub offset: usize,
}

/// Bytes that are no character.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct InvalidByte {
    /// Offset of the first bad byte.
    pub offset: usize,
}

/// Encodes.
///
/// # Errors
/// The first character without a code.
pub fn encode_sjis_win(text: &str) -> Result<Vec<u8>, Unmappable> {
    Ok(text.as_bytes().to_vec())
}

/// Encodes with `?`.
#[must_use]
pub fn encode_sjis_win_lossy(text: &str) -> (Vec<u8>, usize) {
    (text.as_bytes().to_vec(), 0)
}

/// Decodes.
#[must_use]
pub fn decode_sjis_win(bytes: &[u8]) -> Cow<'_, str> {
    String::from_utf8_lossy(bytes)
}

/// Decodes.
///
/// # Errors
/// The first bad byte.
pub fn decode_sjis_win_strict(bytes: &[u8]) -> Result<String, InvalidByte> {
    String::from_utf8(bytes.to_vec()).map_err(|_| InvalidByte { offset: 0 })
}

/// What `setEncoding()` accepts (connection-module §6.5).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Encoding {
    /// `UTF-8`.
    Utf8,
    /// `Shift_JIS`, in fact SJIS-win.
    ShiftJis,
    /// `EUC-JP`, in fact CP51932.
    EucJp,
}

impl Encoding {
    /// By its exact name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "UTF-8" => Some(Self::Utf8),
            "Shift_JIS" => Some(Self::ShiftJis),
            "EUC-JP" => Some(Self::EucJp),
            _ => None,
        }
    }

    /// To UTF-8.
    #[must_use]
    pub fn to_utf8_bytes(self, bytes: &[u8]) -> Vec<u8> {
        bytes.to_vec()
    }

    /// From UTF-8, with the number of `?` put for what has no code.
    #[must_use]
    pub fn from_utf8_bytes(self, bytes: &[u8]) -> (Vec<u8>, usize) {
        (bytes.to_vec(), 0)
    }
}
