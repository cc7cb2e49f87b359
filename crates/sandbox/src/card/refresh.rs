//! カード情報更新（洗替）: what card companies say about a stored card (sandbox-environment §2.3, card-token §8).
//! The number decides, and is not kept: what it decides is.

use serde::{Deserialize, Serialize};

use super::{Card, fingerprint};

/// The answer of the card company.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) enum Refresh {
    /// Valid, nothing new.
    #[default]
    Unchanged,
    /// Valid, a year longer.
    Term,
    /// Valid, a year longer under a new number: the fingerprints of the number ending in 00 and in 99.
    Number { zeros: String, nines: String },
    /// 有効性NG
    Invalid,
    /// カード会社照合エラー
    Unknown,
    /// カード会社契約無し
    NoContract,
    /// 有効性非対応カード
    NotSupported,
}

/// Numbers with an answer of their own.
const OWN: [(&str, Refresh); 2] = [
    ("4542050000000000", Refresh::NoContract),
    ("30000000000000", Refresh::NotSupported),
];

impl Refresh {
    /// The fifth digit from the end decides.
    pub(super) fn of(number: &str, merchant_id: &str, secret: &[u8]) -> Self {
        if let Some((_, own)) = OWN.iter().find(|(known, _)| *known == number) {
            return own.clone();
        }
        match number.bytes().rev().nth(4) {
            Some(b'1') => Self::Term,
            Some(b'2') => {
                let body = number.get(..number.len().saturating_sub(2));
                let ending = |tail: &str| {
                    let number = format!("{}{tail}", body.unwrap_or_default());
                    fingerprint(merchant_id, &number, secret)
                };
                Self::Number {
                    zeros: ending("00"),
                    nines: ending("99"),
                }
            }
            Some(b'3') => Self::Invalid,
            Some(b'4') => Self::Unknown,
            _ => Self::Unchanged,
        }
    }

    pub(super) fn is_unchanged(&self) -> bool {
        *self == Self::Unchanged
    }

    /// 有効性判定結果
    pub(crate) const fn result(&self) -> &'static str {
        match self {
            Self::Unchanged | Self::Term | Self::Number { .. } => "0",
            Self::Invalid => "1",
            Self::Unknown => "2",
            Self::NoContract => "4",
            Self::NotSupported => "5",
        }
    }

    /// カード番号更新サイン and 有効期限更新サイン; empty for a card that is not valid.
    pub(crate) const fn signs(&self) -> [&'static str; 2] {
        match self {
            Self::Unchanged => ["0", "0"],
            Self::Term => ["0", "1"],
            Self::Number { .. } => ["1", "1"],
            _ => ["", ""],
        }
    }

    /// `valid_update_cd` of 027.
    pub(crate) const fn update(&self) -> &'static str {
        match self {
            Self::Term => "V",
            Self::Number { .. } => "A",
            _ => "",
        }
    }
}

impl Card {
    /// Takes over what the card company said.
    pub(crate) fn take_refresh(&mut self) {
        match &self.refresh {
            Refresh::Number { zeros, nines } => {
                let (end, print) = if self.tail.ends_with("00") {
                    ("99", nines)
                } else {
                    ("00", zeros)
                };
                self.fingerprint.clone_from(print);
                for text in [&mut self.tail, &mut self.masked] {
                    text.truncate(text.len().saturating_sub(2));
                    text.push_str(end);
                }
            }
            Refresh::Term => {}
            _ => return,
        }
        if let Some((month, year)) = self.term.split_at_checked(2)
            && let Ok(year) = year.parse::<u8>()
        {
            self.term = format!("{month}{:02}", (year + 1) % 100);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Card;

    fn card(number: &str) -> Card {
        Card::read(number, "1230", "1", b"s")
    }

    #[test]
    fn the_fifth_digit_from_the_end_decides() {
        for (number, result, signs) in [
            ("4900000000000000", "0", ["0", "0"]),
            ("4900000000050000", "0", ["0", "0"]),
            ("4900000000010000", "0", ["0", "1"]),
            ("376500000020000", "0", ["1", "1"]),
            ("36000000030000", "1", ["", ""]),
            ("4900000000041234", "2", ["", ""]),
            ("4542050000000000", "4", ["", ""]),
            ("30000000000000", "5", ["", ""]),
        ] {
            let refresh = card(number).refresh;
            assert_eq!(
                (refresh.result(), refresh.signs()),
                (result, signs),
                "{number}"
            );
        }
    }

    #[test]
    fn a_new_number_is_the_card_of_that_number() {
        let mut one = card("4900000000021234");
        for (number, term) in [
            ("4900000000021200", "1231"),
            ("4900000000021299", "1232"),
            ("4900000000021200", "1233"),
        ] {
            one.take_refresh();
            assert_eq!(one, Card::read(number, term, "1", b"s"));
        }
        let mut last = Card::read("4900000000010000", "0199", "1", b"s");
        last.take_refresh();
        assert_eq!(last, Card::read("4900000000010000", "0100", "1", b"s"));
        let mut invalid = card("4900000000030000");
        invalid.take_refresh();
        assert_eq!(invalid, card("4900000000030000"));
    }
}
