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

/// Half-width kana as Paygent keeps them: capital letters and large kana (telegrams-overview §5.1).
pub(crate) fn normal_kana(text: &str) -> String {
    const SMALL: &str = "ｧｨｩｪｫｬｭｮｯ";
    const LARGE: &str = "ｱｲｳｴｵﾔﾕﾖﾂ";
    let large = |letter: char| {
        SMALL
            .chars()
            .zip(LARGE.chars())
            .find(|(small, _)| *small == letter)
            .map_or(letter, |(_, large)| large)
    };
    text.chars()
        .map(|letter| large(letter.to_ascii_uppercase()))
        .collect()
}

/// Random decimal digits, the first not 0.
pub(crate) fn random_digits(count: usize) -> String {
    let mut bytes = vec![0_u8; count];
    // Without randomness the digits are all alike, which is still a valid number.
    let _ = openssl::rand::rand_bytes(&mut bytes);
    bytes
        .iter()
        .enumerate()
        .map(|(index, byte)| char::from(b'0' + if index == 0 { byte % 9 + 1 } else { byte % 10 }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{normal_kana, random_digits};

    #[test]
    fn enlarges_small_letters() {
        assert_eq!(normal_kana("ｼｹﾝ ﾀﾛｩ abc-ｯﾞ"), "ｼｹﾝ ﾀﾛｳ ABC-ﾂﾞ");
        assert!(random_digits(6).parse::<u32>().unwrap() >= 100_000);
    }
}
