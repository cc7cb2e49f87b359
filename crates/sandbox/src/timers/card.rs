//! Cards (status-machine §1, §13).

use super::{Rule, authorised, days_after, hour, nothing, time_of};
use crate::account::{ExpiryFrom, Merchant};
use crate::card_stub;
use crate::clock::Moment;
use crate::payment::{Payment, kind};
use crate::telegrams::{CANCEL_AFTER, CANCEL_COMPLETES};

/// The daily batch.
const BATCH: i64 = hour(2);
/// Days that an application without outcome lives.
const APPLIED: i64 = 30;
/// Days that an authorisation lives, and in which a sale can be cancelled.
const LIFE: i64 = 60;
/// Days that an authorisation lives under the brands' rule for merchants with `pif`.
const PIF_LIFE: i64 = 25;

pub(super) const RULES: &[Rule] = &[
    Rule {
        event: "card application ends",
        payment_type: kind::CARD,
        from: &["10"],
        due: |payment, _| Some(days_after(payment.made, APPLIED, BATCH)),
        to: "11",
        change: nothing,
    },
    Rule {
        event: "card authorisation expires",
        payment_type: kind::CARD,
        from: &["20"],
        due: |payment, merchant| match pif(payment, merchant) {
            Pif::Not => Some(days_after(authorised(payment), LIFE, BATCH)),
            _ => None,
        },
        to: "33",
        change: nothing,
    },
    Rule {
        event: "card authorisation is cancelled by PIF",
        payment_type: kind::CARD,
        from: &["20"],
        due: |payment, merchant| match pif(payment, merchant) {
            Pif::Cancellable => Some(days_after(authorised(payment), PIF_LIFE, BATCH)),
            _ => None,
        },
        to: "32",
        change: |_, payment, at| {
            payment.set("cancel_date", at.stamp());
            Ok(())
        },
    },
    Rule {
        event: "card authorisation expires by PIF",
        payment_type: kind::CARD,
        from: &["20"],
        due: |payment, merchant| match pif(payment, merchant) {
            Pif::Stuck => Some(days_after(authorised(payment), PIF_LIFE, BATCH)),
            _ => None,
        },
        to: "33",
        change: nothing,
    },
    Rule {
        event: CANCEL_COMPLETES,
        payment_type: kind::CARD,
        from: &["31"],
        due: |payment, _| time_of(payment, "cancel_date").map(|at| Moment(at.0 + CANCEL_AFTER)),
        to: "32",
        change: |_, payment, at| {
            payment.set("cancel_date", at.stamp());
            Ok(())
        },
    },
    Rule {
        event: "card sale can no longer be cancelled",
        payment_type: kind::CARD,
        from: &["40"],
        due: |payment, merchant| {
            let base = match merchant.sales_expiry_from {
                ExpiryFrom::Authorization => authorised(payment),
                ExpiryFrom::Clearing => time_of(payment, "payment_date")?,
            };
            Some(days_after(base, LIFE, BATCH))
        },
        to: "41",
        change: nothing,
    },
];

/// Whether the rule PIF applies to an authorisation, and whether the card company cancels it.
enum Pif {
    Not,
    Cancellable,
    Stuck,
}

fn pif(payment: &Payment, merchant: &Merchant) -> Pif {
    match &payment.card {
        Some(paid) if merchant.pif && ["VISA", "MASTER"].contains(&paid.card.brand.as_str()) => {
            match card_stub::cancel(&paid.card) {
                Ok(()) => Pif::Cancellable,
                Err(_) => Pif::Stuck,
            }
        }
        _ => Pif::Not,
    }
}
