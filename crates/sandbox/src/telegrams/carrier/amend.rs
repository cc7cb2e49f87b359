//! 103: a smaller amount, sold at once (carrier §7.1; rows 103).

use super::find;
use super::follow::{meet_trouble, values};
use crate::answer::Answer;
use crate::carrier::{AMENDED, CREDIT_CARD, Carrier, WEBMONEY};
use crate::payment::{Payment, kind};
use crate::refusal::{Outcome, Refusal};
use crate::store::Tx;
use crate::telegrams::{Call, enter};

/// What the new record of d払い shares with the old one; the authorisation's date is the base of its
/// time limits.
const INHERITED: [&str; 5] = [
    "career_type",
    "pc_mobile_type",
    "career_payment_id",
    "authorized_date",
    "outline",
];

/// Answers 103.
pub(in crate::telegrams) fn amend(call: &Call<'_>, tx: Tx<'_>) -> Outcome<Answer> {
    let (mut payment, carrier) = find(call, tx)?;
    let class = payment.value("payment_class");
    if carrier == Carrier::Au && (class == CREDIT_CARD || class == WEBMONEY) {
        return Err(Refusal::new("7409").into());
    }
    if !carrier.may_amend(&payment) {
        return Err(Refusal::new("7003").into());
    }
    let amount = call.form.number("amount");
    if amount == 0 || amount >= payment.amount {
        return Err(Refusal::field("P010", "amount").into());
    }
    meet_trouble(call, tx, &mut payment, carrier, "34")?;
    let base = payment.id;
    let sold = if carrier == Carrier::Docomo {
        replace(call, tx, &mut payment, amount)?
    } else {
        payment.amount = amount;
        payment.set(AMENDED, "1");
        payment
    };
    let sold = sell(call, tx, sold)?;
    let mut values = values(call, &sold);
    values.push(("base_payment_id", base.to_string()));
    call.answer(values)
}

/// d払い: the old record is cancelled, a new one takes its place.
fn replace(call: &Call<'_>, tx: Tx<'_>, old: &mut Payment, amount: i64) -> Outcome<Payment> {
    let id = tx.next_payment_id()?;
    let mut new = Payment::new(id, &old.merchant_id, kind::CARRIER, call.now);
    new.trading_id.clone_from(&old.trading_id);
    new.site_id.clone_from(&old.site_id);
    new.amount = amount;
    for name in INHERITED {
        new.set(name, old.value(name).into_owned());
    }
    old.set("cancel_date", call.now.stamp());
    enter(tx, call.merchant, call.now, old, "60")?;
    tx.save_payment(old)?;
    Ok(new)
}

fn sell(call: &Call<'_>, tx: Tx<'_>, mut payment: Payment) -> Outcome<Payment> {
    payment.set("payment_date", call.now.stamp());
    enter(tx, call.merchant, call.now, &mut payment, "40")?;
    tx.save_payment(&payment)?;
    Ok(payment)
}
