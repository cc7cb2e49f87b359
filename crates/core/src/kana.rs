//! Full-width katakana to half-width in the five kana fields (connection-module §6.4).
//!
//! Exactly 92 characters change. Everything else stays, also what the vendor's module breaks
//! (O-20: other encodings than Shift_JIS, O-21: ①, ㈱, 髙).

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::charset::Encoding;

/// Fields whose value is transliterated.
const FIELDS: [&[u8]; 5] = [
    b"customer_family_name_kana",
    b"customer_name_kana",
    b"payment_detail_kana",
    b"claim_kana",
    b"receipt_name_kana",
];

/// Full-width characters and their half-width forms, both in the same order.
const FORMS: [(&str, &[&str]); 6] = [
    (
        "アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワヲン",
        &[
            "ｱ", "ｲ", "ｳ", "ｴ", "ｵ", "ｶ", "ｷ", "ｸ", "ｹ", "ｺ", "ｻ", "ｼ", "ｽ", "ｾ", "ｿ", "ﾀ", "ﾁ",
            "ﾂ", "ﾃ", "ﾄ", "ﾅ", "ﾆ", "ﾇ", "ﾈ", "ﾉ", "ﾊ", "ﾋ", "ﾌ", "ﾍ", "ﾎ", "ﾏ", "ﾐ", "ﾑ", "ﾒ",
            "ﾓ", "ﾔ", "ﾕ", "ﾖ", "ﾗ", "ﾘ", "ﾙ", "ﾚ", "ﾛ", "ﾜ", "ｦ", "ﾝ",
        ],
    ),
    (
        "ガギグゲゴザジズゼゾダヂヅデドバビブベボヴ",
        &[
            "ｶﾞ", "ｷﾞ", "ｸﾞ", "ｹﾞ", "ｺﾞ", "ｻﾞ", "ｼﾞ", "ｽﾞ", "ｾﾞ", "ｿﾞ", "ﾀﾞ", "ﾁﾞ", "ﾂﾞ", "ﾃﾞ", "ﾄﾞ", "ﾊﾞ", "ﾋﾞ",
            "ﾌﾞ", "ﾍﾞ", "ﾎﾞ", "ｳﾞ",
        ],
    ),
    ("パピプペポ", &["ﾊﾟ", "ﾋﾟ", "ﾌﾟ", "ﾍﾟ", "ﾎﾟ"]),
    (
        "ァィゥェォャュョッ",
        &["ｧ", "ｨ", "ｩ", "ｪ", "ｫ", "ｬ", "ｭ", "ｮ", "ｯ"],
    ),
    ("ヰヱヮ", &["ｲ", "ｴ", "ﾜ"]),
    ("ー、。・「」゛゜", &["ｰ", "､", "｡", "･", "｢", "｣", "ﾞ", "ﾟ"]),
];

/// Half-width form of a character.
static OF_CHARACTER: LazyLock<HashMap<char, &'static str>> = LazyLock::new(|| {
    FORMS
        .iter()
        .flat_map(|(full, half)| full.chars().zip(half.iter().copied()))
        .collect()
});

/// Half-width forms of the codes of a double-byte encoding.
type Codes = LazyLock<HashMap<Vec<u8>, Vec<u8>>>;

static SHIFT_JIS: Codes = LazyLock::new(|| codes(Encoding::ShiftJis));
static EUC_JP: Codes = LazyLock::new(|| codes(Encoding::EucJp));

fn codes(encoding: Encoding) -> HashMap<Vec<u8>, Vec<u8>> {
    let code = |text: &str| encoding.from_utf8_bytes(text.as_bytes()).0;
    OF_CHARACTER
        .iter()
        .map(|(full, half)| (code(&full.to_string()), code(half)))
        .collect()
}

/// Whether a field's value is transliterated. The name counts in any case (§6.4).
#[must_use]
pub fn is_kana_field(key: &[u8]) -> bool {
    FIELDS.iter().any(|field| field.eq_ignore_ascii_case(key))
}

/// Transliterates a text.
#[must_use]
pub fn to_half_width_text(text: &str) -> String {
    let mut converted = String::with_capacity(text.len());
    for character in text.chars() {
        match OF_CHARACTER.get(&character) {
            Some(half) => converted.push_str(half),
            None => converted.push(character),
        }
    }
    converted
}

/// Transliterates Shift_JIS bytes. Bytes that are no character stay as they are.
#[must_use]
pub fn to_half_width_sjis(cp932: &[u8]) -> Vec<u8> {
    convert_codes(
        &SHIFT_JIS,
        |byte| matches!(byte, 0x81..=0x9F | 0xE0..=0xFC),
        cp932,
    )
}

/// Transliterates bytes of a declared encoding (O-20). Bytes that are no character stay as they
/// are.
#[must_use]
pub fn to_half_width(encoding: Encoding, bytes: &[u8]) -> Vec<u8> {
    match encoding {
        Encoding::ShiftJis => to_half_width_sjis(bytes),
        Encoding::Utf8 => to_half_width_utf8(bytes),
        Encoding::EucJp => convert_codes(&EUC_JP, |byte| matches!(byte, 0x8E | 0xA1..=0xFE), bytes),
    }
}

fn to_half_width_utf8(bytes: &[u8]) -> Vec<u8> {
    let mut converted = Vec::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        converted.extend_from_slice(to_half_width_text(chunk.valid()).as_bytes());
        converted.extend_from_slice(chunk.invalid());
    }
    converted
}

fn convert_codes(codes: &Codes, is_lead: fn(u8) -> bool, bytes: &[u8]) -> Vec<u8> {
    let mut converted = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(first) = rest.first() {
        let length = if is_lead(*first) {
            2.min(rest.len())
        } else {
            1
        };
        let (unit, after) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        converted.extend_from_slice(codes.get(unit).map_or(unit, Vec::as_slice));
        rest = after;
    }
    converted
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::charset::encode_sjis_win_lossy;

    /// What mbstring of PHP 8.2 converts (`tests/vectors/make-kana.php`).
    fn vectors() -> HashMap<Vec<u8>, Vec<u8>> {
        let unhex = |hex: &str| u64::from_str_radix(hex, 16).unwrap().to_be_bytes();
        let bytes = |hex: &str| unhex(hex)[8 - hex.len() / 2..].to_vec();
        include_str!("../../../tests/vectors/kana.txt")
            .lines()
            .map(|line| line.split_once(' ').unwrap())
            .map(|(full, half)| (bytes(full), bytes(half)))
            .collect()
    }

    #[test]
    fn exactly_the_92_characters_of_mbstring_change() {
        let vectors = vectors();
        assert_eq!(vectors.len(), 92);
        for lead in 0..=255 {
            for trail in 0..=255 {
                let code = vec![lead, trail];
                let pair = matches!(lead, 0x81..=0x9F | 0xE0..=0xFC);
                let expected = vectors.get(&code).filter(|_| pair).unwrap_or(&code);
                assert_eq!(&to_half_width_sjis(&code), expected, "{code:02x?}");
            }
        }
    }

    #[test]
    fn text_changes_like_bytes() {
        let text = "ヴァイオリン・ガッキ「ピアノ」ー。ヵヶあ漢Ａ～－ｱｶﾞa ①㈱髙";
        let bytes = encode_sjis_win_lossy(text).0;
        let expected = encode_sjis_win_lossy(&to_half_width_text(text)).0;
        assert_eq!(to_half_width_sjis(&bytes), expected);
        assert_eq!(
            to_half_width_text(text),
            "ｳﾞｧｲｵﾘﾝ･ｶﾞｯｷ｢ﾋﾟｱﾉ｣ｰ｡ヵヶあ漢Ａ～－ｱｶﾞa ①㈱髙"
        );
    }

    #[test]
    fn o_20_kana_is_converted_in_the_declared_encoding() {
        for encoding in [Encoding::Utf8, Encoding::ShiftJis, Encoding::EucJp] {
            let full = encoding.from_utf8_bytes("会社カナガ漢字①".as_bytes()).0;
            let half = encoding.from_utf8_bytes("会社ｶﾅｶﾞ漢字①".as_bytes()).0;
            assert_eq!(to_half_width(encoding, &full), half, "{encoding:?}");
        }
    }

    #[test]
    fn o_20_broken_bytes_stay_for_the_encoding_step() {
        assert_eq!(
            to_half_width(Encoding::Utf8, b"\xff\xe3\x82\xab"),
            b"\xff\xef\xbd\xb6"
        );
        assert_eq!(
            to_half_width(Encoding::EucJp, b"\x8f\xa5\xab\xa5"),
            b"\x8f\x8e\xb6\xa5"
        );
        assert_eq!(
            to_half_width(Encoding::ShiftJis, b"\x83\x4a\x83"),
            b"\xb6\x83"
        );
    }

    #[test]
    fn o_21_unknown_characters_are_left_alone() {
        let text = "①㈱Ⅱ№℡髙﨑彅\u{E000}";
        let bytes = encode_sjis_win_lossy(text).0;
        assert_eq!(to_half_width_sjis(&bytes), bytes);
        assert_eq!(
            to_half_width_sjis(b"\x80\xa0\xfd\xfe\xff"),
            b"\x80\xa0\xfd\xfe\xff"
        );
    }

    #[test]
    fn five_field_names_count_in_any_case() {
        assert!(is_kana_field(b"customer_name_kana"));
        assert!(is_kana_field(b"Claim_KANA"));
        assert!(!is_kana_field(b"customer_name"));
        assert!(!is_kana_field(b"customer_name_kana2"));
    }
}
