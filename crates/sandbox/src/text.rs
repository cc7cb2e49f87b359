//! Windows-31J in and out, with a short way for the ASCII that most values are.

use std::borrow::Cow;

use paygent_core::charset;

/// The text of received bytes; invalid ones become `?` (they were refused before, P008).
pub(crate) fn decode(bytes: &[u8]) -> Cow<'_, str> {
    match std::str::from_utf8(bytes) {
        Ok(text) if bytes.is_ascii() => Cow::Borrowed(text),
        _ => charset::decode_sjis_win(bytes),
    }
}

/// Whether the bytes are valid Windows-31J.
pub(crate) fn is_valid(bytes: &[u8]) -> bool {
    bytes.is_ascii() || charset::decode_sjis_win_strict(bytes).is_ok()
}

/// Appends the Windows-31J form; what it lacks becomes `?` (telegrams-overview §6.4, 6).
pub(crate) fn encode_into(text: &str, out: &mut Vec<u8>) {
    if text.is_ascii() {
        out.extend_from_slice(text.as_bytes());
    } else {
        out.extend_from_slice(&charset::encode_sjis_win_lossy(text).0);
    }
}
