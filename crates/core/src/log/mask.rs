//! Fields that show themselves masked.

use std::fmt;

use super::fields::class_of;
use crate::telegram::Field;
use crate::telegram::url_encode::url_encode;

/// What stands for a value. Its length says nothing about the value's.
pub(super) const MASK: &[u8] = b"XXXX";

/// The URL-encoded body of a request with secrets and personal data masked.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MaskedRequest(String);

impl MaskedRequest {
    /// Masks the fields as they go to the wire.
    #[must_use]
    pub fn new(fields: &[Field<'_>]) -> Self {
        let pairs = fields
            .iter()
            .map(|field| (field.key, masked(field.key, &field.value)));
        // Percent-encoding leaves nothing but ASCII.
        Self(String::from_utf8_lossy(&url_encode(pairs)).into_owned())
    }
}

impl fmt::Display for MaskedRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The value, or what stands for it. An empty value shows that it is empty.
pub(super) fn masked<'a>(key: &[u8], value: &'a [u8]) -> &'a [u8] {
    let hidden = !value.is_empty() && (class_of(key).is_some() || is_card_number(key, value));
    if hidden { MASK } else { value }
}

/// A card number that went into the wrong field: 15 or 16 digits whose check digit fits. One in ten
/// of other numbers of that length is masked as well; Paygent's ids are exempt.
fn is_card_number(key: &[u8], value: &[u8]) -> bool {
    !key.ends_with(b"_id") && matches!(value.len(), 15 | 16) && luhn(value)
}

fn luhn(digits: &[u8]) -> bool {
    let mut sum = 0_u32;
    for (place, digit) in digits.iter().rev().enumerate() {
        if !digit.is_ascii_digit() {
            return false;
        }
        let doubled = u32::from(digit - b'0') << (place & 1);
        sum += doubled / 10 + doubled % 10;
    }
    sum.is_multiple_of(10)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(pairs: &[(&str, &str)]) -> String {
        let fields: Vec<_> = pairs
            .iter()
            .map(|(key, value)| Field::text(key.as_bytes(), value.as_bytes()))
            .collect();
        MaskedRequest::new(&fields).to_string()
    }

    #[test]
    fn o_33_the_request_line_masks_in_place() {
        let line = shown(&[
            ("telegram_kind", "020"),
            ("connect_password", "geheim"),
            ("card_number", "4980000000000000"),
            ("customer_name", "山田"),
            ("memo", "a b"),
        ]);
        let expected = "telegram_kind=020&connect_password=XXXX&card_number=XXXX\
                        &customer_name=XXXX&memo=a+b";
        assert_eq!(line, expected);
    }

    #[test]
    fn o_34_not_even_the_last_digit_of_the_security_code() {
        assert_eq!(
            shown(&[("Card_Conf_Number", "123")]),
            "Card_Conf_Number=XXXX"
        );
    }

    #[test]
    fn an_empty_value_stays_empty() {
        assert_eq!(shown(&[("card_number", "")]), "card_number=");
    }

    #[test]
    fn a_card_number_in_the_wrong_field_is_masked() {
        let number = "4111111111111111";
        assert_eq!(shown(&[("crad_nunber", number)]), "crad_nunber=XXXX");
        assert_eq!(
            shown(&[("trading_id", number)]),
            format!("trading_id={number}")
        );
        assert_eq!(
            shown(&[("memo", "4111111111111112")]),
            "memo=4111111111111112"
        );
        assert_eq!(shown(&[("date", "20261123184500")]), "date=20261123184500");
    }
}
