//! The character sets of the wire, exactly as mbstring of PHP 8.2 converts them.
//!
//! The wire is what PHP calls SJIS-win (Windows-31J, CP932). encoding_rs is close, not equal: see
//! `table`. Compared over the whole BMP and every one- and two-byte code with a table made by
//! mbstring (`tests/vectors/make-charset.php`, `crates/core/tests/charset_table.rs`).

mod decode;
mod encode;
mod table;

use std::borrow::Cow;

use table::{CP51932, SJIS_WIN};

/// A character that SJIS-win does not have.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Unmappable {
    /// The character. Part of a value: not for logs.
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

/// Encodes a text as SJIS-win.
///
/// # Errors
/// The first character without a code.
pub fn encode_sjis_win(text: &str) -> Result<Vec<u8>, Unmappable> {
    let mut first = None;
    let encoded = encode::encode(&SJIS_WIN, text, &mut |unmappable| {
        first.get_or_insert(unmappable);
    });
    first.map_or(Ok(encoded), Err)
}

/// Encodes a text as SJIS-win, `?` for each character without a code (connection-module §6.5).
/// Returns the bytes and the number of such characters, for the log line of O-22.
#[must_use]
pub fn encode_sjis_win_lossy(text: &str) -> (Vec<u8>, usize) {
    let mut count = 0;
    let encoded = encode::encode(&SJIS_WIN, text, &mut |_| count += 1);
    (encoded, count)
}

/// Decodes SJIS-win, `?` for what is no character, as mbstring does: a lead byte takes the byte
/// after it along, whatever that is.
#[must_use]
pub fn decode_sjis_win(bytes: &[u8]) -> Cow<'_, str> {
    decode::decode(&SJIS_WIN, bytes, &mut |_| {})
}

/// Decodes SJIS-win.
///
/// # Errors
/// The first byte that begins no character.
pub fn decode_sjis_win_strict(bytes: &[u8]) -> Result<String, InvalidByte> {
    let mut first: Option<usize> = None;
    let text = decode::decode(&SJIS_WIN, bytes, &mut |offset| {
        first = Some(first.map_or(offset, |known| known.min(offset)));
    });
    first.map_or_else(
        || Ok(text.into_owned()),
        |offset| Err(InvalidByte { offset }),
    )
}

/// What `setEncoding()` accepts (connection-module §6.5).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Encoding {
    /// `UTF-8`: bytes pass as they are.
    Utf8,
    /// `Shift_JIS`, in fact SJIS-win, so that ①, ㈱ and 髙 survive.
    ShiftJis,
    /// `EUC-JP`, in fact CP51932.
    EucJp,
}

impl Encoding {
    /// The encoding of a name, which is case-sensitive (connection-module §3.1).
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        match name {
            "UTF-8" => Some(Self::Utf8),
            "Shift_JIS" => Some(Self::ShiftJis),
            "EUC-JP" => Some(Self::EucJp),
            _ => None,
        }
    }

    /// A value of the request from this encoding to UTF-8; `?` for what is no character.
    #[must_use]
    pub fn to_utf8_bytes(self, bytes: &[u8]) -> Vec<u8> {
        let codec = match self {
            Self::Utf8 => return bytes.to_vec(),
            Self::ShiftJis => &SJIS_WIN,
            Self::EucJp => &CP51932,
        };
        decode::decode(codec, bytes, &mut |_| {})
            .into_owned()
            .into_bytes()
    }

    /// An answer from UTF-8 to this encoding, with the number of `?` put for characters without a
    /// code and for broken UTF-8.
    #[must_use]
    pub fn from_utf8_bytes(self, bytes: &[u8]) -> (Vec<u8>, usize) {
        let codec = match self {
            Self::Utf8 => return (bytes.to_vec(), 0),
            Self::ShiftJis => &SJIS_WIN,
            Self::EucJp => &CP51932,
        };
        let mut count = 0;
        let mut encoded = Vec::with_capacity(bytes.len());
        for chunk in bytes.utf8_chunks() {
            encoded.extend(encode::encode(codec, chunk.valid(), &mut |_| count += 1));
            if !chunk.invalid().is_empty() {
                encoded.push(b'?');
                count += 1;
            }
        }
        (encoded, count)
    }
}
