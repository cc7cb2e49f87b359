//! A payment: what every method has, and named values for the rest.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::card::Card;
use crate::clock::Moment;

/// Payment types (決済種別CD).
pub(crate) mod kind {
    pub(crate) const ATM: &str = "01";
    pub(crate) const CARD: &str = "02";
    pub(crate) const STORE: &str = "03";
    pub(crate) const BANK: &str = "05";
    pub(crate) const CARRIER: &str = "06";
    pub(crate) const VIRTUAL_ACCOUNT: &str = "07";
    pub(crate) const EMONEY: &str = "11";
    pub(crate) const PAIDY: &str = "22";
}

/// One payment. `values` are keyed by the names of the 094 and 091 answers, so an inquiry is a look-up.
#[derive(Clone, Debug)]
pub(crate) struct Payment {
    pub(crate) id: i64,
    pub(crate) merchant_id: String,
    pub(crate) payment_type: String,
    pub(crate) trading_id: String,
    pub(crate) site_id: String,
    pub(crate) status: String,
    pub(crate) amount: i64,
    /// When the merchant applied.
    pub(crate) made: Moment,
    pub(crate) values: BTreeMap<String, String>,
    pub(crate) card: Option<PaidBy>,
}

/// The card of a payment and how often it was tried.
#[derive(Clone, Debug, Default, serde::Deserialize, serde::Serialize)]
pub(crate) struct PaidBy {
    pub(crate) card: Card,
    /// Authorisations tried so far, the first included.
    pub(crate) attempts: u32,
}

impl Payment {
    /// A new payment in 10.
    pub(crate) fn new(id: i64, merchant_id: &str, payment_type: &str, made: Moment) -> Self {
        Self {
            id,
            merchant_id: merchant_id.to_owned(),
            payment_type: payment_type.to_owned(),
            trading_id: String::new(),
            site_id: String::new(),
            status: "10".to_owned(),
            amount: 0,
            made,
            values: BTreeMap::new(),
            card: None,
        }
    }

    /// The value of a field of 094 or 091, empty when there is none.
    pub(crate) fn value(&self, name: &str) -> Cow<'_, str> {
        match name {
            "payment_id" => Cow::Owned(self.id.to_string()),
            "trading_id" => Cow::Borrowed(&self.trading_id),
            "payment_type" => Cow::Borrowed(&self.payment_type),
            "site_id" => Cow::Borrowed(&self.site_id),
            "payment_status" => Cow::Borrowed(&self.status),
            "payment_amount" => Cow::Owned(self.amount.to_string()),
            "payment_init_date" => Cow::Owned(self.made.stamp()),
            _ => Cow::Borrowed(self.values.get(name).map_or("", String::as_str)),
        }
    }

    /// Sets a value; an empty one is not kept.
    pub(crate) fn set(&mut self, name: &str, value: impl Into<String>) {
        let value = value.into();
        if value.is_empty() {
            self.values.remove(name);
        } else {
            self.values.insert(name.to_owned(), value);
        }
    }

    /// The value of a field as a difference record shows it (difference-notification §10.4).
    pub(crate) fn notice_value(&self, name: &str) -> Cow<'_, str> {
        match (name, self.payment_type.as_str()) {
            ("early_notice_date", kind::CARD | kind::CARRIER) => {
                match self.values.get("authorized_date") {
                    Some(date) => Cow::Borrowed(date),
                    None => Cow::Owned(self.made.stamp()),
                }
            }
            ("early_notice_date" | "user_payment_date", kind::STORE) => self.value(name),
            ("early_notice_date" | "user_payment_date", _) => Cow::Borrowed(""),
            _ => self.value(name),
        }
    }
}

/// Statuses that are reported, by payment type (difference-notification §5).
const REPORTED: [(&str, &[&str]); 10] = [
    ("01", &["12", "40"]),
    ("02", &["10", "11", "20", "32", "33", "40", "41", "60"]),
    ("03", &["10", "12", "40", "43", "61"]),
    ("04", &["12", "40", "43", "61"]),
    ("05", &["15", "40"]),
    (
        "06",
        &[
            "15", "20", "21", "32", "33", "36", "40", "41", "44", "60", "62",
        ],
    ),
    ("07", &["12", "16", "40"]),
    ("11", &["40", "41", "60"]),
    ("16", &["15", "37", "40"]),
    ("22", &["20", "32", "33", "40", "41", "60"]),
];

/// Whether entering this status writes a difference record. The contract's `notice_statuses` may add
/// `type:status` or take away `-type:status`.
pub(crate) fn is_reported(payment_type: &str, status: &str, contract: &[String]) -> bool {
    let named = |sign: &str| {
        contract.iter().any(|entry| {
            entry
                .strip_prefix(sign)
                .and_then(|rest| rest.split_once(':'))
                == Some((payment_type, status))
        })
    };
    if named("-") {
        return false;
    }
    named("")
        || REPORTED
            .iter()
            .any(|(known, list)| *known == payment_type && list.contains(&status))
}

#[cfg(test)]
mod tests {
    use super::is_reported;

    #[test]
    fn reports_as_the_table_and_the_contract_say() {
        let contract = ["02:31".to_owned(), "-02:10".to_owned()];
        assert!(is_reported("02", "20", &contract));
        assert!(is_reported("02", "31", &contract));
        assert!(!is_reported("02", "10", &contract));
        assert!(!is_reported("01", "10", &[]));
    }
}
