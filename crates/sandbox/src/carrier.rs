//! The carriers and what tells them apart (carrier §1, §5, §7).

use serde::{Deserialize, Serialize};

use crate::payment::Payment;
use crate::text;

/// Who bills the buyer.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
pub(crate) enum Carrier {
    /// まとめてau支払い
    AuBundle,
    /// auかんたん決済
    Au,
    /// d払い
    Docomo,
    /// ソフトバンクまとめて支払い(B)
    SoftbankB,
    /// ソフトバンクまとめて支払い(A)
    SoftbankA,
}

/// Hidden value of a ソフトバンク(B) payment: how the buyer pays the phone bill ([`BY_BANK`] or empty).
pub(crate) const PAYER: &str = "carrier_payer";
/// Debit from a bank account: sales can be cancelled for a short time only.
pub(crate) const BY_BANK: &str = "bank";
/// Hidden value: `1` when the amount was amended already.
pub(crate) const AMENDED: &str = "carrier_amended";

/// `payment_class` of auかんたん決済: a credit card.
pub(crate) const CREDIT_CARD: &str = "02";
/// `payment_class` of auかんたん決済: WebMoney.
pub(crate) const WEBMONEY: &str = "03";

/// Hidden value of an auかんたん決済 payment: when a WebMoney payer agreed.
pub(crate) const AGREED: &str = "carrier_agreed";
/// The alarm that ends 10 of a WebMoney payer (carrier §12.1).
pub(crate) const WEBMONEY_CLEARS: &str = "au's WebMoney arrives";
/// How long that takes here, in seconds.
pub(crate) const WEBMONEY_TIME: i64 = 3600;

impl Carrier {
    /// The carrier of a `career_type`.
    pub(crate) fn find(career_type: &str) -> Option<Self> {
        match career_type {
            "2" => Some(Self::AuBundle),
            "4" => Some(Self::Au),
            "5" => Some(Self::Docomo),
            "6" => Some(Self::SoftbankB),
            "7" => Some(Self::SoftbankA),
            _ => None,
        }
    }

    /// The carrier of a payment of type 06.
    pub(crate) fn of(payment: &Payment) -> Option<Self> {
        Self::find(&payment.value("career_type"))
    }

    /// The digit in telegrams.
    pub(crate) const fn career_type(self) -> &'static str {
        match self {
            Self::AuBundle => "2",
            Self::Au => "4",
            Self::Docomo => "5",
            Self::SoftbankB => "6",
            Self::SoftbankA => "7",
        }
    }

    /// What buyers call it.
    pub(crate) const fn label(self) -> &'static str {
        match self {
            Self::AuBundle => "まとめてau支払い",
            Self::Au => "auかんたん決済",
            Self::Docomo => "d払い",
            Self::SoftbankB | Self::SoftbankA => {
                "ソフトバンクまとめて支払い・ワイモバイルまとめて支払い"
            }
        }
    }

    /// The allowed `pc_mobile_type` (carrier §5); none when the carrier does not use it.
    pub(crate) const fn devices(self) -> Option<&'static [&'static str]> {
        match self {
            Self::AuBundle => None,
            Self::Au => Some(&["0", "2", "4"]),
            Self::Docomo => Some(&["0", "1", "4"]),
            Self::SoftbankB | Self::SoftbankA => Some(&["0", "4"]),
        }
    }

    /// How long the buyer may take after 100, in seconds (carrier §6). d払い ends by the clock,
    /// ソフトバンク(A) does not tell.
    pub(crate) const fn session(self) -> i64 {
        match self {
            Self::AuBundle | Self::Au | Self::SoftbankA => 30 * 60,
            Self::SoftbankB => 50 * 60,
            Self::Docomo => 45 * 60,
        }
    }

    /// The code for no answer from the carrier.
    pub(crate) const fn silent(self) -> &'static str {
        match self {
            Self::AuBundle => "7302",
            Self::Au => "7402",
            Self::Docomo => "7105",
            Self::SoftbankB => "7502",
            Self::SoftbankA => "7602",
        }
    }

    /// A new number of the carrier's own (`career_payment_id`).
    pub(crate) fn new_number(self) -> String {
        match self {
            Self::Docomo => text::random_digits(16),
            Self::Au | Self::AuBundle => text::random_digits(15),
            Self::SoftbankB => format!("SB{}", text::random_digits(14)),
            Self::SoftbankA => text::random_digits(14),
        }
    }

    /// Whether a payment of this carrier can be captured in its status (carrier §7, 101).
    pub(crate) fn may_sell(self, payment: &Payment) -> bool {
        let status = payment.status.as_str();
        match self {
            Self::Docomo => matches!(status, "20" | "21" | "30" | "34" | "42"),
            Self::Au | Self::AuBundle => status == "20",
            Self::SoftbankB => matches!(status, "20" | "21"),
            Self::SoftbankA => false,
        }
    }

    /// The status after a cancel, none when it is not possible (carrier §7, 102).
    pub(crate) fn cancelled(self, payment: &Payment) -> Option<&'static str> {
        match (self, payment.status.as_str()) {
            (Self::Docomo, "20" | "21" | "30" | "34" | "42" | "44") => Some("60"),
            (Self::Au | Self::AuBundle, "20") | (Self::SoftbankB, "20" | "21") => Some("32"),
            (Self::Au | Self::SoftbankB, "40") => Some("60"),
            _ => None,
        }
    }

    /// Whether the amount can be amended now (carrier §7, 103).
    pub(crate) fn may_amend(self, payment: &Payment) -> bool {
        match self {
            Self::Docomo => {
                matches!(
                    payment.status.as_str(),
                    "20" | "21" | "30" | "34" | "42" | "44"
                )
            }
            _ => self.may_sell(payment) && payment.value(AMENDED).is_empty(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Carrier;

    #[test]
    fn numbers_have_the_carriers_shapes() {
        let of = |career_type| Carrier::find(career_type).unwrap();
        for (career_type, length) in [("2", 15), ("4", 15), ("5", 16), ("6", 16), ("7", 14)] {
            let carrier = of(career_type);
            assert_eq!(carrier.career_type(), career_type);
            assert_eq!(carrier.new_number().len(), length);
        }
        assert!(of("6").new_number().starts_with("SB"));
        assert_eq!(Carrier::find("1"), None);
    }
}
