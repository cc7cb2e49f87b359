//! Paidy: the webhook that makes a payment, 340-343 (paidy §3, §4, §8).

use std::borrow::Cow;

use super::lookup::{Codes, payment};
use super::trouble::{self, PaidyTrouble, Then};
use super::{Call, enter};
use crate::account::{Accounts, Merchant};
use crate::answer::{Answer, Layout};
use crate::clock::Moment;
use crate::paidy::{self, Purchase};
use crate::payment::{Payment, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;

/// Hidden value of 30, 31, 42: `success` or `failure`, which Paygent will find out.
pub(crate) const THEN: &str = "paidy_then";
/// Hidden value of 30, 31, 42: when Paidy was asked.
pub(crate) const ASKED: &str = "paidy_asked";
/// Hidden value of 42: the amount that is to be given back.
pub(crate) const REFUND: &str = "paidy_refund";
/// The alarm of a webhook that is late; its subject is the purchase.
pub(crate) const WEBHOOK: &str = "Paidy's webhook arrives";

/// What Paidy says by itself when a request failed there [our choice].
pub(crate) const ERROR_CODE: &str = "local";

/// Paidy tells Paygent of an authorised purchase: only now there is a payment.
pub(crate) fn receive_webhook(
    tx: Tx<'_>,
    merchant: &Merchant,
    now: Moment,
    purchase: &Purchase,
) -> Outcome<()> {
    let id = tx.next_payment_id()?;
    let mut payment = Payment::new(id, &purchase.merchant_id, kind::PAIDY, purchase.made);
    purchase
        .details
        .trading_id()
        .clone_into(&mut payment.trading_id);
    payment.amount = purchase.details.amount;
    payment.set("paidy_payment_id", purchase.id.as_str());
    payment.set("authorized_date", purchase.made.stamp());
    purchase.details.write_into(&mut payment);
    move_to(tx, merchant, now, &mut payment, "authorize", "20")
}

/// A webhook that a rule held up.
pub(crate) fn on_webhook(
    tx: Tx<'_>,
    accounts: &Accounts,
    at: Moment,
    purchase_id: &str,
) -> Outcome<()> {
    let Some(purchase) = tx.purchase(purchase_id)? else {
        return Ok(());
    };
    match accounts.find(purchase.merchant_id.as_bytes()) {
        Some(account) => receive_webhook(tx, &account.merchant, at, &purchase),
        None => Ok(()),
    }
}

/// Answers 340.
pub(super) fn cancel(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let mut payment = find(call, tx)?;
    check_authorised(call, &payment)?;
    meet_trouble(call, tx, &mut payment, "31")?;
    payment.set("cancel_date", call.now.stamp());
    move_to(tx, call.merchant, call.now, &mut payment, "cancel", "32")?;
    done(call, &payment)
}

/// Answers 341.
pub(super) fn sell(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let mut payment = find(call, tx)?;
    check_authorised(call, &payment)?;
    meet_trouble(call, tx, &mut payment, "30")?;
    payment.set("payment_date", call.now.stamp());
    move_to(tx, call.merchant, call.now, &mut payment, "capture", "40")?;
    done(call, &payment)
}

/// Answers 342.
pub(super) fn refund(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let mut old = find(call, tx)?;
    if old.status != "40" {
        return Err(Refusal::new("24003").into());
    }
    let amount = if call.form.has("amount") {
        call.form.number("amount")
    } else {
        old.amount
    };
    if amount == 0 {
        return Err(Refusal::new("P014").into());
    }
    if amount > old.amount {
        return Err(Refusal::new("24007").into());
    }
    old.set(REFUND, amount.to_string());
    meet_trouble(call, tx, &mut old, "42")?;
    old.set("cancel_date", call.now.stamp());
    move_to(tx, call.merchant, call.now, &mut old, "refund", "60")?;
    match remainder(tx, &old)? {
        Some(mut new) => {
            move_to(tx, call.merchant, call.now, &mut new, "refund", "40")?;
            done(call, &new)
        }
        None => done(call, &old),
    }
}

/// Answers 343 from what Paidy knows, whether Paygent has a payment or not.
pub(super) fn verify(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let layout = Layout::of(call.kind).ok_or_else(|| Refusal::new("P007"))?;
    let purchase = tx
        .purchase(&call.form.text("paidy_payment_id"))?
        .filter(|purchase| purchase.merchant_id == call.merchant.merchant_id);
    let value = |name: &str| match (name, &purchase) {
        ("retrieve_result", None) => "1".to_owned(),
        ("retrieve_result", Some(_)) => "0".to_owned(),
        ("payment_amount", Some(purchase)) => purchase.details.amount.to_string(),
        (name, Some(purchase)) => purchase
            .details
            .fields
            .get(name)
            .cloned()
            .unwrap_or_default(),
        (_, None) => String::new(),
    };
    let lines = paidy::lines(layout.names().iter().copied(), value);
    Ok(Answer::Lines(lines))
}

/// 094 of a Paidy payment.
pub(super) fn inquire(payment: &Payment) -> Outcome<Answer> {
    let layout = Layout::of("094/22").ok_or_else(|| Refusal::new("13001"))?;
    let value = |name: &str| payment.value(name).into_owned();
    Ok(Answer::Lines(paidy::lines(
        layout.names().iter().copied(),
        value,
    )))
}

/// What is left after a partial refund: a new payment, not yet in its status; none after a full one.
pub(crate) fn remainder(tx: Tx<'_>, old: &Payment) -> Outcome<Option<Payment>> {
    let left = old.amount - old.value(REFUND).parse().unwrap_or(old.amount);
    if left <= 0 {
        return Ok(None);
    }
    let id = tx.next_payment_id()?;
    let mut new = Payment::new(id, &old.merchant_id, kind::PAIDY, old.made);
    new.trading_id.clone_from(&old.trading_id);
    new.amount = left;
    // The times of the authorisation and of the sale stay: refunds count from the first 40.
    new.values.clone_from(&old.values);
    for name in ["cancel_date", REFUND, THEN, ASKED] {
        new.set(name, "");
    }
    Ok(Some(new))
}

/// Writes what caused a notice.
pub(crate) fn set_event(payment: &mut Payment, event: &str, then: Result<(), &str>) {
    let (result, code) = match then {
        Ok(()) => ("success", ""),
        Err(code) => ("failure", code),
    };
    payment.set("event", event);
    payment.set("event_result", result);
    payment.set("event_error_code", code);
}

fn move_to(
    tx: Tx<'_>,
    merchant: &Merchant,
    now: Moment,
    payment: &mut Payment,
    event: &str,
    status: &str,
) -> Outcome<()> {
    set_event(payment, event, Ok(()));
    enter(tx, merchant, now, payment, status)?;
    tx.save_payment(payment)?;
    Ok(())
}

/// Rows LOOKUP 340 341 342.
fn find(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Payment> {
    let codes = Codes {
        nothing: "24001",
        several: "24002",
    };
    payment(call, tx, kind::PAIDY, codes)
}

/// Rows 340/1-2 and 341/1-2.
fn check_authorised(call: &Call<'_>, payment: &Payment) -> Outcome<()> {
    if payment.status != "20" {
        return Err(Refusal::new("24003").into());
    }
    let over = paidy::authorisation_end(call.merchant, payment);
    if over.is_some_and(|end| call.now >= end) {
        return Err(Refusal::new("24006").into());
    }
    Ok(())
}

/// Rows 340/3, 341/3, 342/4: after silence Paygent asks Paidy itself, half an hour later.
fn meet_trouble(
    call: &Call<'_>,
    tx: Tx<'_>,
    payment: &mut Payment,
    waiting: &'static str,
) -> Outcome<()> {
    let then = match trouble::of_paidy(call, payment) {
        None => return Ok(()),
        Some(PaidyTrouble::Error) => return Err(Refusal::new("24004").into()),
        Some(PaidyTrouble::Silence(Then::Success)) => "success",
        Some(PaidyTrouble::Silence(Then::Failure)) => "failure",
    };
    payment.set(THEN, then);
    payment.set(ASKED, call.now.stamp());
    enter(tx, call.merchant, call.now, payment, waiting)?;
    tx.save_payment(payment)?;
    Err(Refusal::new("24005").into())
}

fn done(call: &Call<'_>, payment: &Payment) -> Outcome<Answer> {
    call.answer(vec![
        ("payment_id", payment.id.to_string()),
        ("trading_id", payment.trading_id.clone()),
    ])
}

/// The fields of a Paidy payment's difference record: all there are.
pub(super) fn record<'a>(
    payment: &'a Payment,
) -> impl Iterator<Item = (String, Cow<'a, str>)> + 'a {
    let names = crate::answer::paidy_notice_names().filter(|name| !name.ends_with("[n]"));
    let named = names.map(|name| (name.to_owned(), payment.value(name)));
    let items = payment
        .values
        .iter()
        .filter(|(name, _)| name.ends_with(']'))
        .map(|(name, value)| (name.clone(), Cow::Borrowed(value.as_str())));
    named.chain(items)
}
