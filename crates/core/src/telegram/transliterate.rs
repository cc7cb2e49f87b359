//! Step 3, *transliterate*: the five kana fields to half-width (connection-module §6.4), in the
//! encoding the caller's bytes have (O-20).

use std::borrow::Cow;

use super::{Field, TextMode};
use crate::charset::Encoding;
use crate::kana;

/// Changes the values of the kana fields; names and all other values stay.
pub fn transliterate(fields: &mut [Field<'_>], mode: TextMode) {
    let encoding = match mode {
        TextMode::Text => Encoding::Utf8,
        TextMode::Declared(declared) => declared.unwrap_or(Encoding::ShiftJis),
    };
    for field in fields
        .iter_mut()
        .filter(|field| kana::is_kana_field(field.key))
    {
        let half_width = kana::to_half_width(encoding, &field.value);
        field.value = Cow::Owned(half_width);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn transliterated(key: &str, value: &[u8], mode: TextMode) -> Vec<u8> {
        let mut fields = [Field::text(key.as_bytes(), value)];
        transliterate(&mut fields, mode);
        fields[0].value.to_vec()
    }

    const CP932: TextMode = TextMode::Declared(None);

    #[test]
    fn a_kana_field_becomes_half_width_in_cp932() {
        // ガア
        let value = b"\x83\x4b\x83\x41";
        assert_eq!(
            transliterated("customer_name_kana", value, CP932),
            b"\xb6\xde\xb1"
        );
    }

    #[test]
    fn only_the_five_fields_in_any_case() {
        let value = b"\x83\x41";
        assert_eq!(
            transliterated("Customer_Family_Name_KANA", value, CP932),
            b"\xb1"
        );
        assert_eq!(transliterated("billing_name_kana", value, CP932), value);
        assert_eq!(transliterated("customer_name", value, CP932), value);
    }

    #[test]
    fn o_20_the_declared_encoding_is_converted() {
        let declared = |encoding| TextMode::Declared(Some(encoding));
        let utf8 = transliterated(
            "claim_kana",
            "カナ漢字".as_bytes(),
            declared(Encoding::Utf8),
        );
        assert_eq!(utf8, "ｶﾅ漢字".as_bytes());
        let text = transliterated("claim_kana", "カナ漢字".as_bytes(), TextMode::Text);
        assert_eq!(text, "ｶﾅ漢字".as_bytes());
        // ア漢 in EUC-JP; half-width ｱ is 8E B1 there.
        let euc = transliterated("claim_kana", b"\xa5\xa2\xb4\xc1", declared(Encoding::EucJp));
        assert_eq!(euc, b"\x8e\xb1\xb4\xc1");
    }

    #[test]
    fn o_21_characters_outside_jis_stay() {
        // ①㈱髙ア
        let value = b"\x87\x40\x87\x8a\xfb\xfc\x83\x41";
        let expected = b"\x87\x40\x87\x8a\xfb\xfc\xb1";
        assert_eq!(transliterated("receipt_name_kana", value, CP932), expected);
    }
}
