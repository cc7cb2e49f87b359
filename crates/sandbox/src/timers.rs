//! What happens to payments by time (status-machine §1, §13).
//!
//! How a family adds its own:
//!
//! 1. A table of [`Rule`]s in a file of this room, by payment type: in which statuses, when, into which
//!    status, and what is written on the way. Times are computed from the payment's values alone.
//! 2. One line in [`FAMILIES`].
//!
//! [`telegrams::enter`](crate::telegrams::enter) sets the alarms of the status that a payment enters;
//! nobody has to set or clear one. An alarm that went off looks at the payment again: what no longer
//! holds does not happen, what is due later by now waits on.
//!
//! What is not about a payment is a name in [`NAMED`] and an alarm that its family sets
//! (`tx.set_alarm(due, &Subject::Named(id), EVENT)`).

mod card;
mod carrier;
mod counter;
pub(crate) mod course;
mod others;
#[cfg(test)]
mod tests;
mod transfer;
mod wallets;

use crate::account::{Accounts, Merchant};
use crate::clock::Moment;
use crate::faults::Faults;
use crate::payment::Payment;
use crate::refusal::Outcome;
use crate::store::{Alarm, Subject, Tx};
use crate::store::{NOTICE_LIFE as LIFE, PURGE};
use crate::telegrams::trouble::of_expiry;
use crate::telegrams::{enter, paidy};
use crate::three_ds;

/// A change of status by time.
pub(crate) struct Rule {
    /// What the ledger and the tool call it; unique, and never changed: the data base holds it.
    pub(crate) event: &'static str,
    pub(crate) payment_type: &'static str,
    /// The statuses in which it is waited for.
    pub(crate) from: &'static [&'static str],
    /// When it happens to this payment; nothing when it never does.
    pub(crate) due: fn(&Payment, &Merchant) -> Option<Moment>,
    pub(crate) to: &'static str,
    /// What is written before the status is entered.
    pub(crate) change: Change,
}

type Change = fn(Tx<'_>, &mut Payment, Moment) -> Outcome<()>;

/// Every family's rules.
const FAMILIES: &[&[Rule]] = &[
    card::RULES,
    counter::RULES,
    transfer::RULES,
    carrier::RULES,
    others::RULES,
    wallets::RULES,
];

/// Alarms that are not about payments: their event and what is done with the subject's name.
const NAMED: &[(&str, Named)] = &[
    (PURGE, purge_notices),
    (paidy::WEBHOOK, paidy::on_webhook),
    (three_ds::TIME_OUT, three_ds::time_out),
];

type Named = fn(Tx<'_>, &Accounts, Moment, &str) -> Outcome<()>;

/// What an alarm changed.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Happened {
    pub(crate) at: Moment,
    pub(crate) payment_id: i64,
    pub(crate) event: &'static str,
    pub(crate) from: String,
    pub(crate) to: &'static str,
}

/// Sets the alarms of a payment that has just entered its status; earlier ones no longer count.
pub(crate) fn entered(tx: Tx<'_>, merchant: &Merchant, payment: &Payment) -> Outcome<()> {
    set(tx, merchant, payment, Moment(i64::MIN))
}

/// Nothing is set for a time before `earliest`: what should have happened by then happens then.
fn set(tx: Tx<'_>, merchant: &Merchant, payment: &Payment, earliest: Moment) -> Outcome<()> {
    tx.clear_alarms(payment.id)?;
    for rule in rules(payment) {
        if let Some(due) = (rule.due)(payment, merchant) {
            let due = due.max(earliest);
            tx.set_alarm(due, &Subject::Payment(payment.id), rule.event)?;
        }
    }
    Ok(())
}

/// Does what an alarm was set for, with the time it was due at.
pub(crate) fn happen(
    tx: Tx<'_>,
    accounts: &Accounts,
    faults: &Faults,
    alarm: &Alarm,
) -> Outcome<Option<Happened>> {
    match &alarm.subject {
        Subject::Payment(id) => happen_to(tx, accounts, faults, alarm, *id),
        Subject::Named(name) => {
            if let Some((_, run)) = NAMED.iter().find(|(event, _)| *event == alarm.event) {
                run(tx, accounts, alarm.due, name)?;
            }
            Ok(None)
        }
    }
}

fn happen_to(
    tx: Tx<'_>,
    accounts: &Accounts,
    faults: &Faults,
    alarm: &Alarm,
    id: i64,
) -> Outcome<Option<Happened>> {
    let Some(mut payment) = tx.any_payment(id)? else {
        return Ok(None);
    };
    let Some(account) = accounts.find(payment.merchant_id.as_bytes()) else {
        return Ok(None);
    };
    let merchant = &account.merchant;
    let Some(rule) = rules(&payment).find(|rule| rule.event == alarm.event) else {
        return Ok(None);
    };
    match (rule.due)(&payment, merchant) {
        Some(due) if due <= alarm.due => {}
        Some(later) => {
            // The payment or the contract changed since.
            tx.set_alarm(later, &alarm.subject, rule.event)?;
            return Ok(None);
        }
        None => {
            // By now the contract may let another rule apply.
            set(tx, merchant, &payment, alarm.due)?;
            return Ok(None);
        }
    }
    let from = payment.status.clone();
    let to = if rule.event == others::PAIDY_EXPIRES && of_expiry(faults, tx, alarm.due, &payment) {
        wallets::await_expiry(&mut payment, alarm.due);
        "31"
    } else {
        (rule.change)(tx, &mut payment, alarm.due)?;
        rule.to
    };
    enter(tx, merchant, alarm.due, &mut payment, to)?;
    tx.save_payment(&payment)?;
    Ok(Some(Happened {
        at: alarm.due,
        payment_id: id,
        event: rule.event,
        from,
        to,
    }))
}

/// The rules that apply to a payment in its present status.
fn rules(payment: &Payment) -> impl Iterator<Item = &'static Rule> {
    FAMILIES.iter().copied().flatten().filter(|rule| {
        rule.payment_type == payment.payment_type && rule.from.contains(&payment.status.as_str())
    })
}

fn purge_notices(tx: Tx<'_>, _: &Accounts, at: Moment, name: &str) -> Outcome<()> {
    tx.purge_notices(at)?;
    if let Some(oldest) = tx.oldest_notice()? {
        let due = Moment(oldest.0 + LIFE);
        tx.set_alarm(due, &Subject::Named(name.to_owned()), PURGE)?;
    }
    Ok(())
}

/// For rules that write nothing but the status.
fn nothing(_: Tx<'_>, _: &mut Payment, _: Moment) -> Outcome<()> {
    Ok(())
}

/// Hours of a day in seconds.
const fn hour(hour: i64) -> i64 {
    hour * 3600
}

/// The moment of one of the payment's times (`YYYYMMDDhhmmss`), or the midnight of one of its days.
fn time_of(payment: &Payment, name: &str) -> Option<Moment> {
    Moment::from_stamp(&payment.value(name))
}

/// When the authorisation was given.
fn authorised(payment: &Payment) -> Moment {
    time_of(payment, "authorized_date").unwrap_or(payment.made)
}

/// The first batch, at this second of the day, after N days from a moment: day N still counts.
fn days_after(moment: Moment, days: i64, batch: i64) -> Moment {
    Moment::at(moment.day_number() + days + 1, batch)
}

/// The first batch at which a day lies before today.
fn day_after(payment: &Payment, name: &str, batch: i64) -> Option<Moment> {
    time_of(payment, name).map(|day| Moment::at(day.day_number() + 1, batch))
}
