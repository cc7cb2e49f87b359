//! (being written)

/// Converts CP932 bytes.
#[must_use]
pub fn to_half_width_sjis(cp932: &[u8]) -> Vec<u8> {
    cp932.to_vec()
}

/// Converts text.
#[must_use]
pub fn to_half_width_text(text: &str) -> String {
    text.to_owned()
}

/// Whether a field's value is converted.
#[must_use]
pub fn is_kana_field(key: &[u8]) -> bool {
    let _ = key;
    false
}
