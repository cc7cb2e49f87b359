//! What the sandbox keeps of a card: never its number, only what later telegrams need.

mod refresh;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha512};

use crate::clock::Moment;
pub(crate) use refresh::Refresh;

/// A card as it is kept with payments and stored cards.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) struct Card {
    /// The first six digits.
    pub(crate) bin: String,
    /// The last four digits: the triggers of the card stub.
    pub(crate) tail: String,
    /// VISA, MASTER, JCB, AMEX, DINERS, DISCOVER, or empty when undecidable.
    pub(crate) brand: String,
    /// Whether the issuer is abroad.
    pub(crate) overseas: bool,
    pub(crate) acq_id: String,
    pub(crate) acq_name: String,
    pub(crate) issur_name: String,
    pub(crate) fingerprint: String,
    pub(crate) masked: String,
    /// MMYY
    pub(crate) term: String,
    /// What its company says in a カード情報更新.
    #[serde(default, skip_serializing_if = "Refresh::is_unchanged")]
    pub(crate) refresh: Refresh,
}

/// First digits, acquirer, issuer's name (sandbox-environment §2.4).
const ISSUERS: [(&str, &str, &str); 13] = [
    ("3600", "50003", "ﾀﾞｲﾅｰｽ"),
    ("3580", "50002", "ｼﾞｪｰｼｰﾋﾞｰ"),
    ("3765", "50004", "ｱﾒｯｸｽ"),
    ("6440", "50005", "ﾃﾞｨｽｶﾊﾞｰ"),
    ("4923", "50001", "ﾋﾞｻﾞ"),
    ("5251", "50001", "ﾏｽﾀｰ"),
    ("4542", "50006", "ﾕｰｼｰﾋﾞｻﾞ"),
    ("5250", "50006", "ﾕｰｼｰﾏｽﾀｰ"),
    ("4541", "50007", "ｾｿﾞﾝﾋﾞｻﾞ"),
    ("5252", "50007", "ｾｿﾞﾝﾏｽﾀｰ"),
    ("3528", "50007", "ｾｿﾞﾝｼﾞｪｰｼｰﾋﾞｰ"),
    ("4980", "50008", "ﾐﾂｲｽﾐﾄﾓﾋﾞｻﾞ"),
    ("5304", "50008", "ﾐﾂｲｽﾐﾄﾓﾏｽﾀｰ"),
];

/// Brand, acquirer, issuer's name of numbers without a row of their own.
const BRANDS: [(&str, &str, &str); 6] = [
    ("VISA", "50001", "ﾋﾞｻﾞ"),
    ("MASTER", "50001", "ﾏｽﾀｰ"),
    ("JCB", "50002", "ｼﾞｪｰｼｰﾋﾞｰ"),
    ("DINERS", "50003", "ﾀﾞｲﾅｰｽ"),
    ("AMEX", "50004", "ｱﾒｯｸｽ"),
    ("DISCOVER", "50005", "ﾃﾞｨｽｶﾊﾞｰ"),
];

/// Every brand's name.
pub(crate) fn brands() -> [&'static str; 6] {
    BRANDS.map(|(brand, ..)| brand)
}

const ACQUIRERS: [(&str, &str); 8] = [
    ("50001", "NICOS"),
    ("50002", "JCB"),
    ("50003", "DINERS"),
    ("50004", "AMEX"),
    ("50005", "DISCOVER"),
    ("50006", "UC"),
    ("50007", "SAISON"),
    ("50008", "SMCC"),
];

/// Prefixes of foreign issuers (sandbox-environment §2.2, §2.4).
const OVERSEAS: [&str; 5] = ["4000", "557097", "519247", "353600", "353300"];

/// Low and high prefix of a brand, both of the same length.
const RANGES: [(&str, &str, &str); 17] = [
    ("4", "4", "VISA"),
    ("51", "55", "MASTER"),
    ("2221", "2720", "MASTER"),
    ("34", "34", "AMEX"),
    ("37", "37", "AMEX"),
    ("3528", "3589", "JCB"),
    ("300", "305", "DINERS"),
    ("3095", "3095", "DINERS"),
    ("36", "36", "DINERS"),
    ("38", "38", "DINERS"),
    ("39", "39", "DINERS"),
    ("6011", "6011", "DISCOVER"),
    ("622126", "622925", "DISCOVER"),
    ("644", "649", "DISCOVER"),
    ("65", "65", "DISCOVER"),
    ("3600", "3600", "DINERS"),
    ("6440", "6440", "DISCOVER"),
];

impl Card {
    /// Reads a number of 14-16 digits; the number itself is not kept.
    pub(crate) fn read(number: &str, term: &str, merchant_id: &str, secret: &[u8]) -> Self {
        let brand = brand_of(number);
        let own = ISSUERS
            .iter()
            .find(|(prefix, _, _)| number.starts_with(prefix));
        let by_brand = BRANDS.iter().find(|(known, _, _)| *known == brand);
        let (acq_id, issur_name) = own
            .or(by_brand)
            .map_or(("", ""), |(_, acq, name)| (*acq, *name));
        let acq_name = ACQUIRERS
            .iter()
            .find(|(id, _)| *id == acq_id)
            .map_or("", |(_, name)| *name);
        let hidden = number.len().saturating_sub(4);
        let tail = number.get(hidden..).unwrap_or_default();
        Self {
            bin: number.get(..6).unwrap_or_default().to_owned(),
            tail: tail.to_owned(),
            brand: brand.to_owned(),
            overseas: OVERSEAS.iter().any(|prefix| number.starts_with(prefix)),
            acq_id: acq_id.to_owned(),
            acq_name: acq_name.to_owned(),
            issur_name: issur_name.to_owned(),
            fingerprint: fingerprint(merchant_id, number, secret),
            masked: format!("{}{tail}", "*".repeat(hidden)),
            term: term.to_owned(),
            refresh: Refresh::of(number, merchant_id, secret),
        }
    }

    /// `issur_class`: 0 domestic, 1 overseas.
    pub(crate) fn issur_class(&self) -> &'static str {
        if self.overseas { "1" } else { "0" }
    }

    /// Whether the expiry is past, or more than 20 years ahead (sandbox-environment §2).
    pub(crate) fn is_out_of_date(&self, now: Moment) -> bool {
        let part = |from, to| {
            self.term
                .get(from..to)
                .and_then(|part| part.parse::<i64>().ok())
        };
        let (Some(month), Some(year)) = (part(0, 2), part(2, 4)) else {
            return true;
        };
        let (this_year, this_month, _) = now.date();
        let ahead = (2000 + year - this_year) * 12 + month - this_month;
        !(0..=240).contains(&ahead)
    }

    /// `card_expire_flag` of 027: only the past counts.
    pub(crate) fn is_expired(&self, now: Moment) -> bool {
        let part = |from, to| {
            self.term
                .get(from..to)
                .and_then(|part| part.parse::<i64>().ok())
        };
        let (Some(month), Some(year)) = (part(0, 2), part(2, 4)) else {
            return false;
        };
        let (this_year, this_month, _) = now.date();
        (2000 + year - this_year) * 12 + month < this_month
    }
}

/// The brand by the first digits (card-3ds2 §11.1), empty when undecidable.
pub(crate) fn brand_of(number: &str) -> &'static str {
    RANGES
        .iter()
        .find(|(low, high, _)| {
            number
                .get(..low.len())
                .is_some_and(|head| (*low..=*high).contains(&head))
        })
        .map_or("", |(_, _, brand)| *brand)
}

/// 64 letters and digits: the same for the same number of one merchant.
fn fingerprint(merchant_id: &str, number: &str, secret: &[u8]) -> String {
    const LETTERS: &[u8; 62] = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    let mut hash = Sha512::new();
    hash.update(merchant_id.as_bytes());
    hash.update(b":");
    hash.update(number.as_bytes());
    hash.update(secret);
    hash.finalize()
        .iter()
        .filter_map(|byte| {
            LETTERS
                .get(usize::from(*byte) % LETTERS.len())
                .map(|letter| char::from(*letter))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Card, brand_of};
    use crate::clock::Moment;

    #[test]
    fn knows_brands() {
        for (number, brand) in [
            ("4900000000000000", "VISA"),
            ("5250000000000000", "MASTER"),
            ("2720990000000000", "MASTER"),
            ("2721000000000000", ""),
            ("376500000008300", "AMEX"),
            ("3580000000000000", "JCB"),
            ("36000000000000", "DINERS"),
            ("6440000000000000", "DISCOVER"),
            ("9999000000000000", ""),
        ] {
            assert_eq!(brand_of(number), brand, "{number}");
        }
    }

    #[test]
    fn keeps_no_number() {
        let card = Card::read("4900000012348212", "1230", "1", b"s");
        assert_eq!(
            (card.masked.as_str(), card.tail.as_str()),
            ("************8212", "8212")
        );
        assert_eq!(card.fingerprint.len(), 64);
        assert!(
            !serde_json::to_string(&card)
                .unwrap()
                .contains("49000000123482")
        );
        assert_ne!(
            card.fingerprint,
            Card::read("4900000012348212", "1230", "2", b"s").fingerprint
        );
    }

    #[test]
    fn expires_by_month() {
        let october_2026 = Moment(1_790_852_400);
        let card = |term: &str| Card::read("4900000000000000", term, "1", b"s");
        assert!(card("0926").is_out_of_date(october_2026));
        assert!(!card("1026").is_out_of_date(october_2026));
        assert!(!card("1046").is_out_of_date(october_2026));
        assert!(card("1146").is_out_of_date(october_2026));
        assert!(card("0926").is_expired(october_2026) && !card("1026").is_expired(october_2026));
    }
}
