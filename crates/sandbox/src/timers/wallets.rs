//! What was left open when somebody did not answer or paid slowly: Paidy's 30, 31, 42 and WebMoney of
//! auかんたん決済 (status-machine §13, carrier §12.1, paidy §4, §8).

use super::{Rule, nothing, time_of};
use crate::carrier::{AGREED, Carrier, WEBMONEY, WEBMONEY_CLEARS, WEBMONEY_TIME};
use crate::clock::Moment;
use crate::payment::{Payment, kind};
use crate::refusal::Outcome;
use crate::store::Tx;
use crate::telegrams::paidy::{ASKED, ERROR_CODE, THEN, remainder, set_event};

/// Paygent asks Paidy for the outcome so much later, in seconds.
const POLL: i64 = 30 * 60;
/// The alarm of a partial refund's new record.
const REMAINS: &str = "Paidy's remaining sale begins";

pub(super) const RULES: &[Rule] = &[
    Rule {
        event: WEBMONEY_CLEARS,
        payment_type: kind::CARRIER,
        from: &["10"],
        due: |payment, _| {
            let waits = Carrier::of(payment) == Some(Carrier::Au)
                && payment.value("payment_class") == WEBMONEY;
            let agreed = time_of(payment, AGREED).filter(|_| waits)?;
            Some(Moment(agreed.0 + WEBMONEY_TIME))
        },
        to: "40",
        change: |_, payment, at| {
            payment.set("authorized_date", at.stamp());
            payment.set("payment_date", at.stamp());
            Ok(())
        },
    },
    Rule {
        event: "Paidy's cancel is found done",
        payment_type: kind::PAIDY,
        from: &["31"],
        due: |payment, _| found(payment, "success"),
        to: "32",
        change: |_, payment, at| {
            payment.set("cancel_date", at.stamp());
            succeed(payment, "cancel")
        },
    },
    Rule {
        event: "Paidy's cancel is found failed",
        payment_type: kind::PAIDY,
        from: &["31"],
        due: |payment, _| found(payment, "failure"),
        to: "20",
        change: |_, payment, _| fail(payment, "cancel"),
    },
    Rule {
        event: "Paidy's capture is found done",
        payment_type: kind::PAIDY,
        from: &["30"],
        due: |payment, _| found(payment, "success"),
        to: "40",
        change: |_, payment, at| {
            payment.set("payment_date", at.stamp());
            succeed(payment, "capture")
        },
    },
    Rule {
        event: "Paidy's capture is found failed",
        payment_type: kind::PAIDY,
        from: &["30"],
        due: |payment, _| found(payment, "failure"),
        to: "20",
        change: |_, payment, _| fail(payment, "capture"),
    },
    Rule {
        event: "Paidy's refund is found done",
        payment_type: kind::PAIDY,
        from: &["42"],
        due: |payment, _| found(payment, "success"),
        to: "60",
        change: refunded,
    },
    Rule {
        event: "Paidy's refund is found failed",
        payment_type: kind::PAIDY,
        from: &["42"],
        due: |payment, _| found(payment, "failure"),
        to: "40",
        change: |_, payment, _| fail(payment, "refund"),
    },
    Rule {
        event: REMAINS,
        payment_type: kind::PAIDY,
        from: &["10"],
        due: |payment, _| time_of(payment, ASKED),
        to: "40",
        change: nothing,
    },
];

fn found(payment: &Payment, then: &str) -> Option<Moment> {
    let asked = time_of(payment, ASKED).filter(|_| payment.value(THEN) == then)?;
    Some(Moment(asked.0 + POLL))
}

fn succeed(payment: &mut Payment, event: &str) -> Outcome<()> {
    set_event(payment, event, Ok(()));
    Ok(())
}

fn fail(payment: &mut Payment, event: &str) -> Outcome<()> {
    set_event(payment, event, Err(ERROR_CODE));
    Ok(())
}

/// The old record's notice comes first, so what remains begins by an alarm of the same moment: its id
/// is the larger one.
fn refunded(tx: Tx<'_>, payment: &mut Payment, at: Moment) -> Outcome<()> {
    succeed(payment, "refund")?;
    if let Some(mut new) = remainder(tx, payment)? {
        new.set(ASKED, at.stamp());
        tx.save_payment(&new)?;
        tx.set_timer(at, new.id, REMAINS)?;
    }
    payment.set("cancel_date", at.stamp());
    Ok(())
}
