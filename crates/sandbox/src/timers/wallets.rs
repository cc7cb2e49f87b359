//! What was left open when somebody did not answer or paid slowly: Paidy's 30, 31, 42 and WebMoney of
//! auかんたん決済 (status-machine §13, carrier §12.1, paidy §4, §8).

use super::{Change, Rule, nothing, time_of};
use crate::account::Merchant;
use crate::carrier::{AGREED, Carrier, WEBMONEY, WEBMONEY_CLEARS, WEBMONEY_TIME};
use crate::clock::Moment;
use crate::payment::{Payment, kind};
use crate::refusal::Outcome;
use crate::store::Tx;
use crate::telegrams::paidy::{ASKED, ERROR_CODE, THEN, remainder, set_event};

/// Paygent asks Paidy for the outcome so much later, in seconds.
const POLL: i64 = 30 * 60;
/// How a payment waits for the end of its authorisation ([`THEN`]).
const EXPIRED: &str = "expired";
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
    polled(
        "Paidy's cancel is found done",
        &["31"],
        done,
        "32",
        |_, payment, at| {
            payment.set("cancel_date", at.stamp());
            succeed(payment, "cancel")
        },
    ),
    polled(
        "Paidy's cancel is found failed",
        &["31"],
        failed,
        "20",
        |_, payment, _| fail(payment, "cancel"),
    ),
    polled(
        "Paidy's expiry is found done",
        &["31"],
        expired,
        "32",
        |_, payment, at| {
            payment.set("cancel_date", at.stamp());
            succeed(payment, "expire")
        },
    ),
    polled(
        "Paidy's capture is found done",
        &["30"],
        done,
        "40",
        |_, payment, at| {
            payment.set("payment_date", at.stamp());
            succeed(payment, "capture")
        },
    ),
    polled(
        "Paidy's capture is found failed",
        &["30"],
        failed,
        "20",
        |_, payment, _| fail(payment, "capture"),
    ),
    polled(
        "Paidy's refund is found done",
        &["42"],
        done,
        "60",
        refunded,
    ),
    polled(
        "Paidy's refund is found failed",
        &["42"],
        failed,
        "40",
        |_, payment, _| fail(payment, "refund"),
    ),
    Rule {
        event: REMAINS,
        payment_type: kind::PAIDY,
        from: &["10"],
        due: |payment, _| time_of(payment, ASKED),
        to: "40",
        change: nothing,
    },
];

/// What Paygent finds when it asks Paidy half an hour later.
const fn polled(
    event: &'static str,
    from: &'static [&'static str],
    due: fn(&Payment, &Merchant) -> Option<Moment>,
    to: &'static str,
    change: Change,
) -> Rule {
    Rule {
        event,
        payment_type: kind::PAIDY,
        from,
        due,
        to,
        change,
    }
}

fn done(payment: &Payment, _: &Merchant) -> Option<Moment> {
    found(payment, "success")
}

fn failed(payment: &Payment, _: &Merchant) -> Option<Moment> {
    found(payment, "failure")
}

fn expired(payment: &Payment, _: &Merchant) -> Option<Moment> {
    found(payment, EXPIRED)
}

fn found(payment: &Payment, then: &str) -> Option<Moment> {
    let asked = time_of(payment, ASKED).filter(|_| payment.value(THEN) == then)?;
    Some(Moment(asked.0 + POLL))
}

/// Paygent's own cancel at the end of an authorisation got no answer: 31 until Paidy is asked.
pub(super) fn await_expiry(payment: &mut Payment, at: Moment) {
    payment.set(THEN, EXPIRED);
    payment.set(ASKED, at.stamp());
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
